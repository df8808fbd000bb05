import type { Applied, PlanToApply, SavedPlan } from "../deploy/ports";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import type { Container } from "./containers";

/** Terraform, as far as destroying needs it. */
export interface DestroyTerraform {
  /** Plans the destruction of all that a state holds, under the lock of the state, and keeps the plan. */
  planToDestroy(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<PlanToApply>;
  /** Carries out a kept plan, and nothing else: a file of other bytes is refused. */
  destroy(stack: SynthesizedStack, saved: SavedPlan): Promise<Applied>;
}

export interface DestroyPorts {
  readonly terraform: DestroyTerraform;
  /** Whether something is left in the state of a stack. */
  isApplied(stack: SynthesizedStack): Promise<boolean>;
  /** Takes everything out of a container, versions included, and tells how much that was. */
  empty(container: Container): Promise<number>;
  /** Aborted once somebody interrupts it, or the lock is lost: nothing more is begun then. */
  readonly signal: AbortSignal;
  /** Tells a line of progress. */
  readonly note: (text: string) => void;
  /** Takes out of Terraform's words what must not be shown. */
  readonly clean: (text: string) => string;
}
