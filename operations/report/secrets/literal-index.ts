/** Lengths of the beginnings that are looked up, the longest first. */
const WINDOWS = [64, 32, 16, 8];
/** Shorter texts occur in others by chance; they are only ever compared as a whole. */
export const SHORTEST_INSIDE = 8;
/** With more literals than these behind one beginning, the beginning alone counts: time stays linear. */
const MOST_BEHIND = 16;
const BASE = 0x01000193;
/** One bit for each hash that is known, so that most places of a text cost no look-up. */
const BITS = 1 << 12;

interface Beginnings {
  readonly length: number;
  /** What the hash of the first character of a window counts for, so that it can be taken away. */
  readonly first: number;
  readonly bits: Uint8Array;
  readonly literals: Map<number, string[]>;
}

/**
 * Tells of a text whether one of many literals stands in it, in time linear in the text however many there are
 * (Rabin and Karp's rolling hash, over a few lengths).
 *
 * @param literals Those shorter than `SHORTEST_INSIDE` are left out.
 */
export function literalIndex(literals: Iterable<string>): (text: string) => boolean {
  const tables = new Map<number, Beginnings>();
  for (const literal of literals) {
    const length = WINDOWS.find((each) => each <= literal.length);
    if (length === undefined) continue;
    const table = tables.get(length) ?? newTable(length);
    tables.set(length, table);
    const hash = hashOf(literal, length);
    table.bits[hash & (BITS - 1)] = 1;
    const behind = table.literals.get(hash);
    if (behind) behind.push(literal);
    else table.literals.set(hash, [literal]);
  }
  const all = [...tables.values()];
  return (text) => all.some((table) => holdsOne(table, text));
}

function newTable(length: number): Beginnings {
  let first = 1;
  for (let index = 1; index < length; index++) first = Math.imul(first, BASE);
  return { length, first, bits: new Uint8Array(BITS), literals: new Map() };
}

function holdsOne({ length, first, bits, literals }: Beginnings, text: string): boolean {
  if (text.length < length) return false;
  let hash = hashOf(text, length);
  for (let start = 0; ; start++) {
    if (bits[hash & (BITS - 1)] === 1 && isHit(literals.get(hash), text, start, length)) return true;
    if (start + length >= text.length) return false;
    hash = Math.imul(hash - Math.imul(text.charCodeAt(start), first), BASE) + text.charCodeAt(start + length);
    hash |= 0;
  }
}

function isHit(behind: readonly string[] | undefined, text: string, start: number, length: number): boolean {
  if (!behind) return false;
  if (behind.length > MOST_BEHIND) return behind.some((literal) => text.startsWith(literal.slice(0, length), start));
  return behind.some((literal) => standsAt(literal, text, start, length));
}

/** Of a long literal, the beginning and the end are compared: that much does not agree by chance, and costs little. */
const standsAt = (literal: string, text: string, start: number, length: number): boolean =>
  start + literal.length <= text.length &&
  text.startsWith(literal.slice(0, length), start) &&
  text.startsWith(literal.slice(-length), start + literal.length - length);

function hashOf(text: string, length: number): number {
  let hash = 0;
  for (let index = 0; index < length; index++) hash = (Math.imul(hash, BASE) + text.charCodeAt(index)) | 0;
  return hash;
}
