import type { InventoryStack } from "./inventory";

/** A state that the configuration has no stack for: what it describes still exists, and nobody looks after it. */
export interface StateWithoutStack {
  readonly network: string;
  readonly stack: string;
  /** Instances of managed resources: where there are none, nothing is left to look after. */
  readonly resources: number;
  /** When the state was written. */
  readonly modified: Date;
}

/** A stack that was never applied, or whose state is gone. */
export interface StackWithoutState {
  readonly network: string;
  readonly stack: string;
  readonly source?: string;
}

export interface Orphans {
  readonly statesWithoutStack: readonly StateWithoutStack[];
  readonly stacksWithoutState: readonly StackWithoutState[];
}

/**
 * States without a stack, and stacks without a state, of some networks.
 *
 * @param states Those in which something is left: a stack that was destroyed leaves an empty one.
 * @param unread Ids of stacks whose state is there and could not be read.
 */
export function orphansOf(
  networks: ReadonlySet<string>,
  stacks: readonly InventoryStack[],
  states: readonly StateWithoutStack[],
  unread: ReadonlySet<string>,
): Orphans {
  const known = new Set(stacks.map(({ id, network }) => `${network}\n${id}`));
  const present = new Set(states.map(({ stack, network }) => `${network}\n${stack}`));
  const keyOf = ({ network, stack }: { readonly network: string; readonly stack: string }) => `${network}\n${stack}`;
  return {
    statesWithoutStack: states
      .filter((state) => state.resources > 0 && !known.has(keyOf(state)))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    stacksWithoutState: stacks.flatMap(({ id, network, source }) =>
      network !== undefined &&
      networks.has(network) &&
      !present.has(`${network}\n${id}`) &&
      !unread.has(`${network}\n${id}`)
        ? [{ network, stack: id, ...(source !== undefined && { source }) }]
        : [],
    ),
  };
}
