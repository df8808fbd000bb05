import { LOOKS_LIKE_OTHER_SECRET, LOOKS_LIKE_SECRET } from "../secrets/named-values";
import { withoutSpansSince } from "../secrets/secret-text";
import { hides } from "../secrets/sensitivity";
import { withoutSecretShapes } from "../secrets/suspects";
import type { Hidden } from "../secrets/suspicion";
import type { AttributeChange, Shown } from "./attribute-change";
import type { Key } from "./json-tree";
import { marksOf, type Place, pathTo, stepsTo, suspectsOf } from "./place";
import { type DocumentIn, holdsSuspects, shownValue } from "./presentation";
import { forces } from "./replaced";
import { type IdOf, same } from "./same";

/** What the steps of one walk through a change share. */
export interface Walk {
  /** The changes, in the order in which they are found. */
  readonly found: AttributeChange[];
  readonly idOf: IdOf;
  readonly documentIn: DocumentIn;
  /** What is hidden anywhere in the change: its copies are hidden in documents, too. */
  readonly hidden: Hidden;
  /** Where an attribute's value comes from; empty when the configuration does not tell. */
  readonly origin: (steps: readonly Key[]) => readonly string[];
  /** Goes into a place, and notes what differs there. */
  readonly visit: (place: Place) => void;
}

/** Notes a change. When what differs cannot be seen in what is left of the two sides, both are hidden altogether. */
export function add(walk: Walk, place: Place, before: Shown, after: Shown, only?: AttributeChange["only"]): void {
  const { document } = place;
  const looksEqual = before.kind === "value" && after.kind === "value" && same(before.value, after.value);
  const hidden = looksEqual && (marksOf(place).some((marks) => marks !== undefined) ? MARKED : SUSPECTED);
  walk.found.push({
    path: shapeless(pathTo(place)),
    before: hidden || before,
    after: hidden || after,
    forcesReplacement: forces(place.replaced),
    ...(only && { only }),
    ...(document && { inside: { path: shapeless(document.path), format: document.format } }),
  });
}

/** What is known only after the apply. */
export function unknownFrom({ origin }: Walk, place: Place): Shown {
  const from = place.document ? [] : origin(stepsTo(place));
  return from.length > 0 ? { kind: "unknown", from } : { kind: "unknown" };
}

/** How one side of a place is shown. */
export const shownSide = (walk: Walk, place: Place, value: unknown): Shown =>
  shownValue(value, marksOf(place), suspectsOf(place), walk.documentIn);

/** Both sides of a place that is not gone into. */
export function addWhole(walk: Walk, place: Place, only?: AttributeChange["only"]): void {
  const { before, after, unknown } = place;
  const isSuspect = [before, after].some((text) => typeof text === "string" && holdsSuspects(text, walk.documentIn));
  if (isSuspect) {
    add(walk, place, SUSPECTED, SUSPECTED, only);
    return;
  }
  const shownBefore = shownSide(walk, place, before);
  const shownAfter = unknown === undefined ? shownSide(walk, place, after) : unknownFrom(walk, place);
  add(walk, place, shownBefore, same(shownBefore, shownAfter) ? shownAfter : tellingOthers(place, shownAfter), only);
}

/** A text that differs in more than its secrets, with each of them that differs, too, said to do so. */
function tellingOthers({ before, after }: Place, shown: Shown): Shown {
  if (typeof before !== "string" || typeof after !== "string" || shown.kind !== "value") return shown;
  const told = withoutSpansSince(before, after);
  return shown.value === told.replaceAll(LOOKS_LIKE_OTHER_SECRET, LOOKS_LIKE_SECRET)
    ? { kind: "value", value: told }
    : shown;
}

export const ABSENT: Shown = { kind: "absent" };
export const MARKED: Shown = { kind: "sensitive" };
export const SUSPECTED: Shown = { kind: "sensitive", suspected: true };

/** What stands for both sides when either one is hidden. What stays the same is not shown anyway. */
export function hiddenBy(place: Place): Shown | undefined {
  const { before, after, marksBefore, marksAfter, suspectsBefore, suspectsAfter } = place;
  if (hides(marksBefore, before) || hides(marksAfter, after)) return MARKED;
  const isSuspect = hides(suspectsBefore, before) || hides(suspectsAfter, after);
  return isSuspect && differs(place) ? SUSPECTED : undefined;
}

/** What stands for a value that any marks of its place hide. */
export function hiddenOn(place: Place, value: unknown): Shown | undefined {
  if (marksOf(place).some((marks) => hides(marks, value))) return MARKED;
  return suspectsOf(place).some((marks) => hides(marks, value)) ? SUSPECTED : undefined;
}

/** Whether the two sides differ, or may. */
export const differs = ({ before, after, unknown }: Place): boolean => unknown !== undefined || !same(before, after);

const shapeless = (path: string): string => String(withoutSecretShapes(path));
