import { templateParts } from "../../terraform-json/expression";
import { isUnknown, type Value } from "../value";

const compiled = new Map<string, RegExp>();

/** Whether a pattern of IAM (`s3:Get*`, with `*` and `?`) fits a text. Actions know no cases. */
export function fits(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known.test(text);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  const made = new RegExp(`^${source}$`, "i");
  compiled.set(pattern, made);
  return made.test(text);
}

/** Whether one of some action patterns covers an action. Unknown ones cover nothing. */
export const covers = (patterns: readonly Value[], action: string): boolean =>
  patterns.some((pattern) => typeof pattern === "string" && fits(pattern, action));

const WHOLE = /^\$\{[^}]*\}$/;

/** A text in which something that is no wildcard stands for each expression; undefined when no text is known around them. */
export function textAround(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (!isUnknown(value) || value.template === undefined || WHOLE.test(value.template)) return undefined;
  return templateParts(value.template)
    .map((part) => ("text" in part ? part.text : "x"))
    .join("");
}

const isWild = (text: string): boolean => /^[*?:/]*$/.test(text);

/**
 * Whether a value is `*`, or an ARN that names nothing but a service: `arn:aws:s3:::*`, `arn:aws:sqs:*:*:*`. What an ARN leaves
 * out at its end, IAM fills with `*`: `arn:aws:sqs` is each queue (IAM User Guide, "Identify AWS resources with ARNs").
 */
export function isEverything(value: Value): boolean {
  const text = textAround(value);
  if (text === undefined || text === "") return false;
  const [arn, , , ...rest] = text.split(":");
  return isWild(text) || (arn === "arn" && rest.every(isWild));
}

/** Whether a resource is everything, or everything that a service has in an account, in each region: `arn:aws:sqs:*:111111111111:*`. */
export function isEveryResource(value: Value): boolean {
  const [arn, , , region = "", , ...resource] = textAround(value)?.split(":") ?? [];
  return isEverything(value) || (arn === "arn" && isWild(region) && resource.length > 0 && resource.every(isWild));
}

/**
 * Whether an unknown value could turn out to be `*`: an expression alone that names no resource, such as a variable. A
 * reference to a resource, or to another state, gives one thing, and text around an expression is more than a wildcard.
 */
export const mayBeEverything = (value: Value): boolean => {
  if (!isUnknown(value) || value.references.length > 0) return false;
  return value.template === undefined || /^[*?\s]*\$\{[\s\S]*\}[*?\s]*$/.test(value.template);
};

/** A value as a reader finds it. */
export const shown = (value: Value): string =>
  typeof value === "string"
    ? value
    : isUnknown(value)
      ? (value.template ?? "what is not known yet")
      : JSON.stringify(value);
