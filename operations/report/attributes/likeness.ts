import { isContainer, valueAt } from "./json-tree";
import type { IdOf } from "./same";

/** Most pairs of items that are compared with each other. */
const MOST_PAIRS = 2500;

/** An item of a list; what is unknown of it, if anything. */
export interface Candidate {
  readonly index: number;
  readonly value: unknown;
  readonly unknown?: unknown;
}

/**
 * Which items before are probably which items after, edited: more than half of their fields are equal, not counting
 * those that are empty on both sides or unknown. The most alike first, then the nearest. Nothing of too long lists.
 */
export function alike(
  before: readonly Candidate[],
  after: readonly Candidate[],
  idOf: IdOf,
): readonly (readonly [before: number, after: number])[] {
  if (before.length * after.length > MOST_PAIRS) return [];
  const pairs = before
    .flatMap((left) => after.map((right) => ({ left, right, likeness: likeness(left, right, idOf) })))
    .filter((pair) => pair.likeness > 0.5)
    .sort((a, b) => b.likeness - a.likeness || distance(a) - distance(b) || a.left.index - b.left.index);
  const taken = new Set<Candidate>();
  return pairs.flatMap(({ left, right }) => {
    if (taken.has(left) || taken.has(right)) return [];
    taken.add(left).add(right);
    return [[left.index, right.index]] as const;
  });
}

const distance = ({ left, right }: { readonly left: Candidate; readonly right: Candidate }): number =>
  Math.abs(left.index - right.index);

function likeness({ value: before }: Candidate, { value: after, unknown }: Candidate, idOf: IdOf): number {
  if (!isObject(before) || !isObject(after)) return 0;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => valueAt(unknown, field) === undefined)
    .map((field) => [valueAt(before, field), valueAt(after, field)] as const)
    .filter((values) => !values.every(isEmpty));
  const equal = fields.filter(([left, right]) => idOf(left) === idOf(right));
  return fields.length === 0 ? 0 : equal.length / fields.length;
}

const isObject = (value: unknown): value is object => isContainer(value) && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (isContainer(value) && Object.keys(value).length === 0);
