import fc from "fast-check";
import type { Graph } from "../../model/graph";

/** A graph written as an object: `{ orders: ["users"] }`. */
export const graph = (dependencies: Record<string, string[]>): Graph => new Map(Object.entries(dependencies));

/** Six stacks of a shop. */
export const SHOP = graph({
  network: [],
  registry: [],
  platform: ["network"],
  data: ["network"],
  orders: ["platform", "registry"],
  web: ["orders"],
});

/** Graphs without cycles: each node depends only on nodes of a smaller number. */
export const anyGraph: fc.Arbitrary<Graph> = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
  .map((lists) =>
    graph(
      Object.fromEntries(
        lists.map((list, node) => [
          `n${node}`,
          node === 0 ? [] : [...new Set(list.map((number) => `n${number % node}`))],
        ]),
      ),
    ),
  );
