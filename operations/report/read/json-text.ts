/** Where a text stops being one JSON value. */
export interface JsonFault {
  readonly kind: "unexpected" | "ends-too-early" | "second-value";
  /** Line and column, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** What may be a number with more digits, or a greater exponent, than a double always keeps. */
const LONG_NUMBER = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/** Units of the shortest such number, `1e400`. */
const SHORTEST_LONG_NUMBER = 5;
const NUMBERS = /-?\d[\d.eE+-]*/g;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WHITE = /[ \t\r\n]*/y;
const WORDS = ["true", "false", "null"];
const LONGEST_ESCAPE = 6;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The value of a JSON text, or its first fault. A fault never quotes the text, which may hold secrets; the messages of
 * `JSON.parse` do. Numbers that a double cannot hold become texts of their digits, so that none is shown wrong.
 */
export const parseJson = (text: string): ParsedJson | { readonly fault: JsonFault } =>
  jsonIn(text) ?? { fault: faultIn(text) };

/** A value that a JSON text holds. */
export interface ParsedJson {
  readonly value: unknown;
  /** Some texts in it stand for numbers that a double cannot hold. */
  readonly hasTextsForNumbers?: true;
}

/** The same for a text that may well be no JSON: then undefined, in no time. */
export function jsonIn(text: string): ParsedJson | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const exact = LONG_NUMBER.test(text) ? withExactNumbers(text) : text;
    return exact === text ? { value } : { value: JSON.parse(exact), hasTextsForNumbers: true };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How many levels of objects and arrays a valid JSON text has. A loop, so that no depth is too much for it. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  betweenTexts(text, (start, end) => {
    for (let offset = start; offset < end; offset++) {
      const unit = text.charCodeAt(offset);
      if (unit === 0x7b || unit === 0x5b) deepest = Math.max(deepest, ++depth);
      else if (unit === 0x7d || unit === 0x5d) depth--;
    }
  });
  return deepest;
}

function withExactNumbers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  betweenTexts(text, (start, end) => {
    if (end - start < SHORTEST_LONG_NUMBER) return;
    const between = text.slice(start, end);
    if (!LONG_NUMBER.test(between)) return;
    for (const { 0: token, index } of between.matchAll(NUMBERS)) {
      if (!LONG_NUMBER.test(token) || String(Number(token)) === token) continue;
      parts.push(text.slice(copied, start + index), `"${token}"`);
      copied = start + index + token.length;
    }
  });
  return copied === 0 ? text : parts.join("") + text.slice(copied);
}

/** Calls for each part of a valid JSON text that lies between its strings. */
function betweenTexts(text: string, call: (start: number, end: number) => void): void {
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf('"', start);
    const quote = next === -1 ? text.length : next;
    call(start, quote);
    let end = quote;
    do end = text.indexOf('"', end + 1);
    while (isEscaped(text, end));
    if (end === -1) return;
    start = end + 1;
  }
}

/** Whether an odd number of backslashes stands in front. */
function isEscaped(text: string, offset: number): boolean {
  let first = offset;
  while (text.charCodeAt(first - 1) === 0x5c) first--;
  return (offset - first) % 2 === 1;
}

function faultIn(text: string): JsonFault {
  const { offset, complete } = walk(text);
  const before = text.slice(0, offset).split("\n");
  const kind = offset >= text.length ? "ends-too-early" : complete ? "second-value" : "unexpected";
  return { kind, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Goes from token to token as far as they form one JSON value; tells where it stopped, and whether a value was complete. */
function walk(text: string): { offset: number; complete: boolean } {
  const open: string[] = [];
  let expected: "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end" = "value";
  let offset = skip(WHITE, text, 0);
  while (offset < text.length) {
    const first = text.charAt(offset);
    const inside = open.at(-1);
    if (expected === "comma or end" && inside === undefined) return { offset, complete: true };
    const end = tokenEnd(text, offset);
    if (end === undefined) break;
    if (end > text.length) return { offset: text.length, complete: false };
    if (expected.startsWith("value") && (first === "{" || first === "[")) {
      open.push(first);
      expected = first === "{" ? "key or }" : "value or ]";
    } else if (expected.startsWith("value") && !"{}[],:".includes(first)) {
      expected = "comma or end";
    } else if (expected.startsWith("key") && first === '"') {
      expected = "colon";
    } else if (expected === "colon" && first === ":") {
      expected = "value";
    } else if (expected === "comma or end" && first === ",") {
      expected = inside === "{" ? "key" : "value";
    } else if (closes(first, inside) && (expected === "comma or end" || expected.endsWith(first))) {
      open.pop();
      expected = "comma or end";
    } else break;
    offset = skip(WHITE, text, end);
  }
  return { offset, complete: false };
}

const closes = (token: string, inside: string | undefined): boolean =>
  (token === "}" && inside === "{") || (token === "]" && inside === "[");

/** Where a token ends; behind the text when the text ends inside it; undefined when no token begins there. */
function tokenEnd(text: string, start: number): number | undefined {
  const first = text.charAt(start);
  if ("{}[],:".includes(first)) return start + 1;
  if (first === '"') return stringEnd(text, start);
  const end = skip(SCALAR, text, start);
  if (end > start) return end;
  const rest = text.slice(start, start + 5);
  return start + rest.length === text.length && WORDS.some((word) => word.startsWith(rest))
    ? text.length + 1
    : undefined;
}

/** A loop, because a regular expression over a string of megabytes can exhaust its stack. */
function stringEnd(text: string, start: number): number | undefined {
  let offset = start + 1;
  while (offset < text.length) {
    const unit = text.charCodeAt(offset);
    if (unit === 0x22) return offset + 1;
    if (unit < 0x20) return undefined;
    const next = unit === 0x5c ? skip(ESCAPE, text, offset) : offset + 1;
    if (next === offset) return offset + LONGEST_ESCAPE > text.length ? text.length + 1 : undefined;
    offset = next;
  }
  return text.length + 1;
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
