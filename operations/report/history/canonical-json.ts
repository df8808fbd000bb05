import { isContainer, keysOf, valueAt } from "../attributes/json-tree";

/** A value as JSON without white space, the keys of objects sorted; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = keysOf(value)
    .filter((key) => valueAt(value, key) !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(valueAt(value, key))}`);
  return `{${members.join(",")}}`;
}
