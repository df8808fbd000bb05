import { sliceOf } from "../../report/wording/code-points";
import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";

/** Lines of a label and a value, aligned and indented; what comes from a state shows no control characters. */
export function fields(rows: readonly (readonly [label: string, value: string | undefined])[], indent = "  "): string {
  const said = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(0, ...said.map(([label]) => label.length));
  return said.map(([label, value]) => `${indent}${label.padEnd(width)}  ${visible(value)}`).join("\n");
}

/** A time to the second, in UTC, as it is sorted: `2026-11-21 19:28:37Z`. */
export const timeText = (time: Date): string =>
  time
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago something was, in the largest unit that it has two of: `3 days`, `40 minutes`. */
export function ageText(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  for (const [unit, size] of UNITS) if (seconds >= 2 * size) return count(Math.floor(seconds / size), unit);
  return seconds < 60 ? "less than a minute" : count(Math.floor(seconds / 60), "minute");
}

/** A value that a table has room for. */
export function cell(text: string, longest = 80): string {
  const shown = visible(text);
  return shown.length > longest ? `${sliceOf(shown, 0, longest - 1)}…` : shown;
}

/** JSON in which no character of a state does anything to a terminal: what is not printed is written as an escape. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /(?!\n)[\u007f-\u009f\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
