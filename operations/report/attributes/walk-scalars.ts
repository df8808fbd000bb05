import { hides, type Marks } from "../secrets/sensitivity";
import type { Shown } from "./attribute-change";
import { ABSENT, add, MARKED, SUSPECTED, shownSide, unknownFrom, type Walk } from "./emit";
import { valueAt } from "./json-tree";
import { addOrder, isReordered } from "./order";
import type { Pair } from "./pairing";
import { itemAt, type Place } from "./place";

/**
 * Which scalars a list no longer holds, and which it holds now, however often each; and whether those that stay have
 * another order. While an item is unknown, whatever seems to go away may be that item.
 */
export function visitScalars(
  walk: Walk,
  place: Place,
  before: readonly unknown[],
  after: readonly unknown[],
  unknown: readonly unknown[],
): void {
  const hidden = hiddenValues(place, before, after);
  const pairs = pairsOf(before, after, unknown);
  const found = walk.found.length;
  const gone: number[] = [];
  const added: number[] = [];
  const open: number[] = [];
  for (const { before: left, after: right } of pairs) {
    if (left !== undefined && right !== undefined) noteMarking(walk, place, left, right);
    else if (left !== undefined) gone.push(left);
    else if (right !== undefined) (unknown[right] === undefined ? added : open).push(right);
  }
  const isDocument = (value: unknown) =>
    typeof value === "string" && !hidden.has(value) && walk.documentIn(value) !== undefined;
  const areDocuments =
    gone.length === added.length &&
    open.length === 0 &&
    [...gone.map((index) => before[index]), ...added.map((index) => after[index])].every(isDocument);
  if (areDocuments) {
    for (const [nth, index] of added.entries()) walk.visit(itemAt(place, gone[nth], index, undefined));
  } else {
    const shown = (item: Place, value: unknown) => hidden.get(value) ?? shownSide(walk, item, value);
    const later = open.length > 0 ? unknownFrom(walk, place) : ABSENT;
    for (const index of gone) {
      const item = itemAt(place, index, undefined, "any");
      add(walk, item, shown(item, before[index]), later);
    }
    for (const index of open.slice(gone.length)) add(walk, itemAt(place, undefined, index, "any"), ABSENT, later);
    for (const index of added) {
      const item = itemAt(place, undefined, index, "any");
      add(walk, item, ABSENT, shown(item, after[index]));
    }
  }
  const isSetForSure = place.document?.isPolicy === true && walk.found.length > found;
  if (!isSetForSure && isReordered(pairs)) addOrder(walk, place, pairs, found, hidden);
}

/** Equal scalars are the same item, the first with the first; in the order after, then those that go away. */
function pairsOf(before: readonly unknown[], after: readonly unknown[], unknown: readonly unknown[]): readonly Pair[] {
  const known = new Map<unknown, number[]>();
  for (let index = before.length - 1; index >= 0; index--) {
    const indices = known.get(before[index]);
    if (indices) indices.push(index);
    else known.set(before[index], [index]);
  }
  const pairs = after.map((value, index): Pair => {
    const partner = unknown[index] === undefined ? known.get(value)?.pop() : undefined;
    return partner === undefined ? { after: index } : { before: partner, after: index };
  });
  const gone = [...known.values()].flat().sort((a, b) => a - b);
  return [...pairs, ...gone.map((index): Pair => ({ before: index }))];
}

/** What is hidden wherever it stands in the list: two items of the same value cannot be told apart. */
function hiddenValues(
  { marksBefore, marksAfter, suspectsBefore, suspectsAfter }: Place,
  before: readonly unknown[],
  after: readonly unknown[],
): ReadonlyMap<unknown, Shown> {
  const hidden = new Map<unknown, Shown>();
  const note = (values: readonly unknown[], tree: Marks, as: Shown) => {
    if (tree === undefined) return;
    for (const [index, value] of values.entries()) if (hides(valueAt(tree, index), value)) hidden.set(value, as);
  };
  note(before, suspectsBefore, SUSPECTED);
  note(after, suspectsAfter, SUSPECTED);
  note(before, marksBefore, MARKED);
  note(after, marksAfter, MARKED);
  return hidden;
}

function noteMarking(walk: Walk, place: Place, before: number, after: number): void {
  if (place.marksBefore === undefined && place.marksAfter === undefined) return;
  const value = valueAt(place.before, before);
  const isHidden = (tree: Marks, index: number) => hides(valueAt(tree, index), value);
  if (isHidden(place.marksBefore, before) === isHidden(place.marksAfter, after)) return;
  add(walk, itemAt(place, before, after, "any"), MARKED, MARKED, "marking");
}
