import { codePointsIn, sliceOf } from "../wording/code-points";
import type { Phrase } from "../wording/phrase";
import { visible } from "../wording/visible";
import { count } from "../wording/words";

/** A piece of a page that is safe to be read as HTML. Made by `html` alone, which escapes everything else. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a piece: markup as it is, texts and numbers escaped, lists one after the other. */
export type Content = Html | string | number | readonly Content[];

/** Longest address, name or sentence that is shown whole, in UTF-16 units. */
const LONGEST_INLINE = 1000;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** A text as HTML shows it, between tags as in a quoted attribute; characters that nobody would see become visible. */
const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? "");

/** Markup of ours with pieces in it: `` html`<b>${name}</b>` ``. What is not markup already is escaped. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Content[]): Html {
  let markup = strings[0] ?? "";
  for (const [index, piece] of pieces.entries()) markup += markupOf(piece) + (strings[index + 1] ?? "");
  return { markup };
}

function markupOf(content: Content): string {
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(markupOf).join("");
}

/** Nothing. */
export const NOTHING: Html = html``;

/** A piece, when there is something to say. */
export const when = (condition: unknown, piece: () => Html): Html => (condition ? piece() : NOTHING);

/** An address, a name or a value of a plan, in the type of code. */
export const code = (text: string): Html => html`<code>${shortened(text, LONGEST_INLINE)}</code>`;

/** A phrase, with its untrusted pieces as code. */
export const phrase = (pieces: Phrase): Html =>
  html`${pieces.map((piece) => (typeof piece === "string" ? piece : code(piece.quoted)))}`;

/** A text that is too long, cut, with a note of how long it is. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${sliceOf(text, 0, longest)}… (${count(codePointsIn(text))} characters)`;
}

/** Pieces with others between them. */
export const between = (pieces: readonly Html[], separator: Content): readonly Content[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece]));
