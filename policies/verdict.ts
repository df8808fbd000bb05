import { comesFromSomewhere, isFalse, isTrue, isUnset, valueAt } from "./demand";
import type { Judgement } from "./rule";
import { isUnknown, numberIn, type Value } from "./value";
import { type Resource, wanted } from "./view/stack-view";

/** What a rule says of one value; undefined when it passes. */
export type Verdict = Judgement["answer"] | undefined;

/** Judges the value of an attribute; undefined stands for one that is not set. */
export type Judge = (value: Value | undefined) => Verdict;

/** A judge of what is known; what is not known stays so. */
export const known =
  (isRight: (value: Value | undefined) => boolean): Judge =>
  (value) =>
    isUnknown(value) ? "unknown" : isRight(value) ? undefined : "violation";

/** It has to be on, and said so. */
export const isOn = known(isTrue);
/** It may be off or not set, which has to mean the same. */
export const isNotOn = known((value) => !isTrue(value));
/** It may be on or not set, which has to mean the same. */
export const isNotOff = known((value) => !isFalse(value));

/** It has to be set: a reference, such as to a key, counts, since it can only become a value. */
export const isSet: Judge = (value) => {
  if (isUnknown(value)) return comesFromSomewhere(value) ? undefined : "unknown";
  return isUnset(value) ? "violation" : undefined;
};

/** A number that is not too small. */
export const isAtLeast = (least: number): Judge => known((value) => (numberIn(value) ?? 0) >= least);

/** One of some texts. */
export const isOneOf = (...texts: readonly string[]): Judge =>
  known((value) => typeof value === "string" && texts.includes(value));

/** One of some texts, or not set, which has to mean one of them. */
export const isUnsetOrOneOf = (...texts: readonly string[]): Judge => {
  const judge = isOneOf(...texts);
  return (value) => (isUnset(value) ? undefined : judge(value));
};

/**
 * What the configuration wants at a path, through the first block of each: `encrypt_at_rest.enabled`. Undefined when it leaves
 * that to AWS.
 */
export function wantedAt(resource: Resource, path: string): Value | undefined {
  const [key = "", ...rest] = path.split(".");
  const whole = wanted(resource, key);
  if (rest.length === 0) return whole;
  const value = valueAt({ [key]: whole ?? null }, path);
  // In a plan, what nobody wrote inside of a block is unknown and comes from nowhere: AWS chooses it.
  const isLeftToAws = isUnknown(value) && resource.refers !== undefined && !comesFromSomewhere(value);
  return isLeftToAws ? undefined : value;
}

/**
 * What a rule says of one setting of a resource; nothing when it passes.
 *
 * @param says What is so when it is violated.
 */
export function* judgeSetting(resource: Resource, path: string, is: Judge, says: string): Iterable<Judgement> {
  const answer = is(wantedAt(resource, path));
  if (answer === undefined) return;
  yield { resource, path, answer, message: answer === "unknown" ? `\`${path}\` is not known yet` : says };
}
