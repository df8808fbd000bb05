import { SENSITIVE } from "../secrets/sensitivity";
import { LOOKS_LIKE_SECRET } from "../secrets/suspects";
import type { Shown } from "./attribute-change";
import { add, shownSide, type Walk } from "./emit";
import { isContainer, valueAt } from "./json-tree";
import type { Pair } from "./pairing";
import { itemAt, type Place } from "./place";

/** Whether the items that are on both sides have another order after; pairs are in the order after. */
export function isReordered(pairs: readonly Pair[]): boolean {
  let last = -1;
  for (const { before, after } of pairs) {
    if (before === undefined || after === undefined) continue;
    if (before < last) return true;
    last = before;
  }
  return false;
}

/**
 * Notes that the items of a list have another order, before what was found in them. Not where something is unknown: the
 * list cannot be shown then, and the unknown is noted anyway.
 *
 * @param found How many changes there were before the list.
 * @param hidden Scalars that are hidden wherever they stand in the list.
 */
export function addOrder(
  walk: Walk,
  place: Place,
  pairs: readonly Pair[],
  found: number,
  hidden: ReadonlyMap<unknown, Shown> = new Map(),
): void {
  if (place.unknown !== undefined) return;
  const shown = (side: "before" | "after") => {
    const items = isContainer(place[side]) ? Object.values(place[side]) : [];
    for (const pair of pairs) {
      const index = pair[side];
      if (index !== undefined) items[index] = inWords(hidden.get(items[index])) ?? shownItem(walk, place, pair, side);
    }
    return { kind: "value", value: items } as const;
  };
  const inside = walk.found.splice(found);
  add(walk, place, shown("before"), shown("after"), "order");
  for (const change of inside) walk.found.push(change);
}

const inWords = (shown: Shown | undefined): string | undefined =>
  shown?.kind === "sensitive" ? (shown.suspected ? LOOKS_LIKE_SECRET : SENSITIVE) : undefined;

/** An item without what either side hides of it. */
function shownItem(walk: Walk, place: Place, { before, after }: Pair, side: "before" | "after"): unknown {
  const item = itemAt(place, before, after, undefined);
  const shown = shownSide(walk, item, valueAt(place[side], (side === "before" ? before : after) ?? 0));
  return shown.kind === "value" ? shown.value : null;
}
