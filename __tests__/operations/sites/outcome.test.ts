import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import {
  type ClientsOutcome,
  failureMarkdown,
  isDone,
  outcomeMarkdown,
  outcomeText,
  type SiteOutcome,
} from "../../../operations/sites/outcome";

const HOST = "amazingcafe.qro.equipweb.biz";
const COMMIT = "1f0e2d3c4b5a69788796a5b4c3d2e1f001234567";
const one: SiteOutcome = {
  kind: "promoted",
  line: "qro",
  stage: "client",
  host: HOST,
  version: { type: "sha", name: COMMIT, commit: COMMIT, branch: "main", digest: "d".repeat(64) },
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe" },
  from: { kind: "stage", stage: "prod", site: "edgecafe.qro.equipweb.biz" },
  by: { actor: "dora", approver: "dan", run: "https://github.com/equipweb/infra/actions/runs/7/attempts/1" },
  before: { digest: "e".repeat(64), commit: "e".repeat(40), settings: { apiUrl: "https://s2.equipweb.biz/Old" } },
};
const { kind: _, host: __, settings: ___, before: ____, ...common } = one;
const many = (fields: Partial<ClientsOutcome>): ClientsOutcome => ({
  ...{ ...common, kind: "clients", clients: 0, outcomes: [], damaged: [] },
  ...fields,
});
const first = (text: string): string | undefined => text.split("\n")[0];

describe("what came of a promotion", () => {
  it("is told at a terminal, with all that somebody asks for", () => {
    expect(outcomeText({ ...one, warning: "Do this only in exceptional cases." }).split("\n")).toEqual([
      `${HOST} serves 1f0e2d3 of main`,
      "Warning: Do this only in exceptional cases.",
      "  stage     client",
      `  version   ${COMMIT}`,
      "  branch    main",
      `  release   ${"d".repeat(64)}`,
      "  from      edgecafe.qro.equipweb.biz (prod)",
      "  API URL   https://s2.equipweb.biz/AmazingCafe",
      `  before    ${"e".repeat(40)} with the API https://s2.equipweb.biz/Old`,
      "  by        dora",
      "  approved  by dan",
      "  run       https://github.com/equipweb/infra/actions/runs/7/attempts/1",
      `  URL       https://${HOST}/`,
    ]);
  });

  it.each<[string, SiteOutcome | ClientsOutcome, string, boolean]>([
    ["unchanged", { ...one, kind: "unchanged" }, `${HOST} served 1f0e2d3 of main already; it was read back`, true],
    ["planned", { ...one, kind: "planned" }, `${HOST} would get 1f0e2d3 of main`, true],
    [
      "for every client",
      many({
        clients: 2,
        outcomes: [
          { host: "a", kind: "promoted" },
          { host: "b", kind: "unchanged" },
        ],
      }),
      "2 of 2 clients of qro serve 1f0e2d3 of main",
      true,
    ],
    [
      "for one of two",
      many({
        clients: 2,
        outcomes: [
          { host: "a", kind: "promoted" },
          { host: "b", kind: "failed", reason: "No." },
        ],
      }),
      "1 of 2 clients of qro serves 1f0e2d3 of main",
      false,
    ],
    [
      "planned for clients",
      many({ kind: "planned-clients", clients: 7 }),
      "7 clients of qro would get 1f0e2d3 of main",
      true,
    ],
    [
      "with a damaged entry",
      many({ clients: 1, outcomes: [{ host: "a", kind: "promoted" }], damaged: ["b"] }),
      "1 of 1 client of qro serves 1f0e2d3 of main",
      false,
    ],
  ])("has a headline: %s", (_, outcome, headline, done) => {
    expect([first(outcomeText(outcome)), first(outcomeMarkdown(outcome)), isDone(outcome)]).toEqual([
      headline,
      `## ${headline.replace("main", "<code>main</code>")}`,
      done,
    ]);
  });

  it("for clients names those that failed, some of many, and what to do", () => {
    const outcomes = [
      ...Array.from({ length: 21 }, (_, n) => ({ host: `c${n}`, kind: "failed", reason: "No." }) as const),
      ...Array.from({ length: 3 }, (_, n) => ({ host: `d${n}`, kind: "left" }) as const),
    ];
    const lines = outcomeText(many({ clients: 24, outcomes, damaged: ["x.example.com"] })).split("\n");
    expect(lines.slice(-5)).toEqual([
      "  c18 failed: No.",
      "  c19 failed: No.",
      "  and 2 others",
      "  3 clients were left as they are, since the first one failed",
      "  Run this again: it goes on where it ended.",
    ]);
  });
});

describe("a promotion to clients that refuse it", () => {
  it("says why, and not to run it again: that would be refused, too", () => {
    const lines = outcomeText(
      many({
        clients: 2,
        outcomes: [
          { host: "a", kind: "promoted" },
          { host: "b", kind: "refused", reason: "It had it before." },
        ],
      }),
    ).split("\n");
    expect([lines[0], lines.at(-1)]).toEqual([
      "1 of 2 clients of qro serves 1f0e2d3 of main",
      "  b was left as it is: It had it before.",
    ]);
  });

  it("that are only planned are not among those that would get it", () => {
    const outcomes = [{ host: "b", kind: "refused", reason: "No." }] as const;
    const outcome = many({ kind: "planned-clients", clients: 4, outcomes, damaged: ["c"] });
    expect(outcomeText(outcome).split("\n")[0]).toBe("2 clients of qro would get 1f0e2d3 of main");
  });
});

it("what failed is told in a job summary, and nothing in it is Markdown", () => {
  expect(failureMarkdown("infra promote qro uat: a|b", "# <b>no</b>\n`x`")).toBe(
    "## Failed: <code>infra promote qro uat&#58; a&#124;b</code>\n\n<code>&#35; &#60;b&#62;no&#60;/b&#62;&#92;n&#96;x&#96;</code>\n\n",
  );
});

describe("whatever names and reasons hold", () => {
  const HOSTILE =
    "a\u001b[31m\u0007`|*x*\n\n# h [l](javascript:alert(1)) <img src=x onerror=alert(1)> \u202egnp @mara #1";
  const hostile: readonly (SiteOutcome | ClientsOutcome)[] = [
    {
      ...one,
      version: { ...one.version, branch: HOSTILE },
      settings: { apiUrl: HOSTILE },
      from: { kind: "branch", branch: HOSTILE },
      by: { actor: HOSTILE, approver: HOSTILE, run: HOSTILE },
      before: { digest: "", commit: HOSTILE, settings: { apiUrl: HOSTILE } },
      warning: HOSTILE,
    },
    many({ clients: 2, outcomes: [{ host: HOSTILE, kind: "failed", reason: HOSTILE }], damaged: [HOSTILE] }),
  ];

  it.each(hostile.map((outcome) => [outcome.kind, outcome] as const))(
    "nothing in it does anything at a terminal: %s",
    (_, outcome) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      expect(outcomeText(outcome)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    },
  );

  it.each(hostile.map((outcome) => [outcome.kind, outcome] as const))(
    "nothing in it is Markdown or HTML of a job summary: %s",
    (_, outcome) => {
      const kinds = new Set<string>();
      const links: string[] = [];
      const walk = (node: {
        readonly type: string;
        readonly value?: string;
        readonly url?: string;
        readonly children?: readonly never[];
      }) => {
        const isOurs = node.type === "html" && /^(<\/?code>|<wbr>)$/.test(node.value ?? "");
        if (!isOurs) kinds.add(node.type);
        if (node.url !== undefined) links.push(node.url);
        for (const child of node.children ?? []) walk(child);
      };
      walk(
        fromMarkdown(outcomeMarkdown(outcome), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as never,
      );
      expect([
        [...kinds].filter((kind) => ["html", "emphasis", "strong", "image", "imageReference", "code"].includes(kind)),
        links.filter((url) => !/^https:\/\/(amazingcafe\.qro\.equipweb\.biz\/|github\.com\/equipweb\/)/.test(url)),
      ]).toEqual([[], []]);
    },
  );
});
