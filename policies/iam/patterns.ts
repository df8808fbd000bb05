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

/** Whether a value is `*`, or an ARN that names nothing but a service: `arn:aws:s3:::*`, `arn:aws:sqs:*:*:*`. */
export const isEverything = (value: Value): boolean =>
  typeof value === "string" && /^(?:[*?:/]+|arn:[\w*-]+:[\w*-]*(?::[*?]*){2}:[*?:/]+)$/.test(value);

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
