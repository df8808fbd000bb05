import type { AttributeChange } from "../attributes/attribute-changes";
import { type TextHunk, type TextLine, textDiff } from "../attributes/text-diff";
import { LONGEST_VALUE } from "../wording/values";
import { count } from "../wording/words";
import { cut } from "./safe-text";

/** Longer texts are not compared line by line here. In UTF-16 units, both together. */
const LONGEST = 200_000;

/** So many lines of a text are shown; the others are counted. */
const MOST_LINES = 40;

/**
 * Two texts of several lines, by the lines in which they differ, for a `diff` block; undefined where one line shows both as
 * well, or where they have too little in common.
 */
export function hunkLines({ before, after }: AttributeChange): readonly string[] | undefined {
  if (before.kind !== "value" || after.kind !== "value") return undefined;
  const { value: from } = before;
  const { value: to } = after;
  if (typeof from !== "string" || typeof to !== "string" || from.length + to.length > LONGEST) return undefined;
  if (from === "" || to === "") return undefined;
  const diff = textDiff(from, to);
  if (diff?.kind !== "lines") return undefined;
  const isAlike = alikeIn(diff.hunks);
  const lines = diff.hunks.flatMap((hunk, index) => [
    ...gapLines(hunk, diff.hunks[index - 1]),
    ...hunk.lines.map((line) => lineOf(line, isAlike(line))),
  ]);
  const more = lines.length - MOST_LINES;
  return more > 1 ? [...lines.slice(0, MOST_LINES), `${INSIDE}… ${count(more)} more lines of the comparison`] : lines;
}

const INSIDE = "        ";

/** What lies between two hunks, or before the first. */
function gapLines({ beforeLine }: TextHunk, previous: TextHunk | undefined): readonly string[] {
  const from = previous
    ? previous.beforeLine + previous.lines.filter(({ sign }) => sign === " " || sign === "-").length
    : 1;
  return beforeLine > from ? [`${INSIDE}… ${count(beforeLine - from, "line")} unchanged`] : [];
}

/** Tells of a line that goes away, or is added, whether one of the other kind looks the same: then only white space differs. */
function alikeIn(hunks: readonly TextHunk[]): (line: TextLine) => boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const looks = (wanted: TextLine["sign"]) =>
    new Set(lines.filter(({ sign }) => sign === wanted).map(({ text }) => plainly(text)));
  const [gone, added] = [looks("-"), looks("+")];
  return ({ sign, text }) => (sign === "-" ? added : sign === "+" ? gone : NONE).has(plainly(text));
}

const NONE: ReadonlySet<string> = new Set();

/** The sign goes to the left edge, where it gives the line its colour. */
function lineOf({ sign, text }: TextLine, showsSpace: boolean): string {
  if (sign === "\\") return `${INSIDE}# without a line break at its end`;
  return sign + INSIDE.slice(1) + cut(showsSpace ? exactly(text) : plainly(text), LONGEST_VALUE);
}

const plainly = (text: string): string => text.replaceAll("\t", "    ").trimEnd();

/** Tabs and carriage returns are made visible in any case; spaces at the end are not. */
function exactly(text: string): string {
  const { length } = text.trimEnd();
  return text.slice(0, length) + text.slice(length).replaceAll(" ", "\\u0020");
}
