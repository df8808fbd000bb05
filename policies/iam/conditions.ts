import { isWorld } from "../parse/address-ranges";
import type { PolicyCondition, PolicyStatement } from "../parse/policy-document";
import { isUnknown, type Value } from "../value";
import { isEverything, textAround } from "./patterns";

/** Operators that hold only for values that are named. With `IfExists` or `ForAllValues:` they hold without any value, too. */
const NAMING = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like)|IpAddress)$/i;

/** Whether a condition lets through no request but those that have a value which is named. */
export const narrows = ({ operator, key, values }: PolicyCondition): boolean =>
  NAMING.test(operator) && values.length > 0 && !values.some((value) => isAny(key, value));

const isAny = (key: string, value: Value): boolean =>
  isEverything(value) || isWorld(value) || /[*?]/.test(decisivePart(key, textAround(value) ?? ""));

/** What of a value tells one from others: of an ARN the account, where it has one; what else stands in it anybody can name. */
function decisivePart(key: string, text: string): string {
  if (/(?:account|orgid|sourcevpce?|passedtoservice)$/.test(key)) return text;
  if (key.endsWith("orgpaths")) return text.split("/")[0] ?? "";
  if (!key.endsWith("arn")) return "";
  const [, , , , account = text, resource = ""] = text.split(":");
  return account === "" ? resource.slice(0, 1) : account;
}

/** Whether a statement is narrowed by one of some keys, given in lower case. */
export const isNarrowedBy = ({ conditions }: PolicyStatement, keys: ReadonlySet<string>): boolean =>
  conditions.some((condition) => keys.has(condition.key) && narrows(condition));

/** Keys that tell for which account or resource a service acts. Source: IAM User Guide, "The confused deputy problem". */
export const SOURCE_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/**
 * Keys that tell an organisation, an account, a network, or somebody from all others. What a caller sets itself, such as tags
 * and names of sessions, is not among them.
 * Source: Amazon S3 User Guide, "The meaning of public"; AWS KMS Developer Guide for `kms:CallerAccount`.
 */
export const CALLER_KEYS: ReadonlySet<string> = new Set([
  ...SOURCE_KEYS,
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** The conditions on a key, whatever service is named before its last colon: `:sub`. */
export const conditionsOn = ({ conditions }: PolicyStatement, ending: string): readonly PolicyCondition[] =>
  conditions.filter(({ key }) => key.endsWith(ending));

/** Whether a condition is one of exact equality, which no missing value passes. */
export const isExact = ({ operator }: PolicyCondition): boolean => /^(?:ForAnyValue:)?StringEquals$/i.test(operator);

/** Whether something of a condition is known only after the apply. */
export const isOpen = ({ values }: PolicyCondition): boolean => values.some(isUnknown);
