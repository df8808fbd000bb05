import type { Marks } from "../secrets/sensitivity";
import type { AttributeChange } from "./attribute-change";
import { anyItem, itemWith, step } from "./attribute-path";
import { type Key, valueAt } from "./json-tree";
import { NOT_REPLACED, type Replaced, replacedAt } from "./replaced";
import type { TruthTree } from "./truth-tree";

/** One place in a change: its value on both sides, and what is known about it. `undefined` is absent. */
export interface Place extends Sides {
  readonly parent?: Place;
  /** The key that leads here from the parent; of an item, its index after, or before when it goes away. */
  readonly key: Key;
  /** How the path names an item of a list, if not by its index. */
  readonly label?: ItemLabel;
  readonly replaced: Replaced;
  /** What is around it is new, or goes away: then there is no use in telling null from absent. */
  readonly atEdge: boolean;
  /** How many steps it lies from the whole, through documents. */
  readonly depth: number;
  readonly document?: DocumentAround;
  /** Its path, once somebody asked for it. */
  path?: string;
}

/** Both sides of a place, with what Terraform says about them, and what looks like a secret although it does not say so. */
export interface Sides {
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: TruthTree;
  readonly marksBefore: TruthTree;
  readonly marksAfter: TruthTree;
  readonly suspectsBefore: TruthTree;
  readonly suspectsAfter: TruthTree;
}

/** Any item, or the one whose fields have some values. */
export type ItemLabel = "any" | readonly (readonly [name: string, value: unknown])[];

/** A text that is read as a document, in which a place lies. */
export interface DocumentAround extends NonNullable<AttributeChange["inside"]> {
  /** How many documents are around a place; 1 in a document that stands in an attribute. */
  readonly level: number;
  /** Lists have no order in the policies of AWS. */
  readonly isPolicy: boolean;
}

/** The whole, of which every other place is a part. */
export const wholePlace = (path: string, sides: Sides, more: Partial<Place> = {}): Place => ({
  ...sides,
  key: "",
  path,
  replaced: NOT_REPLACED,
  atEdge: true,
  depth: 0,
  ...more,
});

export const isNothing = (value: unknown): value is undefined | null => value === undefined || value === null;

/** What lies under a key on both sides. */
export const placeAt = (place: Place, key: string): Place => partOf(place, key, key, undefined);

/** An item of a list, which may have another index on either side, or none. */
export function itemAt(
  place: Place,
  before: number | undefined,
  after: number | undefined,
  label: ItemLabel | undefined,
): Place {
  return partOf(place, before, after, label);
}

function partOf(place: Place, before: Key | undefined, after: Key | undefined, label: ItemLabel | undefined): Place {
  const key = after ?? before ?? 0;
  return {
    parent: place,
    key,
    ...(label && { label }),
    before: at(place.before, before),
    after: at(place.after, after),
    unknown: at(place.unknown, after) as TruthTree,
    marksBefore: at(place.marksBefore, before) as TruthTree,
    marksAfter: at(place.marksAfter, after) as TruthTree,
    suspectsBefore: at(place.suspectsBefore, before) as TruthTree,
    suspectsAfter: at(place.suspectsAfter, after) as TruthTree,
    replaced: replacedAt(place.replaced, before, after),
    atEdge: !place.document && (isNothing(place.before) || isNothing(place.after)),
    depth: place.depth + 1,
    ...(place.document && { document: place.document }),
  };
}

const at = (tree: unknown, key: Key | undefined): unknown =>
  tree === undefined || key === undefined ? undefined : valueAt(tree, key);

/**
 * Whether all of a place may be compared before going into it: that saves going into what is equal, and costs too much
 * when it is done again at each of many steps.
 */
export const isNearWhole = ({ depth }: Place): boolean => depth < 8;

/** The path of a place, as a report writes it. */
export function pathTo(place: Place): string {
  if (place.path !== undefined) return place.path;
  const { parent, key, label } = place;
  const around = parent ? pathTo(parent) : "";
  place.path = label === "any" ? anyItem(around) : label ? itemWith(around, label) : step(around, key);
  return place.path;
}

/** The steps from the whole to a place, in the plan's own terms. */
export function stepsTo(place: Place): readonly Key[] {
  const steps: Key[] = [];
  for (let at: Place = place; at.parent; at = at.parent) steps.push(at.key);
  return steps.reverse();
}

/** The marks of both sides. */
export const marksOf = ({ marksBefore, marksAfter }: Sides): readonly Marks[] => [marksBefore, marksAfter];

/** What looks like a secret on either side. */
export const suspectsOf = ({ suspectsBefore, suspectsAfter }: Sides): readonly Marks[] => [
  suspectsBefore,
  suspectsAfter,
];
