import type { SiteLine, SiteStage } from "../../../model/sites";
import type { Promoted } from "../../../operations/promotion/promote";
import { PromotionRefusal } from "../../../operations/promotion/promote";
import { LeaseError } from "../../../operations/records/lease-record";
import { RecordError } from "../../../operations/records/object-store";
import type { SiteSettings } from "../../../operations/sites/entry";
import { SiteInputError } from "../../../operations/sites/input-error";
import { type ClientOutcome, clientsIn, promoteClients } from "../../../operations/sites/promote-clients";
import type { SitePromotion } from "../../../operations/sites/promote-site";

const settings = (host: string): SiteSettings => ({ apiUrl: `https://s2.equipweb.biz/${host}` });
const clients = ["a", "b", "c", "d", "e"].map((host) => ({ host, settings: settings(host) }));
const promotion: Omit<SitePromotion, "host" | "settings"> = {
  line: "qro",
  stage: { name: "client" } as SiteStage,
  version: { type: "sha", name: "1", commit: "1", branch: "main", digest: "2" },
  from: { kind: "stage", stage: "prod", site: "edgecafe" },
  by: { actor: "dora" },
};

/** Promotes to all, two at once; what fails says so. */
async function toAll(failing: Readonly<Record<string, string | Error>>, signal = new AbortController().signal) {
  const told: [number, ClientOutcome["kind"]][] = [];
  const seen: [string, SiteSettings][] = [];
  let [now, most] = [0, 0];
  const outcomes = await promoteClients(clients, promotion, {
    async promoteOne({ host, settings: given }) {
      seen.push([host, given]);
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      const failure = failing[host];
      if (failure !== undefined) throw typeof failure === "string" ? new Error(failure) : failure;
      return { kind: host === "c" ? "unchanged" : "promoted" } as Promoted<SiteSettings>;
    },
    progress: (done, { kind }) => told.push([done, kind]),
    signal,
    parallel: 2,
  });
  return { outcomes, told, seen, most };
}

describe("clients that get the same version", () => {
  it("keep their own settings, the first one alone and then so many at once, told in order", async () => {
    const { outcomes, told, seen, most } = await toAll({});
    expect([outcomes.map(({ host, kind }) => [host, kind]), told.map(([done]) => done), seen, most]).toEqual([
      [
        ["a", "promoted"],
        ["b", "promoted"],
        ["c", "unchanged"],
        ["d", "promoted"],
        ["e", "promoted"],
      ],
      [1, 2, 3, 4, 5],
      clients.map((client) => [client.host, client.settings]),
      2,
    ]);
  });

  it("are not stopped by one that fails", async () => {
    const { outcomes } = await toAll({ c: "it is a page." });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["promoted", "promoted", "failed", "promoted", "promoted"]);
    expect(outcomes[2]).toEqual({ host: "c", kind: "failed", reason: "it is a page." });
  });

  it("are left as they are when the first one fails", async () => {
    const { outcomes, seen } = await toAll({ a: "it is a page." });
    expect([outcomes, seen.length]).toEqual([
      [
        { host: "a", kind: "failed", reason: "it is a page." },
        ...["b", "c", "d", "e"].map((host) => ({ host, kind: "left" })),
      ],
      1,
    ]);
  });

  it.each([
    ["had a later one", new PromotionRefusal("It had it before.")],
    ["has a lock that somebody holds", new LeaseError("held", "It is held by bob.")],
    ["has a damaged record", new RecordError("It is damaged.")],
    ["has an entry without room", new SiteInputError("It is too long.")],
  ])("get it though the first one %s", async (_, error) => {
    const { outcomes } = await toAll({ a: error, b: error });
    expect(outcomes).toEqual([
      { host: "a", kind: "refused", reason: error.message },
      { host: "b", kind: "refused", reason: error.message },
      { host: "c", kind: "unchanged" },
      { host: "d", kind: "promoted" },
      { host: "e", kind: "promoted" },
    ]);
  });

  it("are left as they are when the first one that is not refused fails", async () => {
    const { outcomes, seen } = await toAll({ a: new PromotionRefusal("It had it before."), b: "it is a page." });
    expect([outcomes.map(({ kind }) => kind), seen.length]).toEqual([["refused", "failed", "left", "left", "left"], 2]);
  });

  it("are left as they are when the run is interrupted", async () => {
    await expect(toAll({}, AbortSignal.abort(new Error("interrupted (SIGINT)")))).rejects.toThrow(
      "interrupted (SIGINT)",
    );
  });
});

it("knows as clients who has one label under the suffix, is no stage's own site, and has an entry that will do", () => {
  const entry = {
    ...{ release: "1".repeat(64), commit: "2".repeat(40), branch: "main", settings: settings("a") },
    ...{ by: "ann", since: "2026-03-02T09:00:00Z" },
  };
  const stored = (host: string, known = entry) => ({ host, text: "", entry: known });
  const stage = { name: "client", place: { suffix: "qro.example.com" } } as SiteStage;
  const line = { stages: [stage, { site: { host: "own.qro.example.com" } }] } as unknown as SiteLine;
  expect(
    clientsIn(
      [
        stored("a.qro.example.com"),
        { ...stored("b.qro.example.com"), entry: undefined },
        stored("c.qro.example.com", { ...entry, settings: { apiUrl: "javascript:alert(1)" } }),
        stored("own.qro.example.com"),
        stored("metadata.example.net"),
        stored("two.labels.qro.example.com"),
      ],
      line,
      stage,
    ),
  ).toEqual({
    clients: [{ host: "a.qro.example.com", settings: settings("a") }],
    damaged: ["b.qro.example.com", "c.qro.example.com"],
  });
});
