import { isDeepStrictEqual } from "node:util";
import type { PlannedChange } from "../read/stack-plan";
import { hides, holdsTrue, type Marks, withoutSensitive } from "../secrets/sensitivity";
import { isWithin, pathOf, step } from "./attribute-path";
import { type Container, isContainer, type Key, keysOf, valueAt } from "./json-tree";

/** What may be shown of one side of a change. */
export type Shown =
  | { readonly kind: "absent" }
  | {
      readonly kind: "unknown";
      /**
       * What it will come from, as the configuration says: `aws_vpc.main.id`.
       * @default - the configuration does not tell
       */
      readonly from?: readonly string[];
    }
  | {
      readonly kind: "sensitive";
      /**
       * Nobody marks it as sensitive; it looks like a secret.
       * @default - Terraform marks it
       */
      readonly suspected?: true;
    }
  /** Known after another stack was applied. */
  | { readonly kind: "upstream"; readonly stack: string; readonly output: string; readonly exists?: boolean }
  /** Parts of a composite value that are sensitive are replaced. */
  | { readonly kind: "value"; readonly value: unknown };

/** One changed leaf of a resource or an output. */
export interface AttributeChange {
  /** `tags.Name`, `ingress[0].cidr_blocks`, and into a text that holds JSON or YAML: `policy.Statement[Sid="Read"].Effect`. */
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
  /** Because of this one, the resource is replaced. */
  readonly forcesReplacement: boolean;
  /**
   * All that differs: the value stays, and
   * - `marking`: becomes sensitive, or is no longer
   * - `formatting`: is written in another way, such as with other white space or another order of keys
   * - `order`: has its items in another order
   * @default - the value differs
   */
  readonly only?: "marking" | "formatting" | "order";
  /**
   * The text that it stands in, when that is read by its meaning.
   * @default - it is a value of its own
   */
  readonly inside?: { readonly path: string; readonly format: "json" | "yaml" };
}

/** One place in a change: its value on both sides, and what Terraform says about it. `undefined` is absent. */
interface Place {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly marksBefore: Marks;
  readonly marksAfter: Marks;
  /** What is around it is new, or goes away: then there is no use in telling null from absent. */
  readonly atEdge: boolean;
}

/**
 * The leaves in which the two sides of a change differ, in the order of their paths. What either side marks as sensitive,
 * itself or anything around it, is hidden on both. Of an object that is new, or goes away, what is null is left out.
 *
 * @param root Path of the whole.
 */
export function attributeChanges(change: PlannedChange, root = ""): readonly AttributeChange[] {
  const replacePaths = change.replace_paths.map(pathOf);
  const found: AttributeChange[] = [];

  const add = ({ path }: Place, before: Shown, after: Shown, only?: AttributeChange["only"]) =>
    found.push({
      path,
      before,
      after,
      forcesReplacement: replacePaths.some((replaced) => isWithin(path, replaced) || isWithin(replaced, path)),
      ...(only && { only }),
    });

  const visit = (place: Place): void => {
    if (place.atEdge && isNothing(place.before) && isNothing(place.after) && !holdsTrue(place.unknown)) return;
    const hiddenBefore = hides(place.marksBefore, place.before);
    const hiddenAfter = hides(place.marksAfter, place.after);
    if (hiddenBefore || hiddenAfter) {
      const sensitive = { kind: "sensitive" } as const;
      if (differs(place)) add(place, sensitive, sensitive);
      else if (hiddenBefore !== hiddenAfter) add(place, sensitive, sensitive, "marking");
      return;
    }
    const keys = place.unknown === true ? [] : keysInside(place);
    for (const key of keys) visit(inside(place, key));
    if (keys.length === 0 && differs(place)) add(place, shown(place, place.before), shownAfter(place));
  };

  visit({
    path: root,
    before: change.before ?? undefined,
    after: change.after,
    unknown: change.after_unknown,
    marksBefore: change.before_sensitive,
    marksAfter: change.after_sensitive,
    atEdge: true,
  });
  return found;
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const differs = ({ before, after, unknown }: Place): boolean => holdsTrue(unknown) || !isDeepStrictEqual(before, after);

/** The keys to go into; none where a side is no container, or where one is an object and the other an array. */
function keysInside({ before, after, unknown }: Place): readonly Key[] {
  const sides = [before, after].filter((side) => !isNothing(side));
  const containers = [...sides, unknown].filter(isContainer);
  const [first] = containers;
  if (!first || !sides.every((side) => isContainer(side) && Array.isArray(side) === Array.isArray(first))) return [];
  return unionOfKeys(containers.filter((container) => Array.isArray(container) === Array.isArray(first)));
}

function unionOfKeys(containers: readonly Container[]): readonly Key[] {
  const keys = new Set(containers.flatMap(keysOf));
  return [...keys].sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : a < b ? -1 : 1));
}

const inside = (place: Place, key: Key): Place => ({
  path: step(place.path, key),
  before: valueAt(place.before, key),
  after: valueAt(place.after, key),
  unknown: valueAt(place.unknown, key),
  marksBefore: valueAt(place.marksBefore, key),
  marksAfter: valueAt(place.marksAfter, key),
  atEdge: isNothing(place.before) || isNothing(place.after),
});

const shown = ({ marksBefore, marksAfter }: Place, value: unknown): Shown =>
  value === undefined
    ? { kind: "absent" }
    : { kind: "value", value: withoutSensitive(value, [marksBefore, marksAfter]) };

const shownAfter = (place: Place): Shown =>
  holdsTrue(place.unknown) ? { kind: "unknown" } : shown(place, place.after);
