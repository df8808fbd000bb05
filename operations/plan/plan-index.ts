import type { Placeholder } from "./foreseen-outputs";
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
  /** The stacks that were selected, sorted by id. */
  readonly stacks: readonly StackPlan[];
}

/** A stack that was planned, or could not be. */
export type StackPlan = PlannedStack | FailedStack;

interface StackPlanBase {
  readonly id: string;
  /** @default - a stack of another cdktf app, which has none */
  readonly labels?: StackLabels;
  /** The stacks that must be applied before, sorted; those that were not selected too. */
  readonly dependencies: readonly string[];
  /** The upstreams of which this plan does not use the applied outputs, sorted. */
  readonly stubs: readonly StubbedUpstream[];
  /** What else a reader of the plan has to know, in sentences. */
  readonly notes: readonly string[];
}

export interface PlannedStack extends StackPlanBase {
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
    /** Terraform's own plan file: `work/dev-network/tfplan`. */
    readonly saved: string;
  };
}

export interface FailedStack extends StackPlanBase {
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
 * - `not-applied`: its state has no outputs yet
 * - `outputs-change`: its own plan changes an output
 * - `outputs-missing`: its state lacks an output, and it was not planned
 * - `unreadable`: its state could not be read
 */
export type StubReason = "offline" | "not-applied" | "outputs-change" | "outputs-missing" | "unreadable";
