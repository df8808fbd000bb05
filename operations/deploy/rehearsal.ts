import { type CanonicalPlan, canonicalPlan } from "../report/history/canonical-plan";
import { digestOfRecord } from "../report/history/digest";
import type { PlanRecord } from "../report/history/plan-record";
import { recordOf } from "../report/history/record";
import type { StackResult } from "../report/read/stack-result";
import type { Report } from "../report/report";
import { reportOf } from "../report/report-of";
import type { RunFacts } from "../report/run-facts";

/** Everything planned once more, as the pull request planned it. */
export interface Rehearsal {
  readonly report: Report;
  readonly record: PlanRecord;
  /** Names what all stacks together do. */
  readonly digest: string;
  /** What each stack that was planned does, by id. */
  readonly plans: ReadonlyMap<string, CanonicalPlan>;
}

/**
 * @param secrets Values that must not be shown: those that the job was handed.
 */
export function rehearsalOf(
  results: readonly StackResult[],
  facts: RunFacts,
  secrets: readonly string[] = [],
): Rehearsal {
  const report = reportOf(results, secrets);
  const record = recordOf(report, facts);
  const plans = results.flatMap((result): [string, CanonicalPlan][] =>
    "plan" in result && result.plan ? [[result.id, canonicalPlan(result.plan, result.placeholders)]] : [],
  );
  return { report, record, digest: digestOfRecord(record), plans: new Map(plans) };
}
