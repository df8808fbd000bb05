import type { AllowedDanger, Confirmation, Danger } from "./dangers/danger";
import { dangersOf } from "./dangers/dangers";
import type { PlanRecord } from "./history/plan-record";
import { recordOf } from "./history/record";
import { type SinceLast, sinceLast } from "./history/since-last";
import type { Report } from "./report";
import type { RunFacts } from "./run-facts";

/** What a whole report is told beside the plans. */
export interface ReportContext {
  /**
   * What is known of the run.
   * @default {}
   */
  readonly facts?: RunFacts;
  /**
   * What may happen without a confirmation.
   * @default []
   */
  readonly allowed?: readonly AllowedDanger[];
  /**
   * Whether somebody has to confirm, and has.
   * @default - nothing is said of it
   */
  readonly confirmation?: Confirmation;
  /**
   * What was kept of the report before this one.
   * @default - there is none
   */
  readonly previous?: PlanRecord;
}

/** What is found in a report, in the light of its context. */
export interface Findings {
  readonly facts: RunFacts;
  /** Worst first. */
  readonly dangers: readonly Danger[];
  readonly confirmation?: Confirmation;
  readonly since?: SinceLast;
}

/** What every form of a whole report says beyond the report itself. */
export function findingsIn(report: Report, context: ReportContext): Findings {
  const { facts = {}, allowed = [], confirmation, previous } = context;
  return {
    facts,
    dangers: dangersOf(report, allowed),
    ...(confirmation && { confirmation }),
    ...(previous && { since: sinceLast(previous, recordOf(report, facts)) }),
  };
}
