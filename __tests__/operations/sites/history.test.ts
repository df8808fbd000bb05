import { historyOf } from "../../../operations/sites/history";
import { historyJson, releasesJson } from "../../../operations/sites/history-json";
import { pastRows, releaseRows, stateLines } from "../../../operations/sites/history-wording";
import type { UnfinishedAttempt } from "../../../operations/sites/last-attempt";
import type { StoredEntry } from "../../../operations/sites/ports";
import { stageReleases } from "../../../operations/sites/stage-releases";
import { API, anAttempt, anEntry, aRecord, begun, CLIENT, commit, digest, failed, held } from "../../support/sites";

const OLD = anAttempt("a1", { from: { kind: "branch", branch: "main" } });
const NEW = anAttempt("b2", { approver: "mara", run: "https://github.com/equipweb/infra/actions/runs/5" });
const HOLDER = { id: "1", name: "octocat", host: "runner", pid: 4, since: "2026-11-20T10:00:00Z" };

const historyWith = (stored: StoredEntry | undefined, unfinished?: UnfinishedAttempt, good = [NEW, OLD]) =>
  historyOf({
    line: "qro",
    stage: "client",
    host: CLIENT,
    stored,
    record: aRecord(unfinished?.attempt ?? NEW, good),
    unfinished,
  });
const serving = (digits: string, apiUrl = API) => held(CLIENT, anEntry(digits, { settings: { apiUrl } }));

describe("which of the attempts that succeeded is served", () => {
  it.each<[string, StoredEntry | undefined, UnfinishedAttempt | undefined, readonly boolean[], boolean]>([
    ["the last one", serving("b2"), undefined, [true, false], false],
    ["an earlier one, as somebody wrote it back by hand", serving("a1"), undefined, [false, true], false],
    ["none, as it was written by hand", serving("c3"), undefined, [false, false], true],
    [
      "none, as the API URL was changed by hand",
      serving("b2", "https://x.example/api"),
      undefined,
      [false, false],
      true,
    ],
    [
      "none, as another is being read back",
      serving("c3"),
      { kind: "running", attempt: begun("c3"), holder: HOLDER },
      [false, false],
      false,
    ],
    ["none, as nothing is served", undefined, undefined, [false, false], false],
    ["none, as what is served is damaged", held(CLIENT, undefined), undefined, [false, false], false],
  ])("%s", (_, stored, unfinished, served, isUnrecorded) => {
    const history = historyWith(stored, unfinished);
    expect([history.good.map(({ isServed }) => isServed), history.isUnrecorded]).toEqual([served, isUnrecorded]);
  });

  it("the newest of several with the same version and settings", () => {
    expect(historyWith(serving("b2"), undefined, [NEW, OLD, NEW]).good.map(({ isServed }) => isServed)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("a history in words", () => {
  const SERVES = `${CLIENT} (qro client) serves b2b2b2b of main, since 2026-11-20 10:00:00Z, by ann. API URL: ${API}`;
  it.each<[string, ReturnType<typeof historyWith>, readonly string[]]>([
    ["of what is served", historyWith(serving("b2")), [SERVES]],
    [
      "of nothing",
      historyOf({
        line: "qro",
        stage: "client",
        host: CLIENT,
        stored: undefined,
        record: undefined,
        unfinished: undefined,
      }),
      [`${CLIENT} (qro client) serves nothing yet.`],
    ],
    [
      "of a damaged entry",
      historyWith(held(CLIENT, undefined)),
      [`${CLIENT} (qro client): what CloudFront knows of it is damaged. Promote to it again.`],
    ],
    [
      "of a failure",
      historyWith(serving("b2"), { kind: "failed", attempt: failed("c3") }),
      [
        SERVES,
        "The last promotion of c3c3c3c from prod (edgecafe.qro.equipweb.biz), by ann, failed 2026-11-20 10:00:09Z: the site answered an HTML page where its version was expected.",
      ],
    ],
    [
      "of one that runs",
      historyWith(serving("b2"), { kind: "running", attempt: begun("c3"), holder: HOLDER }),
      [
        SERVES,
        "A promotion of c3c3c3c from prod (edgecafe.qro.equipweb.biz), by ann, runs since 2026-11-20 10:00:00Z; octocat holds the lock.",
      ],
    ],
    [
      "of one that was killed",
      historyWith(serving("b2"), { kind: "interrupted", attempt: begun("c3") }),
      [
        SERVES,
        "The last promotion of c3c3c3c from prod (edgecafe.qro.equipweb.biz), by ann, begun 2026-11-20 10:00:00Z, was interrupted. Promote again.",
      ],
    ],
    [
      "of what nobody recorded",
      historyWith(serving("c3")),
      [
        SERVES.replace("b2b2b2b", "c3c3c3c"),
        "No promotion that succeeded says so: somebody wrote it by hand, or a promotion was interrupted.",
      ],
    ],
  ])("%s", (_, history, lines) => {
    expect(stateLines(history)).toEqual(lines);
  });

  it("as a table, the newest first", () => {
    expect(pastRows(historyWith(serving("b2")))).toEqual([
      ["served", "version", "branch", "release", "API URL", "from", "by", "approved by", "when", "run"],
      [
        "now",
        "b2b2b2b",
        "main",
        "b2b2b2b2b2b2",
        API,
        "prod (edgecafe.qro.equipweb.biz)",
        "ann",
        "mara",
        "2026-11-20 10:00:09Z",
        "https://github.com/equipweb/infra/actions/runs/5",
      ],
      ["-", "a1a1a1a", "main", "a1a1a1a1a1a1", API, "branch main", "ann", "-", "2026-11-20 10:00:09Z", "-"],
    ]);
  });

  it("shows no character that does anything at a terminal", () => {
    const odd = held(CLIENT, anEntry("b2", { branch: "a\u001b[31mb", by: "\u202eann" }));
    expect(stateLines(historyWith(odd))[0]).toContain("of a\\u001b[31mb, since 2026-11-20 10:00:00Z, by \\u202eann.");
  });
});

it("a history for machines", () => {
  const history = historyWith(serving("b2"), { kind: "running", attempt: begun("c3"), holder: HOLDER });
  expect(historyJson(history)).toEqual({
    format: 1,
    line: "qro",
    stage: "client",
    host: CLIENT,
    state: "served",
    release: digest("b2"),
    commit: commit("b2"),
    branch: "main",
    settings: { apiUrl: API },
    since: "2026-11-20T10:00:00Z",
    by: "ann",
    recorded: true,
    unfinished: { kind: "running", attempt: begun("c3"), holder: "octocat" },
    succeeded: [
      { ...NEW, served: true },
      { ...OLD, served: false },
    ],
  });
});

describe("the releases of a stage", () => {
  const key = (digits: string) => `manifests/${digest(digits)}.json`;
  const releases = stageReleases(
    [key("f6"), key("b2"), key("a1"), "manifests/readme.txt"],
    [
      { host: "b.qro.equipweb.biz", entry: anEntry("b2") },
      { host: "a.qro.equipweb.biz", entry: anEntry("b2", { commit: commit("99"), since: "2026-11-21T10:00:00Z" }) },
      { host: "c.qro.equipweb.biz", entry: anEntry("e5", { branch: "hotfix/till" }) },
      { host: "d.qro.equipweb.biz" },
    ],
  );

  it("are told with those who serve them, most sites first", () => {
    expect(releases).toEqual([
      {
        digest: digest("b2"),
        commit: commit("99"),
        branch: "main",
        sites: ["a.qro.equipweb.biz", "b.qro.equipweb.biz"],
        isWhole: true,
      },
      {
        digest: digest("e5"),
        commit: commit("e5"),
        branch: "hotfix/till",
        sites: ["c.qro.equipweb.biz"],
        isWhole: false,
      },
      { digest: digest("a1"), sites: [], isWhole: true },
      { digest: digest("f6"), sites: [], isWhole: true },
    ]);
  });

  it("as a table", () => {
    expect(releaseRows(releases)).toEqual([
      ["release", "version", "branch", "sites", "remarks"],
      ["b2b2b2b2b2b2", "9999999", "main", "2", ""],
      ["e5e5e5e5e5e5", "e5e5e5e", "hotfix/till", "1", "it is not in the bucket in full: promote to its sites again"],
      ["a1a1a1a1a1a1", "-", "-", "0", ""],
      ["f6f6f6f6f6f6", "-", "-", "0", ""],
    ]);
  });

  it("for machines", () => {
    const { releases: all, ...rest } = releasesJson("qro", "client", releases);
    expect([rest, all[2], all[1]]).toEqual([
      { format: 1, line: "qro", stage: "client" },
      { release: digest("a1"), sites: [], whole: true },
      {
        release: digest("e5"),
        commit: commit("e5"),
        branch: "hotfix/till",
        sites: ["c.qro.equipweb.biz"],
        whole: false,
      },
    ]);
  });
});
