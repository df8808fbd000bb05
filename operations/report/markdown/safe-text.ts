import { codePointsIn, sliceOf } from "../wording/code-points";
import type { Phrase } from "../wording/phrase";
import { count } from "../wording/words";

/**
 * Texts from plans are untrusted: a tag may hold Markdown, a mention, an end of our own section, a character that turns
 * the line around. They enter a report through `code` and `fence` alone.
 */

/** Longest address, name or sentence that is shown whole, in UTF-16 units. */
const LONGEST_INLINE = 500;

/** Controls, format and bidirectional characters, private ones, all that draws nothing, and spaces that are not a space. */
const INVISIBLE = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Each character that a reader would not see, as its escape. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => SHORT_ESCAPES.get(character) ?? escapeOf(character));

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

/** A text that is too long, cut, with a note of how long it is. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${sliceOf(text, 0, longest)}… (${count(codePointsIn(text))} characters)`;
}

/**
 * What Markdown, and GitHub on top of it, gives a meaning inside a line. Not `_` within a word, which means nothing, and
 * `.` only where a link would begin.
 */
const MARKUP = /[!-#$%&'()*+:;<>?@[\\\]^`{|}~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=www)\./gi;

/** A text inside a line, as code. Works in tables, in `<summary>` and in headings, too. */
export function code(text: string): string {
  const escaped = visible(cut(text, LONGEST_INLINE)).replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}

/** A phrase inside a line. */
export const inline = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === "string" ? piece : code(piece.quoted))).join("");

/** A phrase inside a fence. */
export const plain = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === "string" ? piece : visible(cut(piece.quoted, LONGEST_INLINE)))).join("");

/**
 * Lines as a block of code that nothing in them can end. A comment that begins in them is broken up, for tools that look
 * for one, as for the marks around our own section, without reading Markdown.
 */
export function fence(lines: readonly string[], language = ""): string {
  const content = lines.map(visible).join("\n").replaceAll("<!--", "<\\u0021--");
  const longestRun = (content.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
  const bar = "`".repeat(Math.max(3, longestRun + 1));
  return `${bar}${language}\n${content}\n${bar}`;
}
