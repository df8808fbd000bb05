import type { IgnoredDrift } from "../../model/ignored-drift";
import type { ComparedCommit } from "../plan/plan-index";
import type { AttributeChange } from "../report/attributes/attribute-changes";
import type { ResourceChange } from "../report/report";

/** How what is there differs from what was deployed, of all stacks of a branch. Free of secrets, as a `Report` is. */
export interface DriftReport {
  readonly branch: string;
  /** What the branch would deploy now. */
  readonly head: ComparedCommit;
  /**
   * What is taken for the deployed commit of stacks of which no deployment is recorded.
   * @default - every stack that is there has a record
   */
  readonly unrecorded?: ComparedCommit & {
    /** Whether nothing at all is recorded: `infra deploy` never deployed this branch. */
    readonly isAll: boolean;
  };
  /** Sorted by id. */
  readonly stacks: readonly StackDrift[];
  /** Entries of the catalogue's list of which nothing drifted in a run that saw every stack that they are about. */
  readonly unused: readonly IgnoredDrift[];
  /** Entries that hold no longer: they leave nothing out. */
  readonly ended: readonly IgnoredDrift[];
}

/** What is known of one stack. */
export interface StackDrift {
  readonly id: string;
  /** @default - nothing says where the stack is declared */
  readonly source?: string;
  /**
   * The commit that it is compared with, in full.
   * @default - it was not deployed, or nobody knows from which
   */
  readonly commit?: string;
  /**
   * No record says that it was deployed from that commit.
   * @default - one does
   */
  readonly isAssumed?: true;
  /**
   * - `in-sync`: what is there is what was deployed, but for what is ignored
   * - `drifted`: something differs
   * - `failed`: it could not be found out
   * - `not-looked-at`: there is nothing to compare, or it cannot be compared here
   */
  readonly status: "in-sync" | "drifted" | "failed" | "not-looked-at";
  /**
   * Why, of one that failed or was not looked at.
   * @default - it was looked at
   */
  readonly because?: string;
  /** What drifted, in Terraform's order; each update has at least one attribute. */
  readonly resources: readonly ResourceChange[];
  readonly ignored: readonly IgnoredPart[];
  /**
   * What of the branch's head is not deployed. No drift.
   * @default - the stack is as the head has it
   */
  readonly unapplied?: Unapplied;
}

/**
 * - `never-deployed`: the code has it, and it has no state
 * - `outdated`: it was deployed from an older commit, which synthesizes it otherwise
 * - `vanished`: it has a state, and the code no longer has it
 */
export type Unapplied = "never-deployed" | "outdated" | "vanished";

/** Something that differs and is no drift. */
export interface IgnoredPart {
  readonly address: string;
  /**
   * The attribute.
   * @default - the whole resource, which is gone
   */
  readonly attribute?: AttributeChange;
  readonly by: IgnoredBy;
}

export type IgnoredBy =
  /** The configuration has it in `lifecycle.ignore_changes`. */
  | { readonly kind: "configuration" }
  /** Another resource manages it, and is compared itself; with ` of STACK` where it is in another stack. */
  | { readonly kind: "managed-elsewhere"; readonly address: string }
  /** Nothing but the writing differs. */
  | { readonly kind: "same-meaning" }
  | { readonly kind: "catalogue"; readonly entry: IgnoredDrift };

/** The stacks of a report that have a status. */
export const withStatus = ({ stacks }: DriftReport, status: StackDrift["status"]): readonly StackDrift[] =>
  stacks.filter((stack) => stack.status === status);
