import { codePointsIn, sliceOf } from "../wording/code-points";
import type { Phrase } from "../wording/phrase";
import { visible } from "../wording/visible";
import { count } from "../wording/words";

export { visible };

/**
 * Texts from plans are untrusted: a tag may hold Markdown, a mention, an end of our own section, a character that turns
 * the line around. They enter a report through `code`, `fence` and, for what our own command was told, `link` alone.
 */

/** Longest address, name or sentence that is shown whole, in UTF-16 units. */
const LONGEST_INLINE = 500;

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

/** Where a link begins in a text whose references to characters were read already: GitHub makes one of an e-mail address. */
const BEGINS_LINK = /&#64;|&#58;(?=\/\/)|www(?=&#46;)/gi;

/** A text inside a line, as code. Works in tables, in `<summary>` and in headings, too. */
export function code(text: string): string {
  const escaped = visible(cut(text, LONGEST_INLINE)).replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);
  // A place where a line may break is no part of the text, for a reader as for who copies it, and divides it for a parser.
  return `<code>${escaped.replace(BEGINS_LINK, "$&<wbr>")}</code>`;
}

/** A phrase inside a line. */
export const inline = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === "string" ? piece : code(piece.quoted))).join("");

/** A phrase inside a fence. */
export const plain = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === "string" ? piece : visible(cut(piece.quoted, LONGEST_INLINE)))).join("");

/**
 * Lines as a block of code that nothing in them can end. A comment that begins in them is broken up, for tools that look
 * for one, as for the marks around our own section, without reading Markdown; and so is what GitHub Actions takes for a
 * command when a job prints it.
 */
export function fence(lines: readonly string[], language = ""): string {
  const content = lines
    .map(visible)
    .join("\n")
    .replaceAll("<!--", "<\\u0021--")
    .replace(/^( *):(?=:)/gm, "$1\\u003a")
    .replaceAll("##[", "#\\u0023[");
  const longestRun = (content.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
  const bar = "`".repeat(Math.max(3, longestRun + 1));
  return `${bar}${language}\n${content}\n${bar}`;
}

/** Longest address of a page that is linked, in UTF-16 units. */
const LONGEST_URL = 1000;

/**
 * A link to a page, with words of ours; the words alone when the address is none of a page on the web, or holds a password.
 * What of an address could mean something to Markdown is written as URLs write it.
 */
export function link(words: string, url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== "https:" || address.username !== "" || address.password !== "") return words;
  const safe = address.href
    .replace(/[^\w\-./:?#=&%+,;]/gu, (character) => encodeURIComponent(character).replace(/[!'()*]/g, percent))
    .replaceAll("&", "&amp;");
  return safe.length > LONGEST_URL ? words : `[${words}](${safe})`;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
