import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import { standsFor } from "../attributes/placeholders";
import { codePointsIn, sliceOf } from "./code-points";
import { joined, type Phrase, quoted } from "./phrase";
import { count } from "./words";

/** Longest value that is shown whole, in UTF-16 units. */
export const LONGEST_VALUE = 200;

/** How much of what two long values have in common is shown before their first difference. */
const CONTEXT = 40;

/** So many places that an unknown value comes from are named; more say little. */
const MOST_ORIGINS = 3;

const ABSENT = "(absent)";
const SENSITIVE = "(sensitive)";
const SUSPECTED = "(hidden: it looks like a secret)";

/** What alone differs, where the value stays. */
export const ONLY: Readonly<Record<NonNullable<AttributeChange["only"]>, string>> = {
  marking: "only the marking as sensitive changes",
  formatting: "only the formatting changes",
  order: "only the order changes",
};

/** One side of a change on one line: JSON, or why there is none. */
export const valueText = (shown: Shown): string => excerpt(shown, 0);

/** Both sides of a change. Of two long texts, the part where they begin to differ; of two secrets, only that they do. */
export function bothSides({ before, after }: AttributeChange): string {
  if (before.kind === "sensitive" && after.kind === "sensitive") return `${withoutValue(before)}, changes`;
  const from = Math.max(0, firstDifference(textOf(before), textOf(after)) - CONTEXT);
  return `${excerpt(before, from)} → ${excerpt(after, from)}`;
}

/** Whether there was no value, or goes to be none: null says the same to most providers. */
export const isNothing = (shown: Shown): boolean =>
  shown.kind === "absent" || (shown.kind === "value" && shown.value === null);

/** Whether a value is known only after the apply, and there is none before: it shares a line with others like it. */
export const isOnlyKnownLater = ({ before, after }: AttributeChange): boolean =>
  after.kind === "unknown" && isNothing(before);

/**
 * Values that are known after the apply, and where they come from: `known after apply: arn, id; vpc_id from
 * aws_vpc.main.id`. Those that come from one place stand together.
 */
export function knownLater(attributes: readonly AttributeChange[]): Phrase {
  const byOrigin = new Map<string, string[]>([["", []]]);
  for (const { path, after } of attributes) {
    const origin = after.kind === "unknown" ? originText(after.from) : "";
    const paths = byOrigin.get(origin);
    if (paths) paths.push(path);
    else byOrigin.set(origin, [path]);
  }
  const groups = [...byOrigin].filter(([, paths]) => paths.length > 0);
  const words = groups.map(
    ([origin, paths]): Phrase => [
      ...joined(
        paths.map((path) => [quoted(path)]),
        ", ",
      ),
      ...(origin === "" ? [] : [" from ", quoted(origin)]),
    ],
  );
  return ["known after apply: ", ...joined(words, "; ")];
}

function originText(from: readonly string[] = []): string {
  if (from.length === 0) return "";
  const more = from.length - MOST_ORIGINS;
  return `${from.slice(0, MOST_ORIGINS).join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

function excerpt(shown: Shown, from: number): string {
  if (shown.kind !== "value") return withoutValue(shown);
  const { value } = shown;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const show = (part: string) => (typeof value === "string" ? JSON.stringify(part) : part);
  if (text.length <= LONGEST_VALUE) return show(text);
  const part = sliceOf(text, from, from + LONGEST_VALUE);
  return `${from > 0 ? "…" : ""}${show(part)}${from + LONGEST_VALUE < text.length ? "…" : ""} (${count(codePointsIn(text))} characters)`;
}

function withoutValue(shown: Exclude<Shown, { kind: "value" }>): string {
  switch (shown.kind) {
    case "absent":
      return ABSENT;
    case "unknown":
      return `(known after apply${shown.from?.length ? `, from ${originText(shown.from)}` : ""})`;
    case "sensitive":
      return shown.suspected ? SUSPECTED : SENSITIVE;
    case "upstream":
      return standsFor(shown);
  }
}

/** Nothing but a text of which only a part is shown has anything to compare. */
const textOf = (shown: Shown): string =>
  shown.kind === "value" && typeof shown.value === "string" && shown.value.length > LONGEST_VALUE ? shown.value : "";

function firstDifference(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let index = 0;
  while (index < shorter && before.charCodeAt(index) === after.charCodeAt(index)) index++;
  return index;
}
