import type { Placeholder } from "../../plan/foreseen-output";
import type { Retiring } from "../../plan/synthesized-stack";
import type { Violation } from "../violation";
import type { StackPlan } from "./stack-plan";

/** What became of one stack: the input of a report. */
export type StackResult = StackIdentity &
  (
    | { readonly status: "planned"; readonly plan: StackPlan }
    /** Terraform, or what had to be done before it, failed. */
    | {
        readonly status: "failed";
        /** The words of the tool that failed. */
        readonly error: string;
        /** What was planned until then, if Terraform saved it. */
        readonly plan?: StackPlan;
      }
    /** It cannot be planned in this mode; its notes say why. */
    | { readonly status: "not-planned" }
    /** It was synthesized before and no longer is, so nothing plans what it holds. */
    | { readonly status: "vanished" }
    /** Nothing of it changed, so it was not planned. */
    | { readonly status: "unaffected" }
  );

export interface StackIdentity {
  /** Id of the stack, or name of the plan's file. Several may have the same. */
  readonly id: string;
  /**
   * Where the stack is declared: a file of the catalogue.
   * @default - unknown
   */
  readonly source?: string;
  /**
   * Stacks that were not applied yet, whose outputs are placeholders in this plan.
   * @default []
   */
  readonly waitsFor?: readonly string[];
  /**
   * The placeholders that the plan was made with.
   * @default []
   */
  readonly placeholders?: readonly Placeholder[];
  /**
   * What else a reader of this plan must know, a sentence each.
   * @default []
   */
  readonly notes?: readonly string[];
  /**
   * Why something of it is destroyed on purpose, and where its backup is.
   * @default - nothing of it leaves
   */
  readonly retiring?: Retiring;
  /**
   * Rules that it breaks, worst first.
   * @default []
   */
  readonly violations?: readonly Violation[];
}
