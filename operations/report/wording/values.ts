import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import { standsFor } from "../attributes/placeholders";
import { codePointsIn, sliceOf } from "./code-points";
import { count } from "./words";

/** Longest value that is shown whole, in UTF-16 units. */
const LONGEST_VALUE = 200;

/** How much of what two long values have in common is shown before their first difference. */
const CONTEXT = 40;

const WITHOUT_VALUE = { absent: "(absent)", unknown: "(known after apply)", sensitive: "(sensitive)" } as const;

/** One side of a change on one line: JSON, or why there is none. */
export const valueText = (shown: Shown): string => excerpt(shown, 0);

/** Both sides of a change. Of two long texts, the part where they begin to differ. */
export function bothSides({ before, after }: AttributeChange): string {
  const from = Math.max(0, firstDifference(textOf(before), textOf(after)) - CONTEXT);
  return `${excerpt(before, from)} → ${excerpt(after, from)}`;
}

function excerpt(shown: Shown, from: number): string {
  if (shown.kind === "upstream") return standsFor(shown);
  if (shown.kind !== "value") return WITHOUT_VALUE[shown.kind];
  const { value } = shown;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const show = (part: string) => (typeof value === "string" ? JSON.stringify(part) : part);
  if (text.length <= LONGEST_VALUE) return show(text);
  const part = sliceOf(text, from, from + LONGEST_VALUE);
  return `${from > 0 ? "…" : ""}${show(part)}${from + LONGEST_VALUE < text.length ? "…" : ""} (${count(codePointsIn(text))} characters)`;
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
