import fc from "fast-check";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import { mergeIntoBody } from "../../../../operations/report/pull-request/body";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, planned, resource, skeletonOf } from "../support";

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
];

/** A report in which one text stands at every place that a plan, a catalogue or a tool can fill. */
function reportWith(text: string) {
  const change = {
    before: { kept: 1, [`k${text}`]: `old ${text}`, list: [text], gone: { [text || "x"]: text } },
    after: { kept: 1, [`k${text}`]: `new ${text}`, list: [`more ${text}`], id: "planned-1" },
    after_unknown: { [`u${text}`]: true },
    replace_paths: [[`k${text}`], ["list", 0]],
  };
  const every = (actions: readonly string[], index: number) => ({
    ...resource(`a${index}.${text}`, actions, { ...change, importing: { id: `i${text}` } }),
    previous_address: `p.${text}`,
    action_reason: `r${text}`,
  });
  const actions = [
    ["create"],
    ["update"],
    ["delete"],
    ["delete", "create"],
    ["forget"],
    ["read"],
    ["no-op"],
    [`z${text}`],
  ];
  const output = (kind: string) => ({ actions: [kind], before: `old ${text}`, after: `new ${text}` });
  const invocation = {
    address: `action.${text}`,
    lifecycle_action_trigger: { triggering_resource_address: `t.${text}`, action_trigger_event: `e${text}` },
  };
  const plan = aPlan({
    resource_changes: [...actions.map(every), { ...every(["delete"], 9), deposed: `d${text}` }],
    resource_drift: [every(["update"], 0), every(["delete"], 1)],
    output_changes: { [`o${text}`]: output("update"), [`n${text}`]: output("create"), [`g${text}`]: output("delete") },
    deferred_changes: [{ reason: `r${text}`, resource_change: every([`z${text}`], 0) }],
    deferred_action_invocations: [{ reason: `r${text}`, action_invocation: invocation }],
    action_invocations: [invocation],
    checks: [
      {
        address: { to_display: `c.${text}` },
        status: "fail",
        instances: [{ address: { to_display: `c.${text}` }, status: "fail", problems: [{ message: `m${text}` }] }],
      },
    ],
    complete: false,
  });
  const about = {
    source: `s${text}`,
    waitsFor: [`w${text}`],
    placeholders: [{ value: "planned-1", stack: `w${text}`, output: `o${text}` }],
    notes: [`note ${text}`],
  };
  return reportOf([
    { ...planned(`stack ${text}`, plan), ...about },
    { id: `failed ${text}`, status: "failed", error: `Error: ${text}`, ...about },
    { id: `vanished ${text}`, status: "vanished" },
    { id: `unaffected ${text}`, status: "unaffected" },
    planned(`quiet ${text}`, aPlan()),
  ]);
}

const render = (text: string, budget?: number) =>
  toMarkdown(reportWith(text), { branch: `b${text}`, ...(budget !== undefined && { budget }) });

const BENIGN = skeletonOf(render("benign"));

describe("a hostile text", () => {
  it.each(HOSTILE)("%j changes nothing but the content of code, wherever it stands", (text) => {
    expect(skeletonOf(render(text))).toBe(BENIGN);
  });

  it("changes nothing else, whatever it is", () => {
    const texts = fc
      .array(fc.oneof(fc.string({ unit: "binary", maxLength: 10 }), fc.constantFrom(...HOSTILE)), { maxLength: 4 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        expect(skeletonOf(render(text))).toBe(BENIGN);
      }),
      { numRuns: 300 },
    );
  });

  it.each(HOSTILE)("%j cannot forge our marks, nor hide what it is", (text) => {
    const markdown = render(text);
    expect(markdown).not.toContain("<!--");
    expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    const once = mergeIntoBody("The author's words.", markdown);
    expect("body" in once && mergeIntoBody(once.body, markdown)).toEqual(once);
  });

  it.each(HOSTILE)("%j stays harmless when the report is cut to any length", (text) => {
    for (const budget of [100, 400, 800, 2000, 3000, 5000, 8000]) {
      expect(skeletonOf(render(text, budget))).not.toContain("Approved");
    }
  });

  it("stands in code at every place, so the test above sees all of them", () => {
    const outside = skeletonOf(render("benign"));
    expect(outside).not.toContain("benign");
    expect(render("benign").split("benign").length - 1).toBeGreaterThan(70);
  });
});
