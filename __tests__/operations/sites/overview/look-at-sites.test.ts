import { recordText } from "../../../../operations/promotion/record-text";
import { lockKey, recordKey } from "../../../../operations/sites/keys";
import type { LookedAt, LookOptions } from "../../../../operations/sites/overview/look-at-place";
import { lookAtSites } from "../../../../operations/sites/overview/look-at-sites";
import type { StoredEntry } from "../../../../operations/sites/ports";
import { MemoryStore } from "../../../support/memory-store";
import { anAttempt, anEntry, aRecord, begun, CLIENT, exampleLine, failed, held } from "../../../support/sites";

const LINE = exampleLine();
const NOW = new Date("2026-11-20T12:00:00Z");
const HOLDER = { id: "1", name: "octocat", host: "runner", pid: 4, since: "2026-11-20T11:59:00Z" };

class NotThere extends Error {}

/** Places in memory; those that are not given are not deployed. What is asked of them is counted. */
function places(
  stores: Readonly<Record<string, { readonly store?: MemoryStore; readonly entries: readonly StoredEntry[] | Error }>>,
) {
  const asked: string[] = [];
  const open: LookOptions["open"] = ({ stackId }): LookedAt => {
    const { store = new MemoryStore(), entries = new NotThere("no bucket") } = stores[stackId] ?? {};
    return {
      store: {
        read: (key) => {
          asked.push(`${stackId} read`);
          return store.read(key);
        },
        list: (prefix) => {
          asked.push(`${stackId} list ${prefix}`);
          return store.list(prefix);
        },
      },
      entries: async () => {
        asked.push(`${stackId} entries`);
        if (entries instanceof Error) throw entries;
        return { list: async () => entries };
      },
    };
  };
  const look = (options: Partial<LookOptions> = {}) =>
    lookAtSites([LINE], {
      open,
      isNotDeployed: (error) => error instanceof NotThere,
      now: NOW,
      selection: {},
      attempts: false,
      ...options,
    });
  return { look, asked };
}

const many = (number: number) =>
  Array.from({ length: number }, (_, index) => `c${String(index).padStart(4, "0")}.qro.equipweb.biz`);

/** A store with the record of each host. */
function recorded(hosts: readonly string[]): MemoryStore {
  const store = new MemoryStore();
  for (const host of hosts) store.put(recordKey("client", host), recordText(aRecord(failed("b2"), [], host)));
  return store;
}

describe("looking at places", () => {
  it("says which are not deployed and which cannot be read, and lists the others", async () => {
    const { look } = places({
      "prod-sites-qro": { entries: [held(CLIENT, anEntry("b2"))] },
      "uat-sites-qro": { entries: new Error("access was denied") },
    });
    const { sites, problems } = await look({ selection: { client: "amazingcafe" } });
    expect(sites.map(({ host }) => host)).toEqual([CLIENT]);
    expect(problems).toEqual([
      { line: "qro", stack: "dev-sites-qro", stages: ["dev"], kind: "not-deployed", message: "no bucket" },
      { line: "qro", stack: "uat-sites-qro", stages: ["uat"], kind: "unreadable", message: "access was denied" },
      { line: "qro", stack: "rc-sites-qro", stages: ["rc"], kind: "not-deployed", message: "no bucket" },
    ]);
  });

  it("asks nothing for each site when they are many, and says so", async () => {
    const hosts = many(101);
    const store = recorded(hosts);
    const { look, asked } = places({
      "prod-sites-qro": { store, entries: hosts.map((host) => held(host, anEntry("b2"))) },
    });
    const { sites, unread } = await look({ selection: { stage: "client" } });
    expect([sites.length, unread, asked]).toEqual([
      101,
      101,
      ["prod-sites-qro entries", "prod-sites-qro list records/"],
    ]);
    expect(sites.flatMap(({ remarks }) => remarks)).toEqual([]);
  });

  it("reads the records of many when it is asked to", async () => {
    const hosts = many(101);
    const entries = hosts.map((host) => held(host, anEntry("b2")));
    const { look } = places({ "prod-sites-qro": { store: recorded(hosts), entries } });
    const { sites, unread } = await look({ selection: { stage: "client" }, attempts: true });
    expect([unread, sites.filter(({ remarks }) => remarks[0]?.kind === "failed").length]).toEqual([0, 101]);
  });

  it("reads the record of one that was asked for among many", async () => {
    const hosts = many(101);
    const { look, asked } = places({ "prod-sites-qro": { store: recorded(hosts), entries: [] } });
    const { sites, clients } = await look({ selection: { stage: "client", client: "C0007" } });
    expect([sites.map(({ host }) => host), clients.length]).toEqual([["c0007.qro.equipweb.biz"], 101]);
    expect(asked.filter((what) => what === "prod-sites-qro read")).toHaveLength(1);
  });

  it("looks at no other stages than the chosen one and that which it is compared with", async () => {
    const { look, asked } = places({});
    await look({ selection: { stage: "uat" } });
    expect([...new Set(asked.map((what) => what.split(" ")[0]))]).toEqual(["dev-sites-qro", "uat-sites-qro"]);
  });
});

describe("what the record and the lock of a site say", () => {
  const lease = (until: string) => JSON.stringify({ format: 1, holder: HOLDER, until });
  const free = JSON.stringify({ format: 1, holder: null, until: "2026-11-20T11:00:00Z" });
  const running = recordText(aRecord(begun("b2")));
  it.each<[string, string, string | undefined, unknown]>([
    ["that it runs", running, lease("2026-11-20T12:05:00Z"), { kind: "running", attempt: begun("b2"), holder: HOLDER }],
    [
      "that whoever held the lock was killed",
      running,
      lease("2026-11-20T11:59:59Z"),
      { kind: "interrupted", attempt: begun("b2") },
    ],
    ["that nobody holds the lock", running, free, { kind: "interrupted", attempt: begun("b2") }],
    ["that there is no lock", running, undefined, { kind: "interrupted", attempt: begun("b2") }],
    ["that it failed", recordText(aRecord(failed("b2"))), undefined, { kind: "failed", attempt: failed("b2") }],
    ["that it succeeded", recordText(aRecord(anAttempt("b2"), [anAttempt("b2")])), undefined, undefined],
    [
      "nothing, as it is damaged",
      "<b>\u001b[2J",
      undefined,
      { kind: "unrecorded", message: expect.stringContaining(CLIENT) },
    ],
    [
      "nothing, as the lock is damaged",
      running,
      "{}",
      { kind: "unrecorded", message: expect.stringContaining("locks/") },
    ],
  ])("%s", async (_, record, lock, expected) => {
    const store = new MemoryStore();
    store.put(recordKey("client", CLIENT), record);
    if (lock !== undefined) store.put(lockKey("client", CLIENT), lock);
    const { look } = places({ "prod-sites-qro": { store, entries: [held(CLIENT, anEntry("b2"))] } });
    const { sites } = await look({ selection: { stage: "client" } });
    expect(sites.map(({ remarks }) => remarks)).toEqual([expected === undefined ? [] : [expected]]);
  });

  it("that it ended, when it did between one look and the other", async () => {
    const store = new MemoryStore();
    const key = recordKey("client", CLIENT);
    store.put(key, running);
    store.put(lockKey("client", CLIENT), free);
    let reads = 0;
    const read = async (asked: string) => {
      const stored = await store.read(asked);
      reads += 1;
      if (reads === 1) store.put(key, recordText(aRecord(anAttempt("b2"), [anAttempt("b2")])));
      return stored;
    };
    const { sites } = await lookAtSites([LINE], {
      open: () => ({
        store: { read, list: (prefix) => store.list(prefix) },
        entries: async () => ({ list: async () => [] }),
      }),
      isNotDeployed: () => false,
      now: NOW,
      selection: { stage: "client" },
      attempts: false,
    });
    expect(sites.map(({ remarks }) => remarks)).toEqual([[{ kind: "empty" }]]);
  });
});
