import { createHash } from "node:crypto";
import { decodedText } from "./base64-text";
import { writingsOf } from "./job-secrets";
import { literalIndex } from "./literal-index";
import { SETTING } from "./named-values";

/** Numbers with fewer digits are equal by chance. */
const FEWEST_DIGITS = 4;

/** The algorithm and the encoding that make digests of these lengths. */
const DIGESTS: Readonly<Record<number, readonly [algorithm: string, encoding: "hex" | "base64"]>> = {
  24: ["md5", "base64"],
  28: ["sha1", "base64"],
  32: ["md5", "hex"],
  40: ["sha1", "hex"],
  44: ["sha256", "base64"],
  64: ["sha256", "hex"],
  88: ["sha512", "base64"],
  96: ["sha384", "hex"],
  128: ["sha512", "hex"],
};

/** What tells the copies of some values, in any writing. */
export interface Copies {
  /** Whether a leaf is one of the values, holds one of 8 characters or more, or is a digest of one. */
  readonly isCopy: (leaf: unknown) => boolean;
  /** Whether a text that is no leaf, such as a key, is one of the values or holds one of 8 characters or more. */
  readonly isIn: (text: string) => boolean;
}

/**
 * Finds copies of values that are hidden. A copy is the value itself, also with the white space at its ends taken away,
 * escaped for JSON or a URL, or in base64; and its MD5, SHA-1 or SHA-2. Settings such as `true` have no copies.
 *
 * @param hidden Texts and numbers, as they stand in the plan.
 */
export function copiesOf(hidden: Iterable<string | number>): Copies {
  const values = new Set([...hidden].flatMap(textsOf));
  const written = new Set([...values].flatMap(writingsOf));
  const isInside = literalIndex(written);
  const digests = new Map<number, ReadonlySet<string>>();

  const isIn = (text: string) => written.has(text) || isInside(text);
  const isDigest = (text: string) => {
    const [algorithm, encoding] = DIGESTS[text.length] ?? [];
    if (!algorithm || !encoding || !/^[\w+/-]+={0,2}$/.test(text)) return false;
    const known = digests.get(text.length) ?? digestsOf(values, algorithm, encoding);
    digests.set(text.length, known);
    return known.has(encoding === "hex" ? text.toLowerCase() : text);
  };
  return {
    isIn,
    isCopy: (leaf) => {
      if (typeof leaf === "number") return String(leaf).length >= FEWEST_DIGITS && values.has(String(leaf));
      if (typeof leaf !== "string" || leaf === "" || values.size === 0) return false;
      if (isIn(leaf) || isDigest(leaf)) return true;
      const decoded = decodedText(leaf.trim());
      return decoded !== undefined && isIn(decoded);
    },
  };
}

function textsOf(value: string | number): readonly string[] {
  const text = String(value).trim();
  if (text === "" || SETTING.test(text) || (typeof value === "number" && text.length < FEWEST_DIGITS)) return [];
  return text === value || typeof value === "number" ? [text] : [text, String(value)];
}

function digestsOf(values: Iterable<string>, algorithm: string, encoding: "hex" | "base64"): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const value of values) {
    digests.add(createHash(algorithm).update(value).digest(encoding));
    const bytes = /^[\w+/-]+={0,2}$/.test(value) ? Buffer.from(value, "base64") : undefined;
    if (bytes) digests.add(createHash(algorithm).update(bytes).digest(encoding));
  }
  return digests;
}
