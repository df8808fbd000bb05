import { hides } from "../secrets/sensitivity";
import { add, addWhole, differs, hiddenBy, type Walk } from "./emit";
import { isContainer, valueAt } from "./json-tree";
import { isNearWhole, isNothing, type Place, placeAt } from "./place";
import { same } from "./same";
import { visitDocument } from "./walk-document";
import { visitItems } from "./walk-list";

/** Everything that differs in a place. */
export function visitPlace(walk: Walk, place: Place): void {
  const { before, after, unknown } = place;
  if (place.atEdge && isNothing(before) && isNothing(after) && unknown === undefined) return;
  const hidden = hiddenBy(place);
  const kind = kindOf(place);
  if (hidden) {
    if (differs(place)) add(walk, place, hidden, hidden);
    else if (isMarkedOnce(place)) add(walk, place, hidden, hidden, "marking");
  } else if (!kind) {
    visitLeaf(walk, place);
  } else {
    const count = walk.found.length;
    if (kind === "array") visitItems(walk, place);
    else for (const key of differingKeys(place)) walk.visit(placeAt(place, key));
    const foundNothing = walk.found.length === count && isNothing(before) !== isNothing(after);
    if (foundNothing && !(place.atEdge && Object.keys(before ?? after ?? {}).length > 0)) visitLeaf(walk, place);
  }
}

function visitLeaf(walk: Walk, place: Place): void {
  if (!differs(place)) return;
  if (!visitDocument(walk, place)) addWhole(walk, place);
}

const isMarkedOnce = ({ before, after, marksBefore, marksAfter }: Place): boolean =>
  hides(marksBefore, before) !== hides(marksAfter, after);

/** What there is to go into; undefined when a side is no container, or when one is an object and the other an array. */
function kindOf({ before, after, unknown }: Place): "array" | "object" | undefined {
  if (unknown === true) return undefined;
  const sides = [before, after, unknown].filter((side) => !isNothing(side));
  const [first] = sides;
  if (!isContainer(first)) return undefined;
  const isArray = Array.isArray(first);
  if (!sides.every((side) => isContainer(side) && Array.isArray(side) === isArray)) return undefined;
  return isArray ? "array" : "object";
}

/** The keys under which something may differ, sorted. */
function differingKeys(place: Place): readonly string[] {
  const { before, after, unknown, marksBefore, marksAfter } = place;
  const equals: typeof same = isNearWhole(place) ? same : Object.is;
  const keys = new Set(keysIn(unknown));
  for (const key of keysIn(before)) {
    const isEqual =
      isContainer(after) && Object.hasOwn(after, key) && equals(valueAt(before, key), valueAt(after, key));
    if (!isEqual || marks(marksBefore, key) || marks(marksAfter, key)) keys.add(key);
  }
  for (const key of keysIn(after)) if (!isContainer(before) || !Object.hasOwn(before, key)) keys.add(key);
  return [...keys].sort();
}

const marks = (tree: unknown, key: string): boolean => tree !== undefined && valueAt(tree, key) !== undefined;

const keysIn = (value: unknown): readonly string[] => (isContainer(value) ? Object.keys(value) : []);
