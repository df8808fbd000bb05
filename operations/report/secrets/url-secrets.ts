import type { Span } from "./token-shapes";

/** What ends an address in a longer text. */
const END_OF_URL = /[\s"'`<>\\]/g;
/** A user without a password is a token when it is as long as this: `https://0123…@sentry.io/1`. */
const SHORTEST_TOKEN = 16;
const LONGEST_USER = 256;

/** Where passwords and tokens stand in front of the `@` of addresses. Linear in the length of the text. */
export function secretsInUrls(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  let lastAt = -1;
  for (let scheme = text.indexOf("://"); scheme >= 0; scheme = text.indexOf("://", scheme + 3)) {
    const start = scheme + 3;
    if (start >= end) {
      end = endOfUrl(text, start);
      lastAt = start + text.slice(start, end).lastIndexOf("@");
    }
    if (lastAt < start) continue;
    const user = userAt(text, start);
    if (text.charAt(user) === ":" && !isPort(text, user + 1)) {
      // A password may hold anything, also `@`, `/` and `?` when nobody escaped them.
      spans.push({ start: user + 1, end: lastAt });
      scheme = lastAt - 3;
    } else if (text.charAt(user) === "@" && user - start >= SHORTEST_TOKEN) spans.push({ start, end: user });
  }
  return spans.filter((span) => span.end > span.start && !/^\$\{?\w+\}?$/.test(text.slice(span.start, span.end)));
}

function endOfUrl(text: string, from: number): number {
  END_OF_URL.lastIndex = from;
  return END_OF_URL.test(text) ? END_OF_URL.lastIndex - 1 : text.length;
}

/** Where the name in front of `:` or `@` ends. */
function userAt(text: string, start: number): number {
  let index = start;
  const most = Math.min(text.length, start + LONGEST_USER);
  while (index < most && !":@/?#".includes(text.charAt(index))) index++;
  return index;
}

const PORT = /\d{1,5}(?=[/?#,]|$)/y;

/** Digits up to the path are a port, unless an `@` follows at once. */
function isPort(text: string, from: number): boolean {
  PORT.lastIndex = from;
  return PORT.test(text);
}
