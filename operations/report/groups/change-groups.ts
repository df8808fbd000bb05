import { changesOf } from "../queries";
import type { Report, ResourceChange, StackReport } from "../report";

/** Where one resource of a group is. */
export interface Place {
  /** Id of the stack. */
  readonly stack: string;
  readonly address: string;
}

/** Changes that differ in nothing but where they are: over `count`, `for_each`, modules, or stacks. */
export interface ChangeGroup {
  /** The first of them. */
  readonly change: ResourceChange;
  /** All of them, the first included. */
  readonly at: readonly Place[];
}

/**
 * All changes of a report, each in exactly one group; one that has no like is a group of its own. In the order of their
 * first ones.
 */
export const groupsOf = ({ stacks }: Report): readonly ChangeGroup[] => grouped(stacks);

/** The changes of one stack, grouped. */
export const groupsIn = (stack: StackReport): readonly ChangeGroup[] => grouped([stack]);

/** Those groups that are spread over several stacks: a form of the report can show each of them once. */
export const sharedGroups = (report: Report): readonly ChangeGroup[] =>
  groupsOf(report).filter(({ at: [first, ...rest] }) => rest.some(({ stack }) => stack !== first?.stack));

function grouped(stacks: readonly StackReport[]): readonly ChangeGroup[] {
  const groups = new Map<string, { readonly change: ResourceChange; readonly at: Place[] }>();
  for (const stack of stacks) {
    for (const change of changesOf(stack)) {
      const place = { stack: stack.id, address: change.address };
      const likeness = likenessOf(change);
      const group = groups.get(likeness);
      if (group) group.at.push(place);
      else groups.set(likeness, { change, at: [place] });
    }
  }
  return [...groups.values()];
}

/** Equal for changes that differ in their addresses alone. Changes are values, so it is made once for each. */
export function likenessOf(change: ResourceChange): string {
  const known = LIKENESSES.get(change);
  if (known !== undefined) return known;
  const { address, ...rest } = change;
  const likeness = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  LIKENESSES.set(change, likeness);
  return likeness;
}

const LIKENESSES = new WeakMap<ResourceChange, string>();
