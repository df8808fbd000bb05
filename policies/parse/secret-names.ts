/**
 * Names whose value is a secret when it stands there in plain text: `DB_PASSWORD`, `githubToken`, `API-KEY`. What only tells
 * something about a secret is none: `DB_PASSWORD_ARN`, `TOKEN_TTL_SECONDS`.
 */
export function looksSecret(name: string): boolean {
  const words = wordsOf(name);
  const text = words.join(" ");
  if (PUBLIC.test(text) || ABOUT.has(words.at(-1) ?? "")) return false;
  return SECRET.test(text);
}

/** `DBPassword2`, `DB_PASSWORD` and `db-password` are all `db password`: digits say nothing. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d/g, ""))
    .filter((word) => word !== "");

const SECRET = new RegExp(
  [
    "\\b(?:passwords?|passwd|pwd|passphrases?|secrets?|tokens?|credentials?|creds?|jwt|psk|kubeconfig|htpasswd)\\b",
    "(?:password|passwd|passphrase|secret|token|apikey|privatekey|accesskey|secretkey|credentials?)$",
    "\\b(?:private|api|access|auth|signing|shared|master|session|license|hmac|encryption|cookie|account|storage) ?keys?\\b",
    "\\b(?:connection strings?|connectionstring|dsn)$",
    "\\b(?:pass|pw|pat|bearer|otp|totp)$",
  ].join("|"),
);

/** With a secret word inside, and public or no secret at all. */
const PUBLIC = /\bpublic (?:\w+ )?keys?\b|\b(?:max|min) tokens?\b|^(?:max|min|number|count|total|limit)\b/;

/** The last word of a name that tells something about a secret. */
const ABOUT: ReadonlySet<string> = new Set(
  [
    "arn arns id ids name names type types kind alias label url urls uri uris endpoint host port path paths file files dir",
    "user username email owner role issuer audience scope policy rule config provider store manager backend service source",
    "header prefix suffix format template algorithm length count size days hours minutes seconds ttl age expiry expires",
    "expiration lifetime interval timeout limit schedule rotation version stage state status enabled disabled required region",
  ].flatMap((line) => line.split(" ")),
);
