import { createHash } from "node:crypto";
import type { SitePlace } from "../../model/sites";
import type { SecretValue } from "../secrets/secret-value";
import { quoted } from "./client-host";
import { SiteInputError } from "./input-error";

/** Key of the password of a stage's sites in its key-value store. No host is called so, as it has no dot. */
export const AUTH_KEY = "auth";

/**
 * Fewest characters of a password. The edge function cannot slow anybody down who guesses, and its hash is a fast one.
 * Source: NIST SP 800-63B asks for 8 where guesses are limited.
 */
export const SHORTEST_PASSWORD = 12;

/** More would be cut off by nobody, but some browsers and proxies refuse long headers. */
const LONGEST_PASSWORD = 200;

/**
 * What the edge function compares the password of a request with: `{"user", "salt", "sha256"}`, the SHA-256 of
 * `salt:user:password` in hexadecimal digits.
 *
 * @param salt Of 16 random bytes, in hexadecimal digits; another one each time.
 * @throws SiteInputError when the user or the password will not do; it never holds the password.
 */
export function authText(user: string, password: SecretValue, salt: string): string {
  demandUser(user);
  const secret = password.reveal();
  const length = [...secret].length;
  if (length < SHORTEST_PASSWORD)
    throw new SiteInputError(
      `the password is shorter than ${SHORTEST_PASSWORD} characters. Use a longer one. Nothing was written.`,
    );
  if (length > LONGEST_PASSWORD)
    throw new SiteInputError(
      `the password is longer than ${LONGEST_PASSWORD} characters. Use a shorter one. Nothing was written.`,
    );
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(secret))
    throw new SiteInputError(
      "the password holds a line break or another control character, which nobody can type into a browser. Nothing was written.",
    );
  const sha256 = createHash("sha256").update(`${salt}:${user}:${secret}`).digest("hex");
  return JSON.stringify({ user, salt, sha256 });
}

/**
 * Refuses what cannot be the user of a browser's password. Source: RFC 7617, section 2: no colon, no control character.
 *
 * @throws SiteInputError
 */
export function demandUser(user: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$/.test(user))
    throw new SiteInputError(
      `the user ${quoted(user)} will not do. Use 1 to 63 letters, digits, dots, hyphens, underscores and @, beginning with a letter or a digit.`,
    );
}

/**
 * Refuses a stage whose sites ask for no password: one that is set would protect nothing.
 *
 * @throws SiteInputError
 */
export function demandPasswordAccess({ line, access, source }: SitePlace, stage: string): void {
  if (access === "password") return;
  throw new SiteInputError(
    `the sites of ${line} at the stage ${stage} are public, so a password would protect nothing. Say \`access: password\` there in ${source}, and deploy that first.`,
  );
}
