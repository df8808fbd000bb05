/** Things by name, each with the names of what it depends on. A name that is no key of the graph depends on nothing. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Names that depend on each other in a ring, the first one repeated at the end: `a → b → a`. Undefined when there is none. */
export function findCycle(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(name);
    if (start >= 0) return [...path.slice(start), name];
    if (done.has(name)) return undefined;
    for (const dependency of inOrder(graph.get(name) ?? [])) {
      const cycle = visit(dependency, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of inOrder([...graph.keys()])) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/**
 * The names in waves: each depends only on names of earlier waves. Sorted by name inside a wave, so the answer is stable.
 * Dependencies that are no key of the graph are taken as done.
 *
 * @throws Error when names depend on each other in a ring; the message shows it.
 */
export function waves(graph: Graph): readonly (readonly string[])[] {
  const result: string[][] = [];
  const done = new Set<string>();
  let left = inOrder([...graph.keys()]);
  while (left.length > 0) {
    const ready = left.filter((name) => (graph.get(name) ?? []).every((other) => done.has(other) || !graph.has(other)));
    if (ready.length === 0) throw new Error(`dependency cycle: ${findCycle(graph)?.join(" → ")}`);
    for (const name of ready) done.add(name);
    result.push(ready);
    left = left.filter((name) => !done.has(name));
  }
  return result;
}

/** By code unit: the same order whatever the locale. */
const inOrder = (names: readonly string[]): string[] => [...names].sort();
