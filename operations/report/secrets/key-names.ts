import {
  ABOUT,
  AUTHORIZATION_NAME,
  CONNECTION_NAME,
  DIGEST,
  DIGEST_OF_A_STEM,
  ENCRYPTION_NAME,
  IDENTIFYING,
  NAMING,
  PASSWORD_NAME,
  PUBLIC_NAME,
  SECRET_ID_NAME,
  SECRET_NAME,
  VALUING,
} from "./key-lists";
import { tokensIn } from "./token-shapes";

/**
 * What a name says of its value:
 * - `password`: a secret, also when it is a number
 * - `secret`: a secret
 * - `encryption`: a secret, or the name of a key
 * - `secret-id`: a secret when it is a UUID
 * - `connection`: an address that may hold a password
 * - `authorization`: a secret, or the way to authorize
 * - `about`: something about a secret, such as where it is kept or how long it holds
 * - `neutral`: nothing
 */
export type Meaning =
  | "password"
  | "secret"
  | "encryption"
  | "secret-id"
  | "connection"
  | "authorization"
  | "about"
  | "neutral";

/** A name of a place in a value, judged. */
export interface KeyName {
  readonly meaning: Meaning;
  /** Its value may look random and be no secret: a digest, an id, a certificate. */
  readonly identifies: boolean;
  /** So do the values inside it, whatever they are called: what `triggers` holds. */
  readonly holdsDigests: boolean;
  /** It is a token itself. */
  readonly isToken: boolean;
  /** Which half of a pair of a name and a value it may be the key of. */
  readonly half: "name" | "value" | undefined;
  /**
   * The words before those that say that it is a digest, or another writing: `content` for `content_md5`.
   * @default - it says no such thing
   */
  readonly digestOf?: string;
  /** All words, with one space between them. */
  readonly words: string;
}

/** Longer names than any schema has are not worth reading to their end. */
const LONGEST_NAME = 256;

/** Names come from a few schemas and are judged once each. Emptied when full, since maps of users hold any keys. */
const JUDGED = new Map<string, KeyName>();
const MOST_JUDGED = 20_000;

/** Judges a name by its words alone. Total, and the same for the same name. */
export function keyName(name: string): KeyName {
  const known = JUDGED.get(name);
  if (known) return known;
  if (JUDGED.size >= MOST_JUDGED) JUDGED.clear();
  const judged = { ...judge(wordsOf(name)), isToken: tokensIn(name).length > 0 };
  JUDGED.set(name, judged);
  return judged;
}

/** `DBPassword2`, `DB_PASSWORD` and `db-password` all are `db password`: digits say nothing. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .slice(-LONGEST_NAME)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d/g, ""))
    .filter((word) => word !== "");

function judge(list: readonly string[]): Omit<KeyName, "isToken"> {
  const words = list.join(" ");
  const last = list.at(-1) ?? "";
  const stem = list.filter((word) => !DIGEST.has(word)).join(" ");
  const isDigest = stem === "" ? list.some((word) => !DIGEST_OF_A_STEM.has(word)) : stem !== words;
  return {
    words,
    meaning: meaningOf(words, last),
    identifies: list.some((word) => IDENTIFYING.has(word)) || words === "user data",
    holdsDigests: /\b(?:triggers?|keepers)\b/.test(words),
    half: NAMING.has(last) ? "name" : VALUING.has(last) ? "value" : undefined,
    ...(isDigest && list.length > 0 && { digestOf: stem }),
  };
}

function meaningOf(words: string, last: string): Meaning {
  if (PUBLIC_NAME.test(words)) return "about";
  if (CONNECTION_NAME.test(words)) return "connection";
  if (ENCRYPTION_NAME.test(words)) return "encryption";
  if (SECRET_ID_NAME.test(words)) return "secret-id";
  const isPassword = PASSWORD_NAME.test(words);
  if (isPassword || SECRET_NAME.test(words)) {
    return ABOUT.has(last) && !/\bweb ?hook ur[il]s?$|^(?:slack|teams|discord) url$/.test(words)
      ? "about"
      : isPassword
        ? "password"
        : "secret";
  }
  if (AUTHORIZATION_NAME.test(words)) return "authorization";
  return ABOUT.has(last) ? "about" : "neutral";
}
