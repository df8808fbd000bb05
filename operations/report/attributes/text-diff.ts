import { structuredPatch } from "diff";

/** How two texts differ. */
export type TextDiff = LinesDiff | PartDiff;

/** Of texts with several lines: the lines that differ, with some around them. */
export interface LinesDiff {
  readonly kind: "lines";
  readonly hunks: readonly TextHunk[];
}

/** Lines that lie together. */
export interface TextHunk {
  /** Numbers of the first line on either side, from 1; 0 when there is none. */
  readonly beforeLine: number;
  readonly afterLine: number;
  readonly lines: readonly TextLine[];
}

export interface TextLine {
  /** `-` only before, `+` only after, a space on both sides; `\` says that the line above has no line break at its end. */
  readonly sign: "-" | "+" | " " | "\\";
  /** Without its line break; empty where the sign says it all. */
  readonly text: string;
}

/** Of texts with one line: the part that differs, with some of what is around it. */
export interface PartDiff {
  readonly kind: "part";
  /** What comes before the part on both sides, as far as it is shown. */
  readonly lead: string;
  readonly before: string;
  readonly after: string;
  /** What comes after the part on both sides, as far as it is shown. */
  readonly tail: string;
  /** Whether there is more in front of `lead`, and behind `tail`. */
  readonly isCut: { readonly lead: boolean; readonly tail: boolean };
}

/** Lines shown around those that differ. */
const LINES_AROUND = 2;

/** Code points shown around a part that differs. */
const CODE_POINTS_AROUND = 40;

/** Most lines that may differ: the time that finding them takes grows with their square. */
const MOST_EDITS = 2000;

/** Most lines on both sides together. */
const MOST_LINES = 1_000_000;

/**
 * How two texts differ. Undefined when they do not, or when they have too many lines, or too many that differ, to find out
 * in about a second.
 */
export function textDiff(before: string, after: string): TextDiff | undefined {
  if (before === after) return undefined;
  return before.includes("\n") || after.includes("\n") ? linesDiff(before, after) : partDiff(before, after);
}

function linesDiff(before: string, after: string): LinesDiff | undefined {
  if (linesIn(before) + linesIn(after) > MOST_LINES) return undefined;
  const patch = structuredPatch("", "", before, after, undefined, undefined, {
    context: LINES_AROUND,
    maxEditLength: MOST_EDITS,
  });
  if (!patch) return undefined;
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }) => ({
    beforeLine: oldStart,
    afterLine: newStart,
    lines: lines.map(lineOf),
  }));
  return { kind: "lines", hunks };
}

function lineOf(line: string): TextLine {
  const sign = line.charAt(0);
  if (sign === "\\") return { sign, text: "" };
  return { sign: sign === "-" || sign === "+" ? sign : " ", text: line.slice(1) };
}

function linesIn(text: string): number {
  let count = 1;
  for (let offset = text.indexOf("\n"); offset !== -1; offset = text.indexOf("\n", offset + 1)) count++;
  return count;
}

function partDiff(before: string, after: string): PartDiff {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isInsidePair(before, start) || isInsidePair(after, start)) start--;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  if (isInsidePair(before, before.length - end) || isInsidePair(after, after.length - end)) end--;
  const lead = lastCodePoints(before.slice(0, start));
  const tail = firstCodePoints(before.slice(before.length - end));
  return {
    kind: "part",
    lead,
    before: before.slice(start, before.length - end),
    after: after.slice(start, after.length - end),
    tail,
    isCut: { lead: lead.length < start, tail: tail.length < end },
  };
}

/** Whether an offset lies between the two halves of a code point. */
const isInsidePair = (text: string, offset: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(offset - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(offset));

const firstCodePoints = (text: string): string =>
  [...text.slice(0, 2 * CODE_POINTS_AROUND)].slice(0, CODE_POINTS_AROUND).join("");

const lastCodePoints = (text: string): string => {
  const near = text.slice(-2 * CODE_POINTS_AROUND - 1);
  return [...near].slice(-CODE_POINTS_AROUND).join("");
};
