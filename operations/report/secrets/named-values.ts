import type { Meaning } from "./key-names";
import { SENSITIVE } from "./sensitivity";

/** What stands in the place of a part of a text that looks like a secret. */
export const LOOKS_LIKE_SECRET = "(looks like a secret)";

/** The same, where another secret stood before. */
export const LOOKS_LIKE_OTHER_SECRET = "(looks like a secret, changed)";

/** Begins what stands in the place of a secret already. */
export const GONE = /\((?:sensitive|looks like a secret|a secret of this job|known after )/y;

/** Longer values are never taken for the name of something. */
const LONGEST_NAME = 512;

/** Settings and what stands for a value that is not here. */
export const SETTING =
  /^(?:true|false|yes|no|on|off|enabled?|disabled?|required|optional|none|null|nil|undefined|seconds|minutes|hours|days|\*+|\d{1,3}|\((?:known after|sensitive|looks like)\b.*)$/i;

/** Where a secret is, instead of the secret. */
const REFERENCE = new RegExp(
  [
    "arn:[a-z-]{1,20}:[\\w.-]*:[\\w-]*:(?:\\d*|\\*):\\S+",
    "\\$\\{[\\w.\\[\\]\"'*-]+\\}",
    "\\$\\w+",
    "\\{\\{\\s*resolve:\\S+\\s*\\}\\}",
    "projects/[\\w-]+/secrets/[\\w-]+(?:/versions/\\w+)?",
    "https://[\\w.-]+\\.vault\\.azure\\.net/\\S+",
    "@Microsoft\\.KeyVault\\([^)]*\\)",
    "(?:op|sm|ssm|awssm|aws-ssm|secretsmanager|vault|keyvault|gcpsm|berglas|file)://?[\\w./#:-]+",
    "ssm:/[\\w./-]+",
    "alias/[\\w/-]+",
    // Words between slashes, such as the name of a parameter, or a file with a secret in it.
    "/(?:[a-z][a-z._-]{0,63}\\d{0,3}/){1,16}[a-z][a-z._-]{0,63}\\d{0,3}",
  ]
    .map((form) => `^${form}$`)
    .join("|"),
);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const KEY_ID = /^(?:mrk-[0-9a-f]{32}|aws\/\w+|AWS_OWNED\w*)$/i;
/** A host, or an address without a user, a password or a query. */
const PLAIN_ADDRESS = /^(?:(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/)?[\w.-]+(?::\d{1,5})?(?:\/[\w./-]*)?$/i;
const SCHEME_AND_PROOF = /^(?:bearer|basic|token|digest|apikey|negotiate|ntlm|aws4-hmac-sha256)[\s:=]+\S/i;

/** Whether a value, a text or a number, has to be hidden because of what its name means. Nothing else is ever hidden. */
export function hiddenByName(meaning: Meaning, value: unknown): boolean {
  if (typeof value === "number") return meaning === "password";
  if (typeof value !== "string" || meaning === "neutral" || meaning === "about") return false;
  if (value.length > LONGEST_NAME) return true;
  const text = value.trim();
  if (text === "" || text === SENSITIVE || SETTING.test(text) || REFERENCE.test(text)) return false;
  switch (meaning) {
    case "connection":
      return !PLAIN_ADDRESS.test(text);
    case "encryption":
      return !UUID.test(text) && !KEY_ID.test(text);
    case "secret-id":
      return UUID.test(text);
    case "authorization":
      return (
        SCHEME_AND_PROOF.test(text) ||
        (text.length >= 16 && /\d/.test(text) && /[a-z]/i.test(text)) ||
        /^[^\s:]+:\S/.test(text)
      );
    default:
      return true;
  }
}
