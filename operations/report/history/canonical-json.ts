import { isContainer } from "../attributes/json-tree";

/** Found once: these are asked for each value of a plan. */
const { keys } = Object;
const { isArray } = Array;
const { stringify } = JSON;

/** A value as JSON without white space, the keys of objects sorted; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  if (!isContainer(value)) return stringify(value) ?? "null";
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members: string[] = [];
  for (const key of keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) members.push(`${stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}
