import type { Action } from "./actions";
import type { AttributeChange, Shown } from "./attributes/attribute-changes";

/** What a reader is told about a run of plans. A value, free of what Terraform marks as sensitive. */
export interface Report {
  /** In the order in which the stacks were given. */
  readonly stacks: readonly StackReport[];
}

/** What a reader is told about one stack. */
export interface StackReport {
  readonly id: string;
  readonly state: "changes" | "no-changes" | "failed" | "vanished" | "unaffected";
  /** Where the stack is declared. */
  readonly source?: string;
  /** Stacks that must be applied before everything here is known. */
  readonly waitsFor: readonly string[];
  readonly notes: readonly string[];
  /** The words of the tool that failed; only of a failed stack, and empty when it said nothing. */
  readonly error?: string;
  /** What was planned; of a failed stack, as far as it got. */
  readonly content?: PlanContent;
}

/** What one plan holds. */
export interface PlanContent {
  /** Resources that are not left alone, in Terraform's order. */
  readonly changes: readonly ResourceChange[];
  /** Number of resources that are left alone. */
  readonly unchanged: number;
  /** Number of resources in the plan's file, counted by itself, so that `changes` and `unchanged` can be checked. */
  readonly held: number;
  readonly outputs: readonly OutputChange[];
  /** What changed outside of Terraform. Not part of `changes`. */
  readonly drift: readonly ResourceChange[];
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
  readonly attributes: readonly AttributeChange[];
}

export interface OutputChange {
  readonly name: string;
  /** `unknown` is every combination of Terraform's actions but these three and `no-op`. */
  readonly action: "create" | "update" | "delete" | "unknown";
  readonly actions: readonly string[];
  readonly attributes: readonly AttributeChange[];
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
