import type { StackResult } from "../../../operations/report/read/stack-result";
import type { Violation } from "../../../operations/report/violation";
import { aPlan, planned, resource } from "./support";

/** Stacks in which one text stands at every place that a plan, a catalogue, a tool or a rule can fill. */
export function hostileStacks(text: string): readonly StackResult[] {
  const change = {
    before: {
      kept: 1,
      [`k${text}`]: `old ${text}`,
      list: [text],
      long: `${"line\n".repeat(60)}${text}`,
      gone: { [text || "x"]: text },
    },
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
  const violation = (address: string | undefined): Violation => ({
    rule: `rule-${text}`,
    severity: "high",
    ...(address !== undefined && { address }),
    path: `path${text}`,
    message: `message ${text}`,
    fix: "Mend it.",
  });
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
    violations: [violation(`a1.${text}`), violation(undefined)],
  };
  return [
    { ...planned(`stack ${text}`, plan), ...about },
    { ...planned(`other ${text}`, plan), ...about },
    { id: `failed ${text}`, status: "failed", error: `Error: ${text}`, ...about },
    { id: `vanished ${text}`, status: "vanished" },
    { id: `unaffected ${text}`, status: "unaffected" },
    planned(`quiet ${text}`, "no-changes"),
  ];
}
