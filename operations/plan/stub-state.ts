import { isList, isObject, type Json, stableJson } from "../../terraform-json/json";
import type { ForeseenOutputs } from "./foreseen-output";

/**
 * A state file that holds outputs and nothing else, in the fourth version of Terraform's format, which a
 * `terraform_remote_state` reads from a local file.
 */
export function stubState(outputs: ForeseenOutputs): string {
  const entries = Array.from(outputs, ([name, { value, sensitive }]) => [
    name,
    { value, type: typeOf(value), ...(sensitive && { sensitive }) },
  ]);
  return stableJson({ version: 4, outputs: Object.fromEntries(entries) });
}

/** Terraform refuses an output without its type. */
export function typeOf(value: Json): Json {
  if (isList(value)) return ["tuple", value.map(typeOf)];
  if (isObject(value))
    return ["object", Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeOf(inner)]))];
  if (typeof value === "boolean") return "bool";
  return value === null ? "dynamic" : (typeof value as "string" | "number");
}
