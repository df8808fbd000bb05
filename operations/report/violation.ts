import type { Severity } from "../../policies/rule";

/** A rule that a stack breaks, as it would be after its plan. Nothing confirms it away: the change has to be another one. */
export interface Violation {
  /** Id of the rule, a file in policies/rules. */
  readonly rule: string;
  readonly severity: Severity;
  /**
   * Address of the resource.
   * @default - it is about the stack as a whole
   */
  readonly address?: string;
  /**
   * The attribute inside the resource.
   * @default - it is about the resource as a whole
   */
  readonly path?: string;
  /** What is so, without a full stop: `lets in 0.0.0.0/0 on port 22`. */
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly fix: string;
}
