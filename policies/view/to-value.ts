import { templateParts } from "../../terraform-json/expression";
import type { Json, JsonObject } from "../../terraform-json/json";
import { type Block, Unknown, type Value } from "../value";

/** A text with `${…}` is unknown; `$${` alone is an escaped one. */
export function toValue(json: Json): Value {
  if (typeof json === "string") return json.includes("${") ? textOf(json) : json;
  if (typeof json !== "object" || json === null) return json;
  return Array.isArray(json) ? json.map(toValue) : toBlock(json as JsonObject);
}

/** An object of Terraform JSON, in the same way. */
export function toBlock(value: JsonObject): Block {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toValue(each)]));
}

function textOf(template: string): Value {
  const parts = templateParts(template);
  const expressions = parts.flatMap((part) => ("expression" in part ? [part.expression] : []));
  if (expressions.length === 0) return parts.map((part) => ("text" in part ? part.text : "")).join("");
  return new Unknown([...new Set(expressions.flatMap(addressesIn))].sort(), template);
}

const ADDRESS = /(?<![\w.-])((?:module\.[\w-]+\.)*(?:data\.)?[a-z]\w*\.[\w-]+)(?=[.[])/g;
const STRING = /"(?:[^"\\]|\\.)*"/g;
const NO_RESOURCE = /^(?:count|each|local|path|self|terraform|var)\./;

/** Addresses of the resources, data sources and modules that an expression names. */
export function addressesIn(expression: string): readonly string[] {
  const bare = expression.replace(STRING, '""');
  return [...bare.matchAll(ADDRESS)].map(([, address = ""]) => address).filter((address) => !NO_RESOURCE.test(address));
}
