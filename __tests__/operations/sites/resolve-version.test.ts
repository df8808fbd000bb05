import { join } from "node:path";
import { readCatalogue } from "../../../model/catalogue";
import type { SiteLine, SiteStage } from "../../../model/sites";
import type { Attempt, PromotionRecord } from "../../../operations/promotion/record";
import type { SiteSettings } from "../../../operations/sites/entry";
import { buildKey, recordKey } from "../../../operations/sites/keys";
import type { Build } from "../../../operations/sites/ports";
import { requested, type Words } from "../../../operations/sites/request";
import { type ResolvePorts, resolveVersion } from "../../../operations/sites/resolve-version";
import { SITE_RECORDS } from "../../../operations/sites/site-records";
import { MemoryStore } from "../../support/memory-store";

const LINE = readCatalogue(join(__dirname, "..", "..", "..", "catalogue")).siteLines.find(
  ({ name }) => name === "qro",
) as SiteLine;
const stage = (name: string): SiteStage => LINE.stages.find((one) => one.name === name) as SiteStage;
const DEV = "edgecafetraining.qro-dev.equipweb.biz";
const DOMAIN = "amazingcafe.qro.equipweb.biz";
const RC = "amazingcafe.qro-rc.equipweb.biz";
const apiUrl = "https://s2.equipweb.biz/AmazingCafe";
const FIX: Words = { client: DOMAIN, apiUrl, from: "rc", branch: "hotfix/menu" };

const build = (letter: string, branch: string): Build => ({
  ...{ format: 1, branch, commit: letter.repeat(40), release: letter.repeat(64) },
  ...{ run: 7, at: "2026-03-02T09:00:00Z", by: "mara" },
});
const attempt = (letter: string, branch: string, status: Attempt["status"] = "succeeded"): Attempt<SiteSettings> => ({
  id: letter,
  status,
  version: { type: "sha", name: letter.repeat(40), commit: letter.repeat(40), branch, digest: letter.repeat(64) },
  settings: { apiUrl },
  from: { kind: "branch", branch },
  actor: "mara",
  startedAt: "2026-03-02T09:00:00Z",
  ...(status !== "in_progress" && { finishedAt: "2026-03-02T09:01:00Z" }),
});

/** Where everything is at Dev and RC: builds, records, what is served, where branches are. */
interface Known {
  readonly build?: Build;
  readonly latest?: Attempt<SiteSettings>;
  readonly good?: readonly Attempt<SiteSettings>[];
  /** Letter of what is served. */
  readonly serves?: string;
  readonly head?: string;
}

function resolve(name: string, words: Words, known: Known, commit?: string) {
  const from = words.from === "rc" || name === "rc" ? "rc" : "dev";
  const site = from === "rc" ? RC : DEV;
  const store = new MemoryStore();
  const { good = [], latest = good[0] } = known;
  if (known.build) store.put(buildKey(known.build.branch), JSON.stringify(known.build));
  const record = { format: 1, application: "qro", stage: from, site, latest, good } as PromotionRecord<SiteSettings>;
  if (latest) store.put(recordKey(from, site), SITE_RECORDS.write(record));
  const { serves = "a" } = known;
  const config = { apiUrl, release: serves.repeat(64), commit: serves.repeat(40) };
  const ports: ResolvePorts = {
    storeOf: () => store,
    servedAt: () => ({
      get: async () => ({ status: 200, type: "application/json", bytes: Buffer.from(JSON.stringify(config)) }),
    }),
    branchHead: async () => known.head,
  };
  return resolveVersion(requested(LINE, stage(name), words), commit, ports);
}

const A = attempt("a", "main");
const F = attempt("f", "hotfix/menu");
const RC_HAS = { build: build("f", "hotfix/menu"), good: [F], serves: "f", head: "f".repeat(40) };
const AGAIN = "Deploy the branch to rc, and have QA test it there.";

describe("the version that is promoted", () => {
  it.each<[string, string, Words, Known, object]>([
    [
      "what was built of a branch last",
      "dev",
      {},
      { build: build("b", "main") },
      { version: attempt("b", "main").version, from: { kind: "branch", branch: "main" } },
    ],
    [
      "what the stage before has",
      "uat",
      {},
      { good: [A] },
      { version: A.version, from: { kind: "stage", stage: "dev", site: DEV } },
    ],
    [
      "what it had last with success, where the last attempt failed",
      "uat",
      {},
      { good: [A], latest: attempt("b", "main", "failed") },
      { version: A.version, from: { kind: "stage", stage: "dev", site: DEV } },
    ],
    [
      "of a hot fix, what the same client's RC has",
      "client",
      FIX,
      RC_HAS,
      { version: F.version, from: { kind: "stage", stage: "rc", site: RC } },
    ],
  ])("is %s", async (_, name, words, known, expected) => {
    const { version, from, source } = await resolve(name, words, known);
    expect([{ version, from }, source.name]).toEqual([expected, words.from ?? (name === "uat" ? "dev" : name)]);
  });

  it.each<[string, string, Words, Known, string, string?]>([
    [
      "nothing was built",
      "dev",
      {},
      {},
      "nothing was published of the branch main for dev. Publish it first: infra site publish qro <folder> --branch main --commit <commit>",
    ],
    [
      "another commit was built",
      "dev",
      {},
      { build: build("b", "main") },
      "the version of main is of the commit bbbbbbb, not of ccccccc. Publish that one, or look why another one is there.",
      "c".repeat(40),
    ],
    [
      "the source has another commit",
      "uat",
      {},
      { good: [A] },
      "the version of dev is of the commit aaaaaaa, not of ccccccc. Publish that one, or look why another one is there.",
      "c".repeat(40),
    ],
    [
      "the source never had anything",
      "uat",
      {},
      {},
      `nothing was ever promoted to ${DEV} (dev) with success. Promote to dev first.`,
    ],
    [
      "the source never succeeded",
      "uat",
      {},
      { latest: attempt("a", "main", "failed") },
      `nothing was ever promoted to ${DEV} (dev) with success. Promote to dev first.`,
    ],
    [
      "the source serves something else",
      "uat",
      {},
      { good: [A], serves: "b" },
      `${DEV} (dev) serves the commit bbbbbbb, and its record says aaaaaaa. Promote to dev again.`,
    ],
    [
      "the source is just being switched",
      "uat",
      {},
      { good: [A], latest: attempt("b", "main", "in_progress"), serves: "b" },
      `${DEV} (dev) serves the commit bbbbbbb, and its record says aaaaaaa. It is being promoted: wait until that ended, or promote to dev again when it was killed.`,
    ],
    [
      "the client has no RC",
      "client",
      FIX,
      {},
      `nothing was ever promoted to ${RC} (rc) with success. Promote to rc first.`,
    ],
    [
      "its RC is of another branch",
      "client",
      FIX,
      { ...RC_HAS, good: [attempt("f", "hotfix/other")] },
      `${RC} (rc) has the commit fffffff of the branch hotfix/other, not of hotfix/menu.`,
    ],
    [
      "the branch moved on since",
      "client",
      FIX,
      { ...RC_HAS, head: "9".repeat(40) },
      `${RC} (rc) has the commit fffffff, and the branch hotfix/menu moved on to 9999999. ${AGAIN}`,
    ],
    [
      "the branch was built anew since",
      "client",
      FIX,
      { ...RC_HAS, build: build("8", "hotfix/menu") },
      `${RC} (rc) has the commit fffffff, and the branch hotfix/menu moved on to 8888888. ${AGAIN}`,
    ],
    [
      "the branch is gone",
      "client",
      FIX,
      { build: RC_HAS.build, good: [F], serves: "f" },
      `${RC} (rc) has the commit fffffff, and the branch hotfix/menu is gone from equipweb/edgecafe. ${AGAIN}`,
    ],
  ])("is none when %s", async (...row) => {
    const [, name, words, known, message, commit] = row;
    await expect(resolve(name, words, known, commit)).rejects.toThrow(new Error(message));
  });
});
