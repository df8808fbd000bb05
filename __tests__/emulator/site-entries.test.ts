import { keyValueStore } from "../../adapters/aws/key-value-store";
import { siteEntries } from "../../adapters/aws/site-entries";
import { siteKeys } from "../../adapters/aws/site-keys";
import { entryText, type SiteEntry } from "../../operations/sites/entry";
import { type CuttingProxy, type Fate, type ProxiedCall, startProxy } from "../support/cutting-proxy";
import { newKeyValueStore } from "../support/emulated-edge";
import { type Moto, startMoto } from "../support/moto";

let moto: Moto;
let stores = 0;
let proxies: CuttingProxy[] = [];

beforeAll(async () => {
  moto = await startMoto("111111111111");
});

afterEach(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  proxies = [];
});

afterAll(() => moto?.stop());

/** An empty store of its own, and what is asked of it through a proxy. */
async function stage(onCall?: (n: number, call: ProxiedCall) => Fate) {
  stores += 1;
  const place = { keyValueStoreArn: await newKeyValueStore(moto.url, `store-${stores}`), madeBy: "dev-sites-qro" };
  const proxy = await startProxy(moto.url, onCall ? { onCall } : {});
  proxies.push(proxy);
  return {
    place,
    /** The store itself, whatever becomes of the calls through the proxy. */
    store: keyValueStore({ endpoint: moto.url }, place),
    entries: siteEntries({ endpoint: proxy.url }, place),
    other: siteEntries({ endpoint: moto.url }, place),
    keys: siteKeys({ endpoint: proxy.url }, place),
    proxy,
    asked: () => proxy.calls.map(operationOf),
  };
}

/** Which operation a call is, in short. */
const operationOf = ({ method, path }: ProxiedCall): string => {
  const [, , , keys, key] = path.split("?")[0]?.split("/") ?? [];
  if (method === "POST") return "update";
  return key !== undefined ? "get" : keys !== undefined ? "list" : "describe";
};

const entry = (commit: string, by = "ann"): SiteEntry => ({
  release: commit.repeat(64).slice(0, 64),
  commit: commit.repeat(40).slice(0, 40),
  branch: "main",
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe/ordering/api" },
  by,
  since: "2026-11-21T10:00:00Z",
});

const ONE = entryText(entry("1"));
const TWO = entryText(entry("2"));
const HOST = "amazingcafe.qro.equipweb.biz";
const hosts = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `c${String(n).padStart(4, "0")}.qro.equipweb.biz`);

describe("entries of sites", () => {
  it("are made, read, changed, listed without what is no host, and taken away", async () => {
    const { entries, keys } = await stage();
    const outcomes = [
      await entries.read(HOST),
      await entries.change({ host: HOST, before: undefined, after: ONE }),
      await entries.change({ host: HOST, before: ONE, after: TWO }),
      await entries.change({ host: "a.qro.equipweb.biz", before: undefined, after: "no entry" }),
    ];
    await keys.put("auth", "salt:hash");
    const listed = await entries.list();
    const read = await entries.read(HOST);
    const taken = await entries.change({ host: HOST, before: TWO, after: undefined });
    expect([outcomes, read, listed, taken, await entries.read(HOST)]).toEqual([
      [undefined, "changed", "changed", "changed"],
      { host: HOST, text: TWO, entry: entry("2") },
      [
        { host: "a.qro.equipweb.biz", text: "no entry", entry: undefined },
        { host: HOST, text: TWO, entry: entry("2") },
      ],
      "changed",
      undefined,
    ]);
  });

  it.each<[string, string | undefined, string | undefined]>([
    ["another text", TWO, ONE],
    ["a text where none was", ONE, undefined],
    ["none where a text was", undefined, ONE],
    ["already what it is to be, by somebody else", entryText(entry("3")), ONE],
  ])("are lost, and not written, when the store holds %s", async (_, held, before) => {
    const { entries, other, asked } = await stage();
    if (held !== undefined) await other.change({ host: HOST, before: undefined, after: held });
    const outcome = await entries.change({ host: HOST, before, after: entryText(entry("3")) });
    expect([outcome, (await other.read(HOST))?.text, asked()]).toEqual(["lost", held, ["describe", "get"]]);
  });

  it("that are asked for at once are written 50 a request, each on the version that the one before made", async () => {
    const { entries, asked } = await stage();
    const all = hosts(120);
    const outcomes = await Promise.all(all.map((host) => entries.change({ host, before: undefined, after: ONE })));
    const again = await Promise.all(
      all.map((host, n) => entries.change({ host, before: n === 7 ? TWO : ONE, after: TWO })),
    );
    expect([
      new Set(outcomes),
      again.filter((outcome) => outcome === "lost").length,
      again[7],
      (await entries.list()).map(({ host }) => host),
      asked().slice(0, 5),
      asked().filter((operation) => operation === "update").length,
    ]).toEqual([new Set(["changed"]), 1, "lost", all, ["describe", "list", "update", "update", "update"], 6]);
  });

  it("of one host are changed one after the other", async () => {
    const { entries } = await stage();
    const outcomes = await Promise.all([
      entries.change({ host: HOST, before: undefined, after: ONE }),
      entries.change({ host: HOST, before: ONE, after: TWO }),
      entries.change({ host: HOST, before: ONE, after: entryText(entry("3")) }),
    ]);
    expect([outcomes, (await entries.read(HOST))?.text]).toEqual([["changed", "changed", "lost"], TWO]);
  });
});

describe("two writers", () => {
  it("of different sites at once both get through", async () => {
    const { entries, other } = await stage();
    const [mine, theirs] = [hosts(60), hosts(120).slice(60)];
    const outcomes = await Promise.all([
      ...mine.map((host) => entries.change({ host, before: undefined, after: ONE })),
      ...theirs.map((host) => other.change({ host, before: undefined, after: TWO })),
    ]);
    expect([new Set(outcomes), (await entries.list()).length]).toEqual([new Set(["changed"]), 120]);
  });

  it("of the same site at once: one wins, and what it wrote stays", async () => {
    const { entries, other } = await stage();
    const texts = [entryText(entry("4", "ann")), entryText(entry("4", "bob"))] as const;
    const outcomes = await Promise.all([
      entries.change({ host: HOST, before: undefined, after: texts[0] }),
      other.change({ host: HOST, before: undefined, after: texts[1] }),
    ]);
    const winner = outcomes.indexOf("changed");
    expect([[...outcomes].sort(), (await entries.read(HOST))?.text]).toEqual([["changed", "lost"], texts[winner]]);
  });

  it("in between the look and the write: others' sites are no reason to lose", async () => {
    let writes = 0;
    const meddle = new Map([
      [1, "b.qro.equipweb.biz"],
      [2, "c.qro.equipweb.biz"],
    ]);
    const { entries, other, asked, proxy } = await stage((_, call) => {
      if (operationOf(call) !== "update") return "pass";
      writes += 1;
      return meddle.has(writes) ? "hold-before" : "pass";
    });
    const changing = entries.change({ host: HOST, before: undefined, after: ONE });
    for (const host of meddle.values()) {
      await proxy.held();
      await other.change({ host, before: undefined, after: TWO });
      proxy.release();
    }
    expect([await changing, asked()]).toEqual([
      "changed",
      ["describe", "get", "update", "describe", "get", "update", "describe", "get", "update"],
    ]);
  });

  it("in between the look and the write: the same site is", async () => {
    const { entries, other, proxy } = await stage((_, call) =>
      operationOf(call) === "update" ? "hold-before" : "pass",
    );
    const changing = entries.change({ host: HOST, before: undefined, after: ONE });
    await proxy.held();
    await other.change({ host: HOST, before: undefined, after: TWO });
    proxy.release();
    expect([await changing, (await other.read(HOST))?.text]).toEqual(["lost", TWO]);
  });
});

describe("an answer that is lost", () => {
  it.each<[string, (updates: number) => Fate, string]>([
    ["once, of a write that was done", (updates) => (updates === 1 ? "cut-after" : "pass"), "changed"],
    ["always, of a write that was done", () => "cut-after", "changed"],
    ["once, of a write that was not done", (updates) => (updates === 1 ? "cut-before" : "pass"), "changed"],
    ["always, of a write that was not done", () => "cut-before", "could not change sites in the key-value store"],
  ])("%s", async (_, fate, outcome) => {
    let updates = 0;
    const { entries, other } = await stage((_, call) => {
      if (operationOf(call) !== "update") return "pass";
      updates += 1;
      return fate(updates);
    });
    const result = await entries
      .change({ host: HOST, before: undefined, after: ONE })
      .catch((error: Error) => error.message.split(":")[0]);
    const isWritten = outcome === "changed";
    expect([result, (await other.read(HOST))?.text]).toEqual([outcome, isWritten ? ONE : undefined]);
  });
});

describe("what the store cannot take", () => {
  it.each<[string, { host: string; after: string }, string]>([
    [
      "a value of more than 1 KB",
      { host: HOST, after: "ä".repeat(513) },
      `the entry of the site ${HOST} has 1026 bytes, and CloudFront takes 1024.`,
    ],
    [
      "a name that is no host",
      { host: "auth", after: ONE },
      "auth is no host of a site. Use a name such as a.qro.example.com.",
    ],
    [
      "a name with control characters",
      { host: "a\u001b[31m.b", after: ONE },
      "a??31m.b is no host of a site. Use a name such as a.qro.example.com.",
    ],
  ])("%s is refused before anything is asked", async (_, change, message) => {
    const { entries, asked } = await stage();
    await expect(entries.change({ ...change, before: undefined })).rejects.toThrow(new Error(message));
    expect(asked()).toEqual([]);
  });

  it("a store that is gone is told from a site that is not there", async () => {
    const place = {
      keyValueStoreArn: "arn:aws:cloudfront::111111111111:key-value-store/00000000-0000-0000-0000-000000000000",
      madeBy: "dev-sites-qro",
    };
    const entries = siteEntries({ endpoint: moto.url }, place);
    const messages = await Promise.all(
      [
        entries.read(HOST),
        entries.list(),
        entries.change({ host: HOST, before: undefined, after: ONE }),
        siteKeys({ endpoint: moto.url }, place).put("auth", "salt:hash"),
      ].map((asking) => asking.then(String, (error: Error) => error.message)),
    );
    const why = "there is no such key-value store any more. The stack dev-sites-qro makes it: deploy it.";
    expect(messages).toEqual([
      `could not read the site ${HOST} in the key-value store: ${why}`,
      `could not list the sites in the key-value store: ${why}`,
      `could not change sites in the key-value store: ${why}`,
      `could not write the key-value store: ${why}`,
    ]);
  });

  it("a store that is full says so", async () => {
    const { entries, store } = await stage();
    let { etag } = await store.version();
    // 5 MB, less what one more entry has.
    for (let batch = 0; batch < 100; batch++) {
      const texts = new Map(hosts(50).map((host) => [`${"k".repeat(20)}${batch}-${host}`, "x".repeat(990)]));
      const written = await store.write({ texts, etag }).catch(() => undefined);
      if (written === undefined || written === "stale") break;
      etag = written.etag;
    }
    const texts = new Map(hosts(40).map((host) => [`last-${host}`, "x".repeat(1000)]));
    await store.write({ texts, etag }).catch(() => undefined);
    await expect(
      Promise.all(hosts(50).map((host) => entries.change({ host, before: undefined, after: "x".repeat(1024) }))),
    ).rejects.toThrow(
      new Error(
        "could not change sites in the key-value store: the key-value store is full. Take away sites that nobody needs.",
      ),
    );
  });
});

describe("keys beside the sites", () => {
  it("are written over, and taken away, also when there is none", async () => {
    const { keys, store } = await stage();
    await keys.put("auth", "salt:one");
    await keys.put("auth", "salt:two");
    const after = await store.read("auth");
    await keys.remove("auth");
    await keys.remove("auth");
    expect([after, await store.read("auth")]).toEqual(["salt:two", undefined]);
  });

  it.each([
    [HOST, "x", "a key beside the sites has small letters, digits and hyphens."],
    ["auth", "x".repeat(1025), "the value of the key auth has 1025 bytes, and CloudFront takes 1024."],
  ])("%s cannot be written", async (key, text, message) => {
    const { keys, asked } = await stage();
    await expect(keys.put(key, text)).rejects.toThrow(new Error(message));
    expect(asked()).toEqual([]);
  });
});

describe("the emulator's key-value stores", () => {
  const signedAs = (authorization: string) => ({
    authorization,
    "x-amz-region-set": "*",
    "if-match": "KV1",
    "content-type": "application/json",
  });
  const V4A = "AWS4-ECDSA-P256-SHA256 Credential=a/20261121/cloudfront-keyvaluestore/aws4_request, Signature=0";

  const { "if-match": _, ...withoutVersion } = signedAs(V4A);

  it.each<[string, string, string, Record<string, string>, string, readonly [number, string | null]]>([
    [
      "a signature of one region",
      "GET",
      "",
      signedAs(V4A.replace("ECDSA-P256", "HMAC")),
      "",
      [403, "AccessDeniedException"],
    ],
    ["no set of regions", "GET", "", { ...signedAs(V4A), "x-amz-region-set": "" }, "", [403, "AccessDeniedException"]],
    ["a write without a version", "PUT", "/keys/a", withoutVersion, '{"Value":"b"}', [400, "ValidationException"]],
    ["a write without a value", "PUT", "/keys/a", signedAs(V4A), "{}", [400, "ValidationException"]],
    ["an update of nothing", "POST", "/keys", signedAs(V4A), "{}", [400, "ValidationException"]],
    ["a page of 51 keys", "GET", "/keys?MaxResults=51", signedAs(V4A), "", [400, "ValidationException"]],
    ["a page of no keys", "GET", "/keys?MaxResults=0", signedAs(V4A), "", [400, "ValidationException"]],
    ["a key of more than 1,024 characters", "GET", `/keys/${"k".repeat(1025)}`, signedAs(V4A), "", [501, null]],
    ["what is no operation", "PATCH", "/keys", signedAs(V4A), "", [501, null]],
  ])("refuse %s", async (_, method, path, headers, body, expected) => {
    const { place } = await stage();
    const url = `${moto.url}/key-value-stores/${encodeURIComponent(place.keyValueStoreArn)}${path}`;
    const answer = await fetch(url, { method, headers, ...(body && { body }) });
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual(expected);
  });

  it.each<[string, number, number, string]>([
    ["51 keys in one update", 51, 1, "ServiceQuotaExceededException"],
    ["a value of more than 1 KB", 1, 1025, "ServiceQuotaExceededException"],
  ])("take nothing of an update with %s", async (_, keys, length, name) => {
    const { place, store } = await stage();
    const { etag } = await store.version();
    const texts = new Map(hosts(keys).map((host) => [host, "x".repeat(length)]));
    await expect(store.write({ texts, etag })).rejects.toMatchObject({ name });
    expect([await store.all(), (await store.version()).etag, place.madeBy]).toEqual([new Map(), etag, "dev-sites-qro"]);
  });

  it("say in both ways that a version is an old one", async () => {
    const { place } = await stage();
    const url = `${moto.url}/key-value-stores/${encodeURIComponent(place.keyValueStoreArn)}/keys/a`;
    const put = () => fetch(url, { method: "PUT", headers: signedAs(V4A), body: '{"Value":"b"}' });
    const answers = [await put(), await put()].map(({ status, headers }) => [status, headers.get("x-amzn-errortype")]);
    expect(answers.sort()).toEqual([
      [400, "ValidationException"],
      [409, "ConflictException"],
    ]);
  });
});
