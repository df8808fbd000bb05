/** Where a text stops being one JSON value. */
export interface JsonFault {
  readonly kind: "unexpected" | "ends-too-early" | "second-value";
  /** Line and column, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** More digits than a double always keeps. */
const LONG_NUMBER = /\d{16}/;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WHITE = /[ \t\r\n]*/y;
const WORDS = ["true", "false", "null"];
const LONGEST_ESCAPE = 6;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The value of a JSON text, or its first fault. A fault never quotes the text, which may hold secrets; the messages of
 * `JSON.parse` do. Numbers that a double cannot hold become texts of their digits, so that none is shown wrong.
 */
export function parseJson(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  try {
    return { value: JSON.parse(LONG_NUMBER.test(text) ? withExactNumbers(text) : text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: faultIn(text) };
  }
}

function withExactNumbers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  walk(text, (start, end) => {
    const token = text.slice(start, end);
    if (token.startsWith('"') || !LONG_NUMBER.test(token.replace(".", "")) || String(Number(token)) === token) return;
    parts.push(text.slice(copied, start), `"${token}"`);
    copied = end;
  });
  return copied === 0 ? text : parts.join("") + text.slice(copied);
}

function faultIn(text: string): JsonFault {
  const { offset, complete } = walk(text, () => {});
  const before = text.slice(0, offset).split("\n");
  const kind = offset >= text.length ? "ends-too-early" : complete ? "second-value" : "unexpected";
  return { kind, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Goes from token to token as far as they form one JSON value; tells where it stopped, and whether a value was complete. */
function walk(text: string, onToken: (start: number, end: number) => void): { offset: number; complete: boolean } {
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
    onToken(offset, end);
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
