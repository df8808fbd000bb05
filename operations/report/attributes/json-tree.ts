/** A key of an object, or an index of an array. */
export type Key = string | number;

/** A JSON object or array. */
export type Container = Readonly<Record<string, unknown>> | readonly unknown[];

/** Found once: these are asked for each value of a plan. */
const { hasOwn, keys } = Object;
const { isArray } = Array;

export const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/** What lies under a key; undefined when there is nothing, whatever objects inherit. */
export function valueAt(value: unknown, key: Key): unknown {
  if (!isContainer(value) || isArray(value) !== (typeof key === "number")) return undefined;
  return hasOwn(value, key) ? (value as Readonly<Record<Key, unknown>>)[key] : undefined;
}

/** Indices in their order, or keys sorted. */
export const keysOf = (value: Container): readonly Key[] =>
  isArray(value) ? value.map((_, index) => index) : keys(value).sort();
