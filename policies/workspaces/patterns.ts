/**
 * Whether some text fits both of two patterns, in which `*` stands for any text and `?` for one character, as in the ARNs of
 * policies.
 */
export function patternsMeet(a: string, b: string): boolean {
  // reachable[j]: what was read of `a` so far can be matched by the first j characters of `b`.
  let reachable = start(b);
  for (const char of a) {
    const next: boolean[] = [(char === "*" && reachable[0]) ?? false];
    for (let j = 1; j <= b.length; j += 1) {
      const other = b.charAt(j - 1);
      const both = (char === other || char === "?" || other === "?") && char !== "*" && other !== "*";
      next[j] =
        (both && (reachable[j - 1] ?? false)) ||
        (other === "*" && ((reachable[j] ?? false) || (next[j - 1] ?? false))) ||
        (char === "*" && ((reachable[j] ?? false) || (next[j - 1] ?? false)));
    }
    reachable = next;
  }
  return reachable[b.length] ?? false;
}

function start(b: string): boolean[] {
  const stars = /^\**/.exec(b)?.[0].length ?? 0;
  return Array.from({ length: b.length + 1 }, (_, j) => j <= stars);
}

/** What a pattern begins with, whatever fits it. */
const literalOf = (pattern: string): string => /^[^*?]*/.exec(pattern)?.[0] ?? "";

/** Finds those of many patterns that meet one, without looking at all. */
export class PatternIndex<T> {
  private readonly byLiteral = new Map<string, { readonly pattern: string; readonly item: T }[]>();
  private sorted: readonly string[] | undefined;

  add(pattern: string, item: T): void {
    const literal = literalOf(pattern);
    const known = this.byLiteral.get(literal);
    if (known) known.push({ pattern, item });
    else this.byLiteral.set(literal, [{ pattern, item }]);
    this.sorted = undefined;
  }

  /** The items whose patterns meet one. */
  *meeting(pattern: string): Iterable<T> {
    for (const literal of this.candidates(literalOf(pattern))) {
      for (const each of this.byLiteral.get(literal) ?? []) if (patternsMeet(each.pattern, pattern)) yield each.item;
    }
  }

  /** Beginnings of which one begins with the other. */
  private *candidates(literal: string): Iterable<string> {
    for (let length = 0; length < literal.length; length += 1) {
      const shorter = literal.slice(0, length);
      if (this.byLiteral.has(shorter)) yield shorter;
    }
    this.sorted ??= [...this.byLiteral.keys()].sort();
    for (let at = firstFrom(this.sorted, literal); this.sorted[at]?.startsWith(literal); at += 1) {
      yield this.sorted[at] ?? "";
    }
  }
}

/** Index of the first text that does not come before another. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
