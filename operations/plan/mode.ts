/**
 * What a plan is made against.
 * - `offline`: nothing. The state is empty, every upstream is foreseen, and no request leaves the machine.
 * - `endpoint`: an AWS emulator at a URL, which also keeps the states.
 * - `real`: the accounts and states that the stacks name.
 */
export type PlanMode =
  | { readonly kind: "offline" }
  | { readonly kind: "endpoint"; readonly url: string }
  | { readonly kind: "real" };
