import { suspectMarksOfSides } from "../secrets/suspects";
import type { EmbeddedDocument } from "./documents";
import { addWhole, type Walk } from "./emit";
import { isNothing, type Place, pathTo, wholePlace } from "./place";
import { MOST_DOCUMENTS } from "./presentation";
import { forces, NOT_REPLACED } from "./replaced";
import { truthIn } from "./truth-tree";

/** Longest text that is new, or goes away, whose leaves are listed one by one, in UTF-16 units. */
const LONGEST_ALONE = 65_536;

/**
 * Compares texts by their meaning when each of them, or the only one there is, holds a document of the same format.
 *
 * @returns whether they do: then what differs is noted.
 */
export function visitDocument(walk: Walk, place: Place): boolean {
  const level = (place.document?.level ?? 0) + 1;
  if (place.unknown !== undefined || level > MOST_DOCUMENTS) return false;
  const before = documentOf(walk, place.before);
  const after = documentOf(walk, place.after);
  const documents = [before, after].filter((document) => document !== undefined);
  const [first] = documents;
  if (!first || !isComparable(place, documents)) return false;
  const { format } = first;
  const path = pathTo(place);
  const name = typeof place.key === "string" ? place.key : "";
  const sides = { before: before?.value, after: after?.value };
  const suspects = suspectMarksOfSides(sides, { before: false, after: false }, name, new Set(walk.hidden));
  const document = { path, format, level, isPolicy: documents.every((each) => each.isPolicy) };
  const whole = wholePlace(
    path,
    {
      ...sides,
      unknown: undefined,
      marksBefore: undefined,
      marksAfter: undefined,
      suspectsBefore: truthIn(suspects.before),
      suspectsAfter: truthIn(suspects.after),
    },
    {
      replaced: forces(place.replaced) ? true : NOT_REPLACED,
      atEdge: false,
      depth: place.depth,
      document,
    },
  );
  const count = walk.found.length;
  walk.visit(whole);
  if (walk.found.length > count) return true;
  if (!documents.every(({ isExact }) => isExact)) return false;
  addWhole(walk, { ...place, document }, "formatting");
  return true;
}

function documentOf(walk: Walk, text: unknown): EmbeddedDocument | undefined {
  return typeof text === "string" ? walk.documentIn(text) : undefined;
}

function isComparable({ before, after }: Place, documents: readonly EmbeddedDocument[]): boolean {
  const [first, second] = documents;
  if (first && second) {
    // What looks like a comment in the first line may say which program reads the text: `#cloud-config`.
    return first.format === second.format && (first.format === "json" || heading(before) === heading(after));
  }
  const [alone, other] = typeof before === "string" ? [before, after] : [after, before];
  return isNothing(other) && String(alone).length <= LONGEST_ALONE && Object.keys(Object(first?.value)).length > 0;
}

const heading = (text: unknown): string | undefined => /^#(?:[^\s#]|# template:)[^\n]*/.exec(String(text))?.[0].trim();
