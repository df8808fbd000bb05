import type { ReportContext } from "../../../../operations/report/findings";
import type { Report } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, planned, resource } from "../support";

/** Texts that do harm where they are taken for HTML. */
export const XSS = [
  "<script>globalThis.pwned = 1</script>",
  "</script><script>globalThis.pwned = 1</script>",
  "<img src=x onerror='globalThis.pwned = 1'>",
  '" onmouseover="globalThis.pwned = 1" x="',
  "' autofocus onfocus='globalThis.pwned = 1' '",
  "</code></td></table></details></section></main>",
  "</title></style><svg onload=globalThis.pwned=1>",
  "<!-- --><iframe srcdoc='<script>parent.pwned = 1</script>'>",
  "<base href='https://evil.example/'><link rel=stylesheet href=//evil.example>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=globalThis.pwned=1>",
  "javascript:globalThis.pwned=1",
  "&lt;img src=x onerror=globalThis.pwned=1&gt; &#60;b&#62;",
  "{{constructor.constructor('globalThis.pwned=1')()}} ${globalThis.pwned=1} `",
  "\u202e\u2066\u200b\u0000\u001b[31m\ud800\u2028",
] as const;

/** A report in which one text stands at every place that a plan, a catalogue, a tool or GitHub can fill. */
export function hostileReport(text: string): readonly [Report, ReportContext] {
  const change = {
    before: { kept: 1, [`k${text}`]: `old ${text}`, list: [text], long: `${"line\n".repeat(60)}${text}` },
    after: {
      kept: 1,
      [`k${text}`]: `new ${text}`,
      list: [`more ${text}`],
      long: `${"line\n".repeat(60)}new\n${text}`,
      id: "planned-1",
    },
    after_unknown: { [`u${text}`]: true },
    replace_paths: [[`k${text}`], ["list", 0]],
  };
  const every = (actions: readonly string[], index: number) => ({
    ...resource(`a${index}.${text}`, actions, { ...change, importing: { id: `i${text}` } }),
    type: `t${text}`,
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
    terraform_version: `v${text}`,
    timestamp: `w${text}`,
    resource_changes: [...actions.map(every), { ...every(["delete"], 9), deposed: `d${text}` }],
    resource_drift: [every(["update"], 0), every(["delete"], 1)],
    output_changes: {
      [`o${text}`]: output("update"),
      [`n${text}`]: output("create"),
      [`g${text}`]: output(`q${text}`),
    },
    deferred_changes: [{ reason: `r${text}`, resource_change: every([`z${text}`], 0) }],
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
  const report = reportOf([
    { ...planned(`stack ${text}`, plan), ...about },
    { ...planned(`other ${text}`, plan), ...about },
    { id: `failed ${text}`, status: "failed", error: `Error: ${text}`, ...about },
    { id: `vanished ${text}`, status: "vanished" },
    { id: `unaffected ${text}`, status: "unaffected" },
    planned(`quiet ${text}`, "no-changes"),
  ]);
  const context: ReportContext = {
    facts: {
      branch: `b${text}`,
      commit: text,
      base: text,
      run: { id: 1, attempt: 1, url: text },
      note: `note \`${text}\``,
    },
    confirmation: { state: "needed", how: ["add ", { quoted: text }] },
    previous: {
      format: 1,
      commit: text,
      stacks: [{ id: `was ${text}`, state: "changes", digest: "x", changes: [[text, `gone ${text}`, "x"]] }],
    },
  };
  return [report, context];
}
