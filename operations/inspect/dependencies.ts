import type { Edge, Node } from "./graph";
import type { OutputOfStack } from "./references";

/** A resource that another one needs, or that needs it. */
export interface Dependency extends Node {
  /** How many steps away: 1 is direct. */
  readonly distance: number;
  /**
   * The output that the last step goes through.
   * @default - that step stays in its stack
   */
  readonly through?: OutputOfStack;
}

/** What a resource needs, and what needs it. */
export interface Dependencies {
  /** Nearest first. */
  readonly needs: readonly Dependency[];
  /** What breaks when it goes; nearest first. */
  readonly neededBy: readonly Dependency[];
}

/** All that a resource depends on, and all that depends on it, however far away. */
export function dependenciesOf(node: Node, edges: readonly Edge[]): Dependencies {
  return {
    needs: reached(node, stepsFrom(edges, "from", "to")),
    neededBy: reached(node, stepsFrom(edges, "to", "from")),
  };
}

interface Step {
  readonly node: Node;
  readonly through?: OutputOfStack;
}

const keyOf = ({ stack, address }: Node): string => `${stack}\n${address}`;

function stepsFrom(
  edges: readonly Edge[],
  start: "from" | "to",
  end: "from" | "to",
): ReadonlyMap<string, readonly Step[]> {
  const steps = new Map<string, Step[]>();
  for (const { through, ...edge } of edges) {
    const key = keyOf(edge[start]);
    const known = steps.get(key);
    const step = { node: edge[end], ...(through && { through }) };
    if (known) known.push(step);
    else steps.set(key, [step]);
  }
  return steps;
}

/** Ring by ring, so that each is found on the shortest way. */
function reached(start: Node, steps: ReadonlyMap<string, readonly Step[]>): readonly Dependency[] {
  const found = new Map<string, Dependency>();
  let ring: readonly Node[] = [start];
  for (let distance = 1; ring.length > 0; distance++) {
    const next: Dependency[] = [];
    for (const { node, through } of ring.flatMap((from) => steps.get(keyOf(from)) ?? [])) {
      const key = keyOf(node);
      if (key === keyOf(start) || found.has(key)) continue;
      const dependency = { ...node, distance, ...(through && { through }) };
      found.set(key, dependency);
      next.push(dependency);
    }
    ring = next;
  }
  return [...found.values()].sort((a, b) => a.distance - b.distance || (keyOf(a) < keyOf(b) ? -1 : 1));
}
