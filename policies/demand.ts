import type { Judgement } from "./rule";
import { type Block, blocksIn, isBlock, isList, isUnknown, type Value } from "./value";
import { type Resource, wanted } from "./view/stack-view";

/** Where a rule looks: a resource, or a block inside of it. */
export interface Place {
  readonly resource: Resource;
  /** @default - the values of the resource */
  readonly block?: Block;
  /**
   * Where the block stands.
   * @default "" - it is the resource
   */
  readonly at?: string;
}

/** The value at a path with dots, through the first block of each list; an `Unknown` when that is not known on the way. */
export function valueAt(block: Block, path: string): Value | undefined {
  let value: Value | undefined = block;
  for (const key of path.split(".")) {
    if (isUnknown(value)) return value;
    const inner: Block | undefined = isBlock(value) ? value : blocksIn(value)[0];
    if (inner === undefined) return isList(value) ? value.find(isUnknown) : undefined;
    value = inner[key];
  }
  return value;
}

/** As `valueAt`, at a place; what AWS chooses for the resource is undefined. */
export function valueIn({ resource, block }: Place, path: string): Value | undefined {
  if (block !== undefined) return valueAt(block, path);
  const [key = ""] = path.split(".");
  return valueAt({ [key]: wanted(resource, key) ?? null }, path) ?? undefined;
}

/** Nothing was set: an absent attribute, as which a plan shows null, an empty text or an empty list. */
export const isUnset = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === "" || (isList(value) && value.length === 0);

/** Terraform reads the texts `true` and `1` as true, and `false` and `0` as false. */
export const isTrue = (value: Value | undefined): boolean => value === true || value === "true" || value === "1";
export const isFalse = (value: Value | undefined): boolean => value === false || value === "false" || value === "0";

/** Says nothing when the value at a path is right; otherwise that it is not, or that it is not known yet. */
export function* demand(
  place: Place,
  path: string,
  isRight: (value: Value | undefined) => boolean,
  message: string,
): Iterable<Judgement> {
  const value = valueIn(place, path);
  if (isUnknown(value)) yield unknownAt(place, path);
  else if (!isRight(value)) yield violationAt(place, path, message);
}

/** Says nothing when something stands at a path; what refers to something else is something. */
export function* demandSet(place: Place, path: string, message: string): Iterable<Judgement> {
  const value = valueIn(place, path);
  if (isUnknown(value)) {
    if (!comesFromSomewhere(value)) yield unknownAt(place, path);
  } else if (isUnset(value)) yield violationAt(place, path, message);
}

/** Whether an unknown value was written down; in a plan, what AWS chooses is unknown and refers to nothing. */
export const comesFromSomewhere = (value: Value | undefined): boolean =>
  isUnknown(value) && (value.template !== undefined || value.references.length > 0);

/** A violation at a path. */
export const violationAt = ({ resource, at }: Place, path: string, message: string): Judgement => ({
  resource,
  ...pathOf(at, path),
  answer: "violation",
  message,
});

/** That something at a path is not known yet, and so not judged. */
export const unknownAt = (
  { resource, at }: Place,
  path: string,
  message = `\`${path}\` is not known yet`,
): Judgement => ({ resource, ...pathOf(at, path), answer: "unknown", message });

function pathOf(at = "", path = ""): { readonly path?: string } {
  const whole = [at, path].filter(Boolean).join(".");
  return whole === "" ? {} : { path: whole };
}
