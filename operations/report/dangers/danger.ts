import type { ResourceChange } from "../report";
import type { Phrase } from "../wording/phrase";

/** Something that a reviewer must see before anything else. */
export interface Danger {
  /** Id of the stack. */
  readonly stack: string;
  /**
   * - the actions that are dangers of themselves, see `DANGERS`
   * - `unprotect`: an update that switches a protection off
   */
  readonly kind: "unknown" | "delete" | "replace" | "replace-and-forget" | "forget" | "unprotect";
  readonly change: ResourceChange;
  /** Whether it holds data, or something else that nothing brings back, such as a key or an address. */
  readonly isStateful: boolean;
  /** Why, and in which order; empty when there is nothing to say. */
  readonly reason: Phrase;
  /** Whether the organisation allows it without a confirmation. */
  readonly isAllowed: boolean;
}

/** What may happen without a confirmation; what no rule allows needs one. */
export interface AllowedDanger {
  /** Type of the resource, with `*` for any characters: `aws_cloudwatch_*`. */
  readonly type: string;
  /**
   * Id of the stack, with `*` for any characters.
   * @default "*"
   */
  readonly stack?: string;
  /**
   * What happens to it.
   * @default - whatever it is
   */
  readonly kinds?: readonly Danger["kind"][];
}

/** Whether somebody has to confirm what the plan does, and whether somebody has. */
export type Confirmation =
  | { readonly state: "not-needed" }
  /** How to give it, as a phrase: "add the label … or approve". */
  | { readonly state: "needed"; readonly how: Phrase }
  | { readonly state: "given"; readonly by: string };
