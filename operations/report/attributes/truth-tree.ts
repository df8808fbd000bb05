import { isContainer } from "./json-tree";

/**
 * What is left of a tree in which `true` marks something, as Terraform's trees of what is sensitive or unknown: `true`,
 * or objects and arrays on the way to it. Undefined when there is none, so that most questions need no further look.
 */
export type TruthTree = true | object | undefined;

/** A tree without the parts in which nothing is true. Items of arrays keep their indices. */
export function truthIn(tree: unknown): TruthTree {
  if (tree === true) return true;
  if (!isContainer(tree)) return undefined;
  if (Array.isArray(tree)) {
    const items = tree.map(truthIn);
    return items.some((item) => item !== undefined) ? items : undefined;
  }
  const entries: [string, TruthTree][] = [];
  for (const key of Object.keys(tree)) {
    const part = truthIn((tree as Readonly<Record<string, unknown>>)[key]);
    if (part !== undefined) entries.push([key, part]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
