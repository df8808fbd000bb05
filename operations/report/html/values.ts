import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import { standsFor } from "../attributes/placeholders";
import { between, code, type Html, html, shortened, when } from "./html";

/** Longest value that is shown whole, in UTF-16 units. What is longer stands in the JSON. */
const LONGEST_VALUE = 4000;

/** One side of a change: its value as JSON, or why there is none to show. */
export function shownValue(shown: Shown): Html {
  return shown.kind === "value"
    ? html`<code>${shortened(jsonOf(shown.value), LONGEST_VALUE)}</code>`
    : withoutValue(shown);
}

/** Both sides of a change, with what differs between two texts marked. */
export function sidesOf({ before, after }: AttributeChange): readonly [before: Html, after: Html] {
  const [from, to] = [before, after].map((shown) => (shown.kind === "value" ? jsonOf(shown.value) : undefined));
  if (from === undefined || to === undefined || Math.max(from.length, to.length) > LONGEST_VALUE) {
    return [shownValue(before), shownValue(after)];
  }
  const { start, end } = inCommon(from, to);
  // To mark nearly everything says nothing; quotation marks are nothing in common.
  if (start + end < Math.max(3, Math.min(from.length, to.length) / 3)) return [shownValue(before), shownValue(after)];
  return [marked(from, start, end), marked(to, start, end)];
}

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? "null";

function withoutValue(shown: Exclude<Shown, { kind: "value" }>): Html {
  switch (shown.kind) {
    case "absent":
      return html`<span class="without">absent</span>`;
    case "unknown":
      return html`<span class="without">known after apply${when(shown.from?.length, () => html`, ${originOf(shown.from ?? [])}`)}</span>`;
    case "sensitive":
      return html`<span class="without">hidden: ${shown.suspected ? "it looks like a secret" : "marked as sensitive"}</span>`;
    case "upstream":
      return html`<span class="without">${standsFor(shown).replace(/^\((.*)\)$/s, "$1")}</span>`;
  }
}

/** Where an unknown value comes from. */
export const originOf = (from: readonly string[]): Html => html`from ${between(from.map(code), ", ")}`;

function marked(text: string, start: number, end: number): Html {
  const middle = text.slice(start, text.length - end);
  return html`<code>${text.slice(0, start)}${when(middle, () => html`<mark>${middle}</mark>`)}${text.slice(text.length - end)}</code>`;
}

/** How much two texts have in common at their start and at their end, not within a word or a number, nor a character. */
function inCommon(a: string, b: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  while (start > 0 && isInside(a, b, start)) start--;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  while (end > 0 && isInside(a, b, a.length - end, b.length - end)) end--;
  return { start, end };
}

const isInside = (a: string, b: string, atA: number, atB = atA): boolean => isJoined(a, atA) || isJoined(b, atB);

/** Whether two characters side by side belong together: letters and digits, an escape, a surrogate pair. */
const isJoined = (text: string, at: number): boolean =>
  at > 0 &&
  at < text.length &&
  /^(?:[A-Za-z0-9]{2}|\\.|[\ud800-\udbff][\udc00-\udfff])$/s.test(text.slice(at - 1, at + 1));
