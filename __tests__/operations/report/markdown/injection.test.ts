import fc from "fast-check";
import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import { mergeIntoBody } from "../../../../operations/report/pull-request/body";
import { reportOf } from "../../../../operations/report/report-of";
import { hostileStacks } from "../hostile";
import { pageOf, type Shape, shapeOf, valuesOf } from "./parsed";

const HOSTILE = [
  "```",
  "\n```\n\n# Approved\n\n```diff\n",
  "~~~\n# Approved\n~~~",
  "`".repeat(40),
  "</code>",
  "</summary></details>",
  "<script>alert(1)</script>",
  "<!-- infra:plan:end -->",
  "\n<!-- infra:plan:end -->\n",
  "\n<!-- infra:plan:begin -->\n",
  "<!--",
  "@octocat",
  "fixes #1",
  "closes octo/repo#2",
  "GH-1 0123456789abcdef0123456789abcdef01234567",
  "https://evil.example/",
  "www.evil.example",
  "a@evil.example",
  "[click](https://evil.example)",
  "![image](https://evil.example/a.png)",
  "| a | b |\n|---|---|",
  "\\|",
  "\\",
  "&lt;b&gt; &amp; &#42;",
  "**bold** __bold__ ~~gone~~ $x$",
  "> [!NOTE]\n> all is well",
  "- [x] approved",
  "\u202etxt.exe\u2066",
  "\u200b\u00ad\ufeff",
  "\u0000\u0007\u001b[2J",
  "\ud800",
  "\r\n\r\n## Approved\r\n",
  "\u2028\u2029",
  "__proto__",
  "(sensitive)",
  "octo/repo#1 #1 GH-2 octo@0123456 0123456",
  "resolves: https://github.com/octo/repo/issues/1",
  "$$\n\\frac{1}{2}\n$$ $`x`$",
  ":tada: :+1:",
  "[^1]\n\n[^1]: a note",
  "Title\n=====\n\nOther\n-----",
  "- [ ] not yet\n* * *\n1. one",
  "<details open><summary>fine</summary>",
  "<a href=https://evil.example onclick=x>a</a>",
  "<img src=x onerror=alert(1)>",
  "<!-- infra:plan:record {} -->",
  "-->",
  "]]>",
  "<?php",
  "<![CDATA[",
  "\u{e0041}\u{e007f}\ufff9",
  "\ufeff\u2060\u180e\u061c",
  "`a``b```c````",
  "~".repeat(30),
  "    indented\n\ttab",
  "| --- |\n| :-: |",
  "\udc00\ud83d",
  "https://evil.example/?a=1&b=2#c",
  "ftp://evil.example mailto:a@b.example xmpp:a@b.example",
];

/** A report in which one text stands at every place that a plan, a catalogue, a tool or a rule can fill. */
const reportWith = (text: string) => reportOf(hostileStacks(text));

/** Somebody else may have written the record that a pull request's body holds. */
const recordWith = (text: string): PlanRecord => ({
  format: 1,
  commit: text,
  stacks: [
    { id: `gone ${text}`, state: "changes", digest: text, changes: [[`z${text}`, `a.${text}`, text]] },
    { id: `stack ${text}`, state: "no-changes", digest: text, changes: [["create", `a.b${text}`, text]] },
    { id: `quiet ${text}`, state: "failed" },
  ],
});

const render = (text: string, budget?: number) =>
  toMarkdown(reportWith(text), {
    facts: {
      branch: `b${text}`,
      commit: `c${text}`,
      base: `d${text}`,
      run: { id: 1, attempt: 2, url: "https://github.com/o/r/actions/runs/1" },
      fullReport: "https://github.com/o/r/actions/runs/1/artifacts/2",
    },
    confirmation: { state: "needed", how: ["add ", { quoted: text }] },
    previous: recordWith(text),
    budget: budget ?? 1_000_000,
  });

const BENIGN = shapeOf(render("benign"));

/** What stands around a hostile text, so that it is found wherever any of it gets. */
const MARK = "zqx";
const marked = (text: string): string => MARK + text + MARK;

/** All that a reader sees outside of code, and what a browser acts on. */
function outside(markdown: string): readonly string[] {
  const shape = shapeOf(markdown);
  return ["text", "html", "link", "image", "inlineCode", "footnoteReference", "definition", "imageReference"].flatMap(
    (type) => valuesOf(type, shape),
  );
}

const TAGS: ReadonlySet<string> = new Set([
  ...["h2", "p", "strong", "em", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "pre", "code"],
  ...["details", "summary", "sub", "a", "wbr", 'code class="language-diff"', 'td align="right"', 'th align="right"'],
  'a href="https://github.com/o/r/actions/runs/1"',
  'a href="https://github.com/o/r/actions/runs/1/artifacts/2"',
]);

const anything = fc
  .array(fc.oneof(fc.string({ unit: "binary", maxLength: 10 }), fc.constantFrom(...HOSTILE)), { maxLength: 4 })
  .map((parts) => parts.join(""));

describe("a hostile text", () => {
  it.each(HOSTILE)("%j changes nothing but the content of code, wherever it stands", (text) => {
    expect(shapeOf(render(text))).toEqual(BENIGN);
  });

  it("changes nothing else, whatever it is", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(shapeOf(render(text))).toEqual(BENIGN);
      }),
      { numRuns: 25 },
    );
  });

  it.each(HOSTILE)("%j stands nowhere in the page but in code", (text) => {
    const { code, other, tags } = pageOf(render(marked(text)));
    expect(code).toContain(MARK);
    expect(other).not.toContain(MARK);
    expect([...tags].filter((tag) => !TAGS.has(tag))).toEqual([]);
  });

  it.each(HOSTILE)("%j cannot forge our marks, nor hide what it is", (text) => {
    const markdown = render(text);
    const [first = "", ...lines] = markdown.split("\n");
    expect(first).toMatch(/^<!-- infra:plan:record (?:[A-Za-z0-9_. :,"\\{}[\]]|-(?!-))* -->$/);
    expect(lines.join("\n")).not.toContain("<!--");
    expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    const once = mergeIntoBody("The author's words.", render(text, 50_000));
    expect("body" in once && mergeIntoBody(once.body, render(text, 50_000))).toEqual(once);
  });

  it.each(HOSTILE)("%j stays harmless when the report is cut to any length", (text) => {
    for (const budget of [2000, 20_000]) {
      expect(outside(render(marked(text), budget)).filter((each) => each.includes(MARK))).toEqual([]);
    }
  });

  it("is in code however the report is cut", () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 30_000 }), (text, budget) => {
        const { other, tags } = pageOf(render(marked(text), budget));
        expect(other).not.toContain(MARK);
        expect([...tags].filter((tag) => !TAGS.has(tag))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("stands in code at every place, so the tests above see all of them", () => {
    expect(JSON.stringify(BENIGN)).not.toContain("benign");
    expect(render("benign").split("benign").length - 1).toBeGreaterThan(100);
    const count = (type: string, shape: Shape): number => valuesOf(type, shape).length;
    expect({
      alerts: count("blockquote", BENIGN),
      links: valuesOf("link", BENIGN),
      images: count("image", BENIGN),
    }).toEqual({
      alerts: 2,
      links: ["https://github.com/o/r/actions/runs/1", "https://github.com/o/r/actions/runs/1/artifacts/2"],
      images: 0,
    });
  });
});
