import type { SiteStage } from "../../../model/sites";
import type { Promoted } from "../../../operations/promotion/promote";
import type { SiteSettings } from "../../../operations/sites/entry";
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
async function toAll(failing: Readonly<Record<string, string>>, signal = new AbortController().signal) {
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
      if (failing[host] !== undefined) throw new Error(failing[host]);
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

  it("are left as they are when the run is interrupted", async () => {
    await expect(toAll({}, AbortSignal.abort(new Error("interrupted (SIGINT)")))).rejects.toThrow(
      "interrupted (SIGINT)",
    );
  });
});

it("knows as clients who is no stage's own site, and whose entry can be read", () => {
  const entry = {
    ...{ release: "1".repeat(64), commit: "2".repeat(40), branch: "main", settings: settings("a") },
    ...{ by: "ann", since: "2026-03-02T09:00:00Z" },
  };
  const stored = (host: string, known: typeof entry | undefined) => ({ host, text: "", entry: known });
  expect(
    clientsIn(
      [stored("a", entry), stored("b", undefined), stored("own", entry), stored("own2", undefined)],
      ["own", "own2"],
    ),
  ).toEqual({
    clients: [{ host: "a", settings: settings("a") }],
    damaged: ["b"],
  });
});
