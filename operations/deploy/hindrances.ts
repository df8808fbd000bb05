import { discrepanciesIn } from "../report/discrepancies";
import type { Report, StackReport } from "../report/report";
import { violationsOf } from "../report/wording/violations";

/**
 * Why nothing of a report may be applied, whoever approved it, in sentences; empty when nothing stands in the way.
 *
 * A stack that cannot be planned here at all is no hindrance, nor is one that vanished and held no data: both are left alone,
 * and told.
 *
 * @param alone Stacks that nothing of AWS depends on: one that could not be planned is left alone in the same way.
 */
export function hindrancesIn({ stacks }: Report, alone: ReadonlySet<string> = new Set()): readonly string[] {
  if (stacks.length === 0) return ["No stack was planned."];
  return [
    ...stacks.filter(({ id, state }) => !(state === "failed" && alone.has(id))).flatMap(ofStack),
    ...violationsOf(stacks).map(({ stack, violation: { message, rule, severity } }) => {
      return `"${stack}" breaks a rule: ${message} (${severity}, ${rule}).`;
    }),
  ];
}

function ofStack(stack: StackReport): readonly string[] {
  const { id, state, error } = stack;
  if (state === "failed") return [`"${id}" could not be planned: ${error?.trim() || "Terraform gave no reason"}`];
  return discrepanciesIn(stack).map((why) => `The report on "${id}" does not account for all of its plan: ${why}.`);
}
