/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a value is an object: neither a list, nor null. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is a list. `Array.isArray` does not narrow a readonly list. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/**
 * A value deep inside an object, or undefined when one of the keys is missing on the way.
 * `at(configuration, "terraform", "backend", "s3")`.
 */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** As `at`; an empty object where there is none. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

/** A list, or an empty one where there is none. */
export const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

/** The blocks of one kind: Terraform's JSON takes a single block for a list of one. */
export function blocks(value: Json | undefined): readonly JsonObject[] {
  const list = isList(value) ? value : [value];
  return list.filter(isObject);
}

/**
 * JSON that is the same for the same value: keys sorted, two spaces, a line break at the end.
 */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
