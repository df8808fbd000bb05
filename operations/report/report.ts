import type { Retiring } from "../plan/synthesized-stack";
import type { Action } from "./actions";
import type { AttributeChange, Shown } from "./attributes/attribute-changes";
import type { Violation } from "./violation";

/** What a reader is told about a run of plans. A value, free of what Terraform marks as sensitive. */
export interface Report {
  /** In the order in which the stacks were given. */
  readonly stacks: readonly StackReport[];
}

/** What a reader is told about one stack. */
export interface StackReport {
  readonly id: string;
  readonly state: "changes" | "no-changes" | "failed" | "not-planned" | "vanished" | "unaffected";
  /** Where the stack is declared. */
  readonly source?: string;
  /** Stacks that must be applied before everything here is known. */
  readonly waitsFor: readonly string[];
  readonly notes: readonly string[];
  /** The words of the tool that failed; only of a failed stack, and empty when it said nothing. */
  readonly error?: string;
  /** What was planned; of a failed stack, as far as it got. */
  readonly content?: PlanContent;
  /**
   * Why something of it is destroyed on purpose, and where its backup is.
   * @default - nothing of it leaves
   */
  readonly retiring?: Retiring;
  /**
   * Rules that the stack breaks, worst first.
   * @default []
   */
  readonly violations?: readonly Violation[];
  /**
   * Names what this plan does, in a few characters: two plans that do the same have the same one. See `history/digest.ts`.
   * @default - there is no plan
   */
  readonly digest?: string;
  /**
   * Number of resources and outputs that the digest is made from, so that it can be checked.
   * @default - not checked
   */
  readonly digested?: number;
  /**
   * The version of Terraform that planned.
   * @default - there is no plan, or it does not tell
   */
  readonly terraformVersion?: string;
  /**
   * When it was planned, as RFC 3339 writes it, in UTC.
   * @default - there is no plan, or it is older than Terraform 1.5
   */
  readonly plannedAt?: string;
}

/** What one plan holds. */
export interface PlanContent {
  /** Resources that are not left alone, in Terraform's order. */
  readonly changes: readonly ResourceChange[];
  /** Number of resources that are left alone. */
  readonly unchanged: number;
  /** Number of resources in the plan's file, counted by itself, so that `changes` and `unchanged` can be checked. */
  readonly held: number;
  /**
   * Numbers of outputs that are not left alone, and of resources that changed outside of Terraform, each counted in the
   * plan's file by itself, so that `outputs` and `drift` can be checked.
   * @default - not checked
   */
  readonly heldOutputs?: number;
  readonly heldDrift?: number;
  readonly outputs: readonly OutputChange[];
  /** What changed outside of Terraform. Not part of `changes`. */
  readonly drift: readonly Drift[];
  readonly deferred: readonly Deferral[];
  /** Calls of actions that providers offer. */
  readonly invocations: readonly Invocation[];
  readonly failedChecks: readonly FailedCheck[];
  /** False when Terraform will need another plan after this one. */
  readonly complete: boolean;
  /** Whether Terraform holds that there is something to apply; undefined before Terraform 1.7. */
  readonly applyable?: boolean;
}

export interface ResourceChange {
  /** With the key of the object in brackets when it is a deposed one. */
  readonly address: string;
  readonly previousAddress?: string;
  /** `aws_s3_bucket` */
  readonly type: string;
  /** Whether Terraform only reads it. */
  readonly isData: boolean;
  readonly action: Action;
  /** The action in Terraform's own words: `["delete", "create"]`. */
  readonly actions: readonly string[];
  /** Terraform's keyword. */
  readonly reason?: string;
  /** An object that a replacement left over. */
  readonly deposed: boolean;
  /** The attributes that cannot be changed in place. */
  readonly replacePaths: readonly string[];
  /** The id under which an existing object is taken over. */
  readonly importId?: Shown;
  /**
   * Terraform writes the configuration of what it imports.
   * @default - it stands in the configuration
   */
  readonly generatesConfig?: true;
  /**
   * Rules that the resource breaks.
   * @default []
   */
  readonly violations?: readonly Violation[];
  readonly attributes: readonly AttributeChange[];
}

/** What changed outside of Terraform: from what the state says to what is there. */
export interface Drift extends ResourceChange {
  /** Whether this plan undoes it, or takes something from it. */
  readonly isRelevant: boolean;
}

export interface OutputChange {
  readonly name: string;
  /** `unknown` is every combination of Terraform's actions but these three and `no-op`. */
  readonly action: "create" | "update" | "delete" | "unknown";
  readonly actions: readonly string[];
  readonly attributes: readonly AttributeChange[];
  /**
   * Stacks that read it, as far as they are part of the report's run; sorted.
   * @default - none is known
   */
  readonly readBy?: readonly string[];
}

/** A change, or a call of an action, that Terraform puts off to a later plan. */
export interface Deferral {
  readonly address: string;
  /** What is put off, in Terraform's own words; `invoke` is a call of an action. */
  readonly actions: readonly string[];
  /** Terraform's keyword. */
  readonly reason: string;
}

/** A call of an action that a provider offers (Terraform 1.14). */
export interface Invocation {
  readonly address: string;
  /** The resource whose change triggers it, and when. */
  readonly trigger?: { readonly address: string; readonly event: string };
}

/** A check, or a condition, that does not hold. */
export interface FailedCheck {
  readonly address: string;
  readonly problems: readonly string[];
}
