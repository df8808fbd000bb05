import { withoutKeys } from "../report/address";
import type { InventoryStack } from "./inventory";
import type { FoundState } from "./read-states";
import type { OutputOfStack, References } from "./references";

/** A resource, all instances of it, in one of many stacks. */
export interface Node {
  readonly stack: string;
  /** Without keys. */
  readonly address: string;
}

/** One resource needs another. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /**
   * The output by which it reads the other one.
   * @default - both are in the same stack
   */
  readonly through?: OutputOfStack;
}

/** What a state says of what its resources need: small, so that those of all stacks fit into memory. */
export interface StateDependencies {
  readonly stack: string;
  /** Addresses without keys, by that of the resource that needs them, directly as far as can be told. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

/** Takes out of a state what its resources need. */
export function dependenciesIn({ stack, state }: FoundState): StateDependencies {
  const all = new Map<string, Set<string>>();
  for (const { address, dependencies } of state.instances) {
    const resource = withoutKeys(address);
    const needed = all.get(resource) ?? new Set();
    // A remote state is looked up where it is; the outputs that are read of it tell more.
    for (const dependency of dependencies)
      if (!dependency.startsWith("data.terraform_remote_state.")) needed.add(dependency);
    all.set(resource, needed);
  }
  return { stack, needs: new Map(Array.from(all, ([resource, needed]) => [resource, directOf(needed, all)])) };
}

/** Terraform writes down all that a resource needs, however far away; what another one of those needs is no direct need. */
function directOf(needed: ReadonlySet<string>, all: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const indirect = new Set([...needed].flatMap((other) => [...(all.get(other) ?? [])]));
  return [...needed].filter((other) => !indirect.has(other)).sort();
}

/**
 * What needs what, within states as they say themselves and as the configuration says, and across them by outputs.
 */
export function edgesOf(
  states: readonly StateDependencies[],
  inventory: ReadonlyMap<string, InventoryStack>,
): readonly Edge[] {
  const within = states.flatMap(({ stack, needs }) =>
    Array.from(needs, ([address, others]) =>
      others.map((other): Edge => ({ from: { stack, address }, to: { stack, address: other } })),
    ).flat(),
  );
  const resources = new Map(states.map(({ stack, needs }) => [stack, [...needs.keys()]]));
  const configured = [...inventory.values()].flatMap((stack) => {
    const known = resources.get(stack.id);
    return Object.entries(stack.references.parts).flatMap(([part, references]) =>
      inState(known, part).flatMap((address) =>
        edgesFrom({ stack: stack.id, address }, references, resources, inventory),
      ),
    );
  });
  return [...within, ...configured];
}

/** The resources in a state that a part of the configuration names: itself, or those of a module. */
const inState = (known: readonly string[] | undefined, part: string): readonly string[] =>
  part.startsWith("module.")
    ? (known ?? []).filter((address) => address.startsWith(`${part}.`))
    : known?.includes(part) === true
      ? [part]
      : [];

function edgesFrom(
  from: Node,
  { needs, reads }: References,
  resources: ReadonlyMap<string, readonly string[]>,
  inventory: ReadonlyMap<string, InventoryStack>,
): readonly Edge[] {
  const known = resources.get(from.stack);
  const near = needs
    .flatMap((part) => inState(known, part))
    .map((address): Edge => ({ from, to: { ...from, address } }));
  const far = reads.flatMap((output) =>
    behind(output, resources, inventory).map((to): Edge => ({ from, to, through: output })),
  );
  return [...near, ...far];
}

/** The resources that the value of an output comes from; one that hands on another stack's output is followed. */
function behind(
  output: OutputOfStack,
  resources: ReadonlyMap<string, readonly string[]>,
  inventory: ReadonlyMap<string, InventoryStack>,
  seen: ReadonlySet<string> = new Set(),
): readonly Node[] {
  const { stack, output: name } = output;
  const key = `${stack}\n${name}`;
  if (seen.has(key)) return [];
  const outputs = inventory.get(stack)?.references.outputs ?? {};
  const references = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (!references) return [];
  const own = references.needs
    .flatMap((part) => inState(resources.get(stack), part))
    .map((address): Node => ({ stack, address }));
  return [...own, ...references.reads.flatMap((read) => behind(read, resources, inventory, new Set([...seen, key])))];
}
