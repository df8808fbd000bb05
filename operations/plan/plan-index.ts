import type { Finding } from "../../policies/rule";
import type { Placeholder } from "./foreseen-output";
import type { PlanMode } from "./mode";
import type { ChangeCounts } from "./plan-json";
import type { StackLabels } from "./synthesized-stack";

/** The format of the index file. It grows by one when a reader of an older one would misread it. */
export const PLAN_INDEX_FORMAT = 1;

/**
 * What one run of `infra plan` made: `.infra/plans/index.json`. It holds no time, no path of the machine and no order of
 * execution, so the same stacks and states give the same file.
 */
export interface PlanIndex {
  readonly format: typeof PLAN_INDEX_FORMAT;
  readonly mode: PlanMode["kind"];
  /**
   * The commit that the stacks were compared with. The plans show what changes if that one was applied as it stands.
   * @default - every state was read, or taken to be empty
   */
  readonly since?: ComparedCommit;
  /** The stacks that were selected, sorted by id. */
  readonly stacks: readonly IndexedStack[];
}

/** A commit, and what it was called by whoever asked. */
export interface ComparedCommit {
  /** `HEAD^1` */
  readonly ref: string;
  /** Forty hexadecimal digits. */
  readonly commit: string;
}

/** What became of a stack. */
export type IndexedStack = PlannedStack | FailedStack | UnplannedStack;

interface IndexedStackBase {
  readonly id: string;
  /** @default - a stack of another cdktf app, which has none */
  readonly labels?: StackLabels;
  /** The stacks that must be applied before, sorted; those that were not selected too. */
  readonly dependencies: readonly string[];
  /** The upstreams of which this plan does not use the applied outputs, sorted. */
  readonly stubs: readonly StubbedUpstream[];
  /**
   * The values that are there already and that only AWS knows.
   * @default - none stands in this plan
   */
  readonly placeholders?: readonly Placeholder[];
  /** What else a reader of the plan has to know, in sentences. */
  readonly notes: readonly string[];
  /**
   * The rules of policies/ that the stack breaks, also those that are waived.
   * @default - none
   */
  readonly findings?: readonly Finding[];
}

export interface PlannedStack extends IndexedStackBase {
  readonly status: "planned";
  readonly hasChanges: boolean;
  readonly counts: ChangeCounts;
  /**
   * Whether the saved plan file may be applied: it was made against states, and every value in it is the real one.
   */
  readonly applicable: boolean;
  readonly files: {
    /** What `terraform show -json` printed, below the folder of all that is written: `plans/dev-network.json`. */
    readonly plan: string;
    /** Terraform's own plan file: `scratch/dev-network/tfplan`. */
    readonly saved: string;
  };
}

export interface FailedStack extends IndexedStackBase {
  readonly status: "failed";
  /** Terraform's own words, whole. */
  readonly error: string;
  readonly applicable: false;
  /**
   * The counts of what was planned before the failure.
   * @default - Terraform made no plan at all
   */
  readonly counts?: ChangeCounts;
  /**
   * The plan as far as it came: what `prevent_destroy` stops is still in it.
   * @default - Terraform made no plan at all
   */
  readonly files?: { readonly plan: string };
}

/** A stack of which there is nothing to plan. */
export interface UnplannedStack extends IndexedStackBase {
  /**
   * - `unaffected`: neither the stack nor anything that it reads changed since that commit
   * - `not-planned`: it cannot be planned in this mode, its notes say why, and nobody knows whether it changes
   * - `vanished`: that commit has it, or the network's bucket its state, and it is no longer declared: so what it holds
   *   stays, and nothing manages it
   */
  readonly status: "unaffected" | "not-planned" | "vanished";
  readonly applicable: false;
  readonly counts?: never;
  readonly files?: never;
}

/** A stack that is no longer declared. */
export type VanishedStack = UnplannedStack & { readonly status: "vanished" };

/** An upstream whose outputs were foreseen. */
export interface StubbedUpstream {
  /** Its stack id; for a state that no stack of this app writes, the name of the data source. */
  readonly upstream: string;
  readonly because: StubReason;
  /**
   * The values that are known only after a stack was applied. A value counts as one of them wherever it stands, and also
   * inside a longer text.
   */
  readonly placeholders: readonly Placeholder[];
}

/**
 * - `offline`: no state is read at all
 * - `as-it-stands`: no state is read, and the upstream is taken to be applied as the commit that is compared with has it
 * - `not-applied`: its state has no outputs yet
 * - `outputs-change`: its own plan changes an output
 * - `outputs-missing`: its state lacks an output, and it was not planned
 * - `unreadable`: its state could not be read
 */
export type StubReason =
  | "offline"
  | "as-it-stands"
  | "not-applied"
  | "outputs-change"
  | "outputs-missing"
  | "unreadable";
