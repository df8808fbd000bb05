import { ALL_ACTIONS, countsOf } from "./actions";
import type { PlanContent, StackReport } from "./report";
import { count } from "./wording/words";

/**
 * Where a report does not account for all that its plan holds, in words. There should never be any: they guard against
 * mistakes of the report itself, and against plans of a Terraform to come.
 */
export function discrepanciesIn({ content, digested }: StackReport): readonly string[] {
  if (!content) return [];
  const { changes, unchanged, held, outputs, heldOutputs, drift, heldDrift, applyable } = content;
  const counts = countsOf(changes);
  const counted = ALL_ACTIONS.reduce((sum, action) => sum + counts[action], unchanged);
  return [
    ...(counted === held
      ? []
      : [`the plan holds ${count(held, "resource")}, and this report accounts for ${count(counted)}`]),
    ...differing(outputs.length, heldOutputs, "changed output"),
    ...differing(drift.length, heldDrift, "change", " from outside of Terraform"),
    ...(digested === undefined || heldOutputs === undefined || digested === held - unchanged + heldOutputs
      ? []
      : [
          `the plan changes ${count(held - unchanged, "resource")} and ${count(heldOutputs, "output")}, and its digest is made from ${count(digested)}`,
        ]),
    ...(applyable && isEmpty(content) ? ["Terraform has something to apply, and this report has nothing to show"] : []),
  ];
}

const differing = (accounted: number, held: number | undefined, what: string, from = ""): readonly string[] =>
  held === undefined || held === accounted
    ? []
    : [`the plan holds ${count(held, what)}${from}, and this report accounts for ${count(accounted)}`];

/**
 * Where a form of the report does not show all changes of a stack, in words: a form that says how many it shows has to be
 * right about it.
 *
 * @param shown Number of changes, by address or counted, that it shows of this stack.
 */
export function shownDiscrepancies({ content }: StackReport, shown: number): readonly string[] {
  const changes = content?.changes.length ?? 0;
  return shown === changes
    ? []
    : [`the plan changes ${count(changes, "resource")}, and this form shows ${count(shown)}`];
}

const isEmpty = ({ changes, outputs, drift, deferred, invocations }: PlanContent): boolean =>
  [changes, outputs, drift, deferred, invocations].every((part) => part.length === 0);
