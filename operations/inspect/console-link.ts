import { CONSOLE_LINKS } from "../../aws/console-links";
import { own } from "../../model/own";
import type { Json, JsonObject } from "../../terraform-json/json";

/**
 * The page of AWS's console that shows a resource.
 *
 * @param region Of the stack; an ARN in the attributes that names another one wins.
 * @returns undefined for a type without such a page, or when the state does not tell what the page is called by.
 */
export function consoleLink(type: string, attributes: JsonObject, region: string | undefined): string | undefined {
  const pattern = own(CONSOLE_LINKS, type);
  if (pattern === undefined) return undefined;
  const values: JsonObject = { ...attributes, region: regionOf(attributes) ?? region ?? null };
  const names = [...pattern.matchAll(PLACE)].map(([, name = ""]) => name);
  if (!names.every((name) => isText(own(values, name)))) return undefined;
  return pattern.replace(PLACE, (_, name: string, form?: string) => written(String(own(values, name)), form));
}

const PLACE = /\{(\w+)(?::(\w+))?\}/g;

/** A hidden value stands in parentheses, and leads nowhere. */
const isText = (value: Json | undefined): boolean =>
  (typeof value === "string" && value !== "" && !value.startsWith("(")) || typeof value === "number";

function written(text: string, form: string | undefined): string {
  if (form === "last") return encodeURIComponent(text.slice(text.lastIndexOf("/") + 1));
  const once = encodeURIComponent(text);
  // CloudWatch's pages read what stands in their address twice, with a dollar for a percent sign.
  return form === "twice" ? encodeURIComponent(once).replaceAll("%", "$") : once;
}

function regionOf({ arn }: JsonObject): string | undefined {
  const [, , , region] = typeof arn === "string" ? arn.split(":") : [];
  return region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : undefined;
}
