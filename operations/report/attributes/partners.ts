import { alike, type Candidate } from "./likeness";
import type { IdOf } from "./same";
import type { TruthTree } from "./truth-tree";

/** Both sides of a list, and what is unknown of each item after. */
export interface BothSides {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly unknown: readonly TruthTree[];
}

/** Which item before is which item after, as far as that was found out. Every item has one partner at most. */
export interface Partners {
  readonly add: (before: number, after: number) => void;
  /** The index after of an item before, and the other way round. */
  readonly after: (before: number) => number | undefined;
  readonly before: (after: number) => number | undefined;
  /** The items that have none yet, in their order. */
  readonly restBefore: () => readonly Candidate[];
  readonly restAfter: () => readonly Candidate[];
}

/** Nobody has a partner yet. */
export function noPartners({ before, after, unknown }: BothSides): Partners {
  const forth = new Map<number, number>();
  const back = new Map<number, number>();
  return {
    add: (left, right) => {
      forth.set(left, right);
      back.set(right, left);
    },
    after: (left) => forth.get(left),
    before: (right) => back.get(right),
    restBefore: () => rest(before, forth),
    restAfter: () => rest(after, back).map((item) => ({ ...item, unknown: unknown[item.index] })),
  };
}

const rest = (items: readonly unknown[], taken: ReadonlyMap<number, unknown>): readonly Candidate[] =>
  items.flatMap((value, index) => (taken.has(index) ? [] : [{ index, value }]));

/** The equal items at the beginning and at the end, which are nearly all of them as a rule. */
export function addEnds(partners: Partners, { before, after, unknown }: BothSides, equals: typeof Object.is): void {
  const isEqual = (left: number, right: number) => unknown[right] === undefined && equals(before[left], after[right]);
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  for (; start < shorter && isEqual(start, start); start++) partners.add(start, start);
  for (let end = 1; end <= shorter - start && isEqual(before.length - end, after.length - end); end++) {
    partners.add(before.length - end, after.length - end);
  }
}

/** Equal items, the first with the first. */
export function addEqual(partners: Partners, idOf: IdOf): void {
  const known = new Map<number, number[]>();
  // From the last to the first, so that the first is the next to take.
  for (const { index, value } of [...partners.restBefore()].reverse()) {
    const indices = known.get(idOf(value));
    if (indices) indices.push(index);
    else known.set(idOf(value), [index]);
  }
  for (const { index, value, unknown } of partners.restAfter()) {
    const equal = unknown === undefined ? known.get(idOf(value))?.pop() : undefined;
    if (equal !== undefined) partners.add(equal, index);
  }
}

/** Items that are mostly equal. */
export function addAlike(partners: Partners, idOf: IdOf): void {
  for (const [before, after] of alike(partners.restBefore(), partners.restAfter(), idOf)) partners.add(before, after);
}

/** Items at the same index. */
export function addAtIndex(partners: Partners, { after }: BothSides): void {
  for (const { index } of partners.restBefore()) {
    if (index < after.length && partners.before(index) === undefined) partners.add(index, index);
  }
}

/** What is wholly unknown may be any item. */
export function addUnknown(partners: Partners): void {
  const open = partners.restAfter().filter(({ unknown }) => unknown === true);
  const before = partners.restBefore();
  for (const [nth, { index }] of open.entries()) {
    const left = before[nth];
    if (left) partners.add(left.index, index);
  }
}
