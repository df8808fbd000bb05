import { ALL_ACTIONS, countsOf } from "./actions";
import type { PlanContent, StackReport } from "./report";
import { count } from "./wording/words";

/**
 * Where a report does not account for all that its plan holds, in words. There should never be any: they guard against
 * mistakes of the report itself, and against plans of a Terraform to come.
 */
export function discrepanciesIn({ content }: StackReport): readonly string[] {
  if (!content) return [];
  const { changes, unchanged, held, applyable } = content;
  const counts = countsOf(changes);
  const counted = ALL_ACTIONS.reduce((sum, action) => sum + counts[action], unchanged);
  return [
    ...(counted === held
      ? []
      : [`the plan holds ${count(held, "resource")}, and this report accounts for ${count(counted)}`]),
    ...(applyable && isEmpty(content) ? ["Terraform has something to apply, and this report has nothing to show"] : []),
  ];
}

const isEmpty = ({ changes, outputs, drift, deferred, invocations }: PlanContent): boolean =>
  [changes, outputs, drift, deferred, invocations].every((part) => part.length === 0);
