/**
 * What each node depends on, by node. Every dependency is a node of the graph itself: `checked` refuses others, so that a
 * declared dependency is never dropped without a word.
 */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * A graph in which every dependency is a node and nothing depends on itself, however far around.
 *
 * @throws Error naming the unknown dependency and who has it, or the whole path of a cycle.
 */
export function checked(graph: Graph): Graph {
  for (const [node, dependencies] of graph) {
    for (const dependency of dependencies) {
      if (!graph.has(dependency)) throw new Error(`"${node}" depends on "${dependency}", which does not exist`);
    }
  }
  const cycle = cycleIn(graph);
  if (cycle) throw new Error(`dependencies form a cycle: ${cycle.join(" -> ")}; remove one of them`);
  return graph;
}

/** A cycle, from a node to the same node again (`["a", "b", "a"]`), or undefined. The same graph gives the same cycle. */
export function cycleIn(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const search = (node: string): readonly string[] | undefined => {
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const dependency of sorted(graph.get(node) ?? [])) {
      const cycle = search(dependency);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of sorted(graph.keys())) {
    const cycle = search(node);
    if (cycle) return cycle;
  }
  return undefined;
}

/**
 * The nodes in waves: all of a wave depend only on earlier waves, and each stands in the earliest that it can. Names are
 * sorted within a wave.
 *
 * @throws Error as `checked` does.
 */
export function wavesOf(graph: Graph): readonly (readonly string[])[] {
  const waves: string[][] = [];
  const waveOf = new Map<string, number>();
  const place = (node: string): number => {
    const known = waveOf.get(node);
    if (known !== undefined) return known;
    const wave = Math.max(-1, ...(graph.get(node) ?? []).map(place)) + 1;
    waveOf.set(node, wave);
    return wave;
  };
  for (const node of sorted(checked(graph).keys())) {
    const wave = place(node);
    waves[wave] = [...(waves[wave] ?? []), node];
  }
  return waves;
}

/** Everything that depends on one of the nodes, however far along, and the nodes themselves. */
export function withDependants(graph: Graph, nodes: Iterable<string>): ReadonlySet<string> {
  const found = new Set(nodes);
  let before: number;
  do {
    before = found.size;
    for (const [node, dependencies] of graph) {
      if (dependencies.some((dependency) => found.has(dependency))) found.add(node);
    }
  } while (found.size > before);
  return found;
}

/**
 * The graph of some of its nodes. A node that reached another one only through nodes that are left out now depends on it
 * directly, so the order of those that stay is the same.
 */
export function narrowedTo(graph: Graph, nodes: ReadonlySet<string>): Graph {
  const kept = (node: string, seen: Set<string>): string[] =>
    (graph.get(node) ?? []).flatMap((dependency) => {
      if (seen.has(dependency)) return [];
      seen.add(dependency);
      return nodes.has(dependency) ? [dependency] : kept(dependency, seen);
    });
  const entries = [...graph.keys()].filter((node) => nodes.has(node));
  return new Map(entries.map((node) => [node, sorted(kept(node, new Set()))]));
}

/** The same graph seen from the other end: the dependants of each node. */
export function reversed(graph: Graph): Graph {
  const dependants = new Map([...graph.keys()].map((node): [string, string[]] => [node, []]));
  for (const [node, dependencies] of graph) {
    for (const dependency of dependencies) dependants.get(dependency)?.push(node);
  }
  return dependants;
}

/** In the order of UTF-16 code units, which no locale changes. */
const sorted = (names: Iterable<string>): string[] => [...names].sort();
