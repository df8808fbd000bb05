import { hides, type Marks } from "../secrets/sensitivity";
import { withoutSecretShapes } from "../secrets/suspects";
import { ABSENT, add, hiddenBy, shownSide, unknownFrom, type Walk } from "./emit";
import type { Items } from "./identity";
import { isContainer, valueAt } from "./json-tree";
import { addOrder, isReordered } from "./order";
import { type Pair, type Pairing, paired } from "./pairing";
import { type ItemLabel, isNearWhole, itemAt, type Place } from "./place";
import { same } from "./same";
import type { TruthTree } from "./truth-tree";
import { visitScalars } from "./walk-scalars";

/** What differs in a list: in its items, or in their order. */
export function visitItems(walk: Walk, place: Place): void {
  const before = itemsIn(place.before);
  const unknown = itemsIn(place.unknown) as readonly TruthTree[];
  const known = itemsIn(place.after);
  const after =
    unknown.length > known.length ? Array.from({ length: unknown.length }, (_, index) => known[index]) : known;
  if (![before, after, unknown].some((items) => items.some(isContainer))) {
    visitScalars(walk, place, before, after, unknown);
    return;
  }
  const equals: typeof same = isNearWhole(place) ? same : (a, b) => walk.idOf(a) === walk.idOf(b);
  const pairing = paired(
    { values: before, isShown: isShown(before, [place.marksBefore, place.suspectsBefore]) },
    { values: after, isShown: isShown(after, [place.marksAfter, place.suspectsAfter], place.unknown) },
    unknown,
    walk.idOf,
    equals,
  );
  const found = walk.found.length;
  for (const pair of pairing.pairs) visitPair(walk, place, pairing, pair);
  const isSetForSure = place.document?.isPolicy === true && walk.found.length > found;
  // Of what a set holds, the place changes with the value; nothing but a list can have the same items in another order.
  const isSame = ({ before: left = 0, after: right = 0 }: Pair) =>
    place.document !== undefined || walk.idOf(before[left]) === walk.idOf(after[right]);
  if (!isSetForSure && isReordered(pairing.pairs) && isReordered(pairing.pairs.filter(isSame))) {
    addOrder(walk, place, pairing.pairs, found);
  }
}

function visitPair(walk: Walk, place: Place, { fields }: Pairing, pair: Pair): void {
  const { before, after } = pair;
  const label = fields && labelOf(place, pair, fields);
  const mayStay = itemsIn(place.unknown).includes(true);
  const isGone = after === undefined && !label && (mayStay || (before ?? 0) < countAfter(place));
  if (!isGone) {
    walk.visit(itemAt(place, before, after, label));
    return;
  }
  // Another item has its index now, or may be it, so that its leaves would be taken for that one's.
  const gone = itemAt(place, before, undefined, "any");
  const shown = hiddenBy(gone) ?? shownSide(walk, gone, place.document ? gone.before : withoutNulls(gone.before));
  add(walk, gone, shown, mayStay ? unknownFrom(walk, place) : ABSENT);
}

/** The fields of an item that tell it apart; undefined when it gets other ones. */
function labelOf(place: Place, { before, after }: Pair, fields: readonly string[]): ItemLabel | undefined {
  const [left, right] = [valueAt(place.before, before ?? -1), valueAt(place.after, after ?? -1)];
  const isNamed = fields.every((field) => !left || !right || valueAt(left, field) === valueAt(right, field));
  return isNamed ? fields.map((field) => [field, valueAt(right ?? left, field)] as const) : undefined;
}

const countAfter = ({ after, unknown }: Place): number => Math.max(itemsIn(after).length, itemsIn(unknown).length);

const itemsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isShown =
  (values: readonly unknown[], marks: readonly Marks[], unknown?: TruthTree): Items["isShown"] =>
  (index, field) => {
    const value = valueAt(valueAt(values, index), field);
    const at = (tree: Marks) => valueAt(valueAt(tree, index), field);
    return (
      at(unknown) === undefined &&
      !marks.some((tree) => hides(valueAt(tree, index), valueAt(values, index)) || hides(at(tree), value)) &&
      withoutSecretShapes(value) === value
    );
  };

/** As of all that goes away, without what is null. */
function withoutNulls(value: unknown): unknown {
  if (!isContainer(value) || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}
