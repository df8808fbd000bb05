import type { AllowedDanger, Confirmation, Danger } from "../dangers/danger";
import { dangersOf } from "../dangers/dangers";
import type { PlanRecord } from "../history/plan-record";
import { recordOf } from "../history/record";
import { type SinceLast, sinceLast } from "../history/since-last";
import { type UnplannedAlike, unplannedAlike } from "../queries";
import type { Report, StackReport } from "../report";
import type { RunFacts } from "../run-facts";

export interface MarkdownOptions {
  /**
   * Longest text, in code points. A pull request body takes 65,536, and people must have room in it.
   * @default 60000
   */
  readonly budget?: number;
  /**
   * What to say of the run that made the plans.
   * @default - nothing is known of it
   */
  readonly facts?: RunFacts;
  /**
   * What may happen without a confirmation.
   * @default []
   */
  readonly allowed?: readonly AllowedDanger[];
  /**
   * Whether what the plan does has to be confirmed. Who confirmed it stands in the check alone: nobody writes a description
   * again because of a label.
   * @default - nobody asks for confirmations
   */
  readonly confirmation?: Confirmation;
  /**
   * What the pull request showed before.
   * @default - nothing
   */
  readonly previous?: PlanRecord;
}

/** A report with all that is found out about it once, whatever is written of it. */
export interface View {
  readonly report: Report;
  readonly facts: RunFacts;
  readonly record: PlanRecord;
  /** Worst first. */
  readonly dangers: readonly Danger[];
  /** Ids of the stacks in which there is a danger. */
  readonly endangered: ReadonlySet<string>;
  /** Stacks that are told together, as they are not planned for one reason. */
  readonly unplanned: readonly UnplannedAlike[];
  /** All of these. */
  readonly toldTogether: ReadonlySet<StackReport>;
  readonly confirmation?: Confirmation;
  readonly since?: SinceLast;
}

export function viewOf(report: Report, { facts = {}, allowed, confirmation, previous }: MarkdownOptions): View {
  const record = recordOf(report, facts, previous);
  const dangers = dangersOf(report, allowed);
  const unplanned = unplannedAlike(report.stacks);
  return {
    report,
    facts,
    record,
    dangers,
    endangered: new Set(dangers.map(({ stack }) => stack)),
    unplanned,
    toldTogether: new Set(unplanned.flatMap(({ stacks }) => stacks)),
    ...(confirmation && { confirmation }),
    ...(previous && { since: sinceLast(previous, record) }),
  };
}
