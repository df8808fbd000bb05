import { toHtml } from "../../../../operations/sites/overview/html/to-html";
import type { ListedSite, SitesOverview } from "../../../../operations/sites/overview/listed-site";
import { toJson } from "../../../../operations/sites/overview/to-json";
import { toRows } from "../../../../operations/sites/overview/to-table";
import { problemText, sourcesText, summaryText, unreadText } from "../../../../operations/sites/overview/wording";
import { API, anEntry, begun, CLIENT, commit, digest, exampleLine, failed } from "../../../support/sites";

const LINE = exampleLine();
const HOLDER = { id: "1", name: "octocat", host: "runner", pid: 4, since: "2026-11-20T10:00:00Z" };
const SITE: ListedSite = {
  line: "qro",
  stage: "client",
  host: CLIENT,
  client: "amazingcafe",
  state: "served",
  entry: anEntry("b2"),
  remarks: [],
};
const overview = (sites: readonly ListedSite[], more: Partial<SitesOverview> = {}): SitesOverview => ({
  lines: [LINE],
  selection: {},
  sites,
  clients: [],
  problems: [],
  unread: 0,
  ...more,
});

describe("sites as a table", () => {
  const CELLS = ["client", CLIENT, "b2b2b2b", "main", API, "2026-11-20 10:00:00Z", "ann"];
  it.each<[string, Partial<ListedSite>, readonly string[]]>([
    ["of a site that is as it should be", {}, [...CELLS, ""]],
    ["of one that lags behind", { remarks: [{ kind: "behind", stage: "prod" }] }, [...CELLS, "behind prod"]],
    [
      "of one on a version of its own",
      { remarks: [{ kind: "differs", stage: "prod" }] },
      [...CELLS, "not what prod has"],
    ],
    [
      "of one with other settings",
      { remarks: [{ kind: "settings", apiUrl: API }] },
      [...CELLS, "another API URL than the catalogue's"],
    ],
    [
      "of one that is being promoted to",
      { remarks: [{ kind: "running", attempt: begun("c3"), holder: HOLDER }] },
      [...CELLS, "ann promotes c3c3c3c to it, since 2026-11-20 10:00:00Z"],
    ],
    [
      "of one whose promotion was killed",
      { remarks: [{ kind: "interrupted", attempt: begun("c3") }] },
      [...CELLS, "promotion of c3c3c3c was interrupted: promote again"],
    ],
    [
      "of one whose promotion failed",
      {
        remarks: [
          { kind: "failed", attempt: failed("c3") },
          { kind: "behind", stage: "prod" },
        ],
      },
      [...CELLS, "promotion of c3c3c3c failed, 2026-11-20 10:00:09Z; behind prod"],
    ],
    [
      "of one whose record is damaged",
      { remarks: [{ kind: "unrecorded", message: "" }] },
      [...CELLS, "its record is damaged"],
    ],
  ])("%s", (_, more, cells) => {
    expect(toRows(overview([{ ...SITE, ...more }]))[1]).toEqual(cells);
  });

  it("of what serves nothing, is damaged, or is of no stage", () => {
    const { entry: _, ...nothing } = SITE;
    const rows = toRows(
      overview([
        { ...nothing, state: "empty", remarks: [{ kind: "empty" }] },
        {
          ...nothing,
          state: "damaged",
          stage: undefined,
          host: "\u001b[2J",
          remarks: [{ kind: "damaged" }, { kind: "stray" }],
        },
      ]),
    );
    expect(rows.slice(1)).toEqual([
      ["client", CLIENT, "-", "-", "-", "-", "-", "nothing served yet"],
      ["-", "\\u001b[2J", "-", "-", "-", "-", "-", "damaged: promote to it again; its name is that of no stage"],
    ]);
  });

  it("names the line where there are several", () => {
    const [headings, row] = toRows(overview([SITE], { lines: [LINE, { ...LINE, name: "shop" }] }));
    expect([headings?.slice(0, 3), row?.slice(0, 3)]).toEqual([
      ["line", "stage", "site"],
      ["qro", "client", CLIENT],
    ]);
  });
});

it("sites for machines", () => {
  const sites: readonly ListedSite[] = [
    {
      ...SITE,
      remarks: [
        { kind: "running", attempt: begun("c3"), holder: HOLDER },
        { kind: "behind", stage: "prod" },
      ],
    },
    { line: "qro", stage: undefined, host: "a.example.com", state: "damaged", remarks: [{ kind: "damaged" }] },
  ];
  const problem = { line: "qro", stack: "rc-sites-qro", stages: ["rc"], kind: "not-deployed", message: "no" } as const;
  expect(toJson(overview(sites, { problems: [problem], unread: 4 }))).toEqual({
    format: 1,
    sites: [
      {
        line: "qro",
        stage: "client",
        host: CLIENT,
        client: "amazingcafe",
        state: "served",
        release: digest("b2"),
        commit: commit("b2"),
        branch: "main",
        settings: { apiUrl: API },
        since: "2026-11-20T10:00:00Z",
        by: "ann",
        remarks: [
          { kind: "running", attempt: begun("c3"), holder: "octocat" },
          { kind: "behind", stage: "prod" },
        ],
      },
      { line: "qro", stage: null, host: "a.example.com", state: "damaged", remarks: [{ kind: "damaged" }] },
    ],
    unread: 4,
    problems: [problem],
  });
});

describe("what is said beside", () => {
  it("counts sites and their remarks, the worst first", () => {
    const behind = { ...SITE, remarks: [{ kind: "behind", stage: "prod" } as const] };
    const broken = { ...SITE, remarks: [{ kind: "damaged" } as const] };
    expect([
      summaryText(overview([SITE])),
      summaryText(overview([behind, SITE, behind, broken])),
      unreadText(overview([])),
      unreadText(overview([], { unread: 1003 })),
    ]).toEqual([
      "1 site.",
      "4 sites: 1 damaged, 2 behind.",
      undefined,
      "Whether promotions run or failed is not shown, as there are 1,003 records: --attempts reads them.",
    ]);
  });

  it("names what could not be looked at", () => {
    const problem = { line: "qro", stack: "prod-sites-qro", stages: ["prod", "client"], message: "no \u001b[2J" };
    expect([
      problemText({ ...problem, kind: "not-deployed" }),
      problemText({ ...problem, kind: "unreadable" }),
    ]).toEqual([
      "qro prod, client: not deployed yet. The stack prod-sites-qro makes it.",
      "qro prod, client: no \\u001b[2J",
    ]);
  });

  it("tells where a stage takes its versions from", () => {
    expect(LINE.stages.map(sourcesText)).toEqual([
      "Takes its version from the branch main.",
      "Takes its version from dev.",
      "Takes its version from uat, approved by qa.",
      "Takes its version from prod, approved by deployment. In exceptional cases, from the same client's site at rc, approved by qa.",
      "Takes its version from any branch but main.",
    ]);
  });
});

describe("sites as a page", () => {
  const NOW = new Date("2026-11-20T12:00:00Z");

  it("escape whatever somebody wrote", () => {
    const entry = anEntry("b2", {
      branch: "<b>&\"'",
      by: "<script>alert(1)</script>",
      settings: { apiUrl: 'javascript:alert(1)"' },
    });
    const page = toHtml(overview([{ ...SITE, host: '"><img src=x>', entry }]), NOW);
    const [body = ""] = /<body>.*(?=<script>)/s.exec(page) ?? [];
    expect(body).not.toMatch(/<(?:b|img|script)[ >]|href="javascript/);
    expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(body).toContain("<code>&quot;&gt;&lt;img src=x&gt;</code>");
  });

  it("have the same bytes for the same sites, and every stage that was asked for", () => {
    const page = toHtml(overview([SITE]), NOW);
    expect(toHtml(overview([SITE]), NOW)).toBe(page);
    const titles = (html: string) => [...html.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title?.trim());
    expect([
      titles(page),
      titles(toHtml(overview([SITE], { selection: { stage: "client" } }), NOW)),
      titles(toHtml(overview([SITE], { selection: { client: "amazingcafe" } }), NOW)),
      titles(toHtml(overview([{ ...SITE, stage: undefined }], { selection: { client: "x" } }), NOW)),
    ]).toEqual([["dev", "uat", "prod", "client", "rc"], ["client"], ["client"], ["no stage"]]);
  });
});
