/** A part of a text, from one UTF-16 unit to another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a token may begin: not inside a word, but behind an escaped line break or an escaped byte of a URL. */
const START = "(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]|%[0-9A-Fa-f]{2})";

/**
 * Tokens that can be told by their shape, each from the pages of those who issue it. Each begins with fixed characters,
 * and nothing has to follow a part without a bound, so the time stays linear in the text.
 */
const TOKENS = [
  // AWS: long-lived, of a session, of a service, bearer
  "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
  "ABSK[A-Za-z0-9+/]{100,}",
  // GitHub, GitLab
  "gh[opsur]_\\w{30,}|github_pat_\\w{22,}",
  "gl(?:pat|ptt|dt|rt|rtr|cbt|ft|ffct|imt|agent|soat|oas|wt)-[\\w.-]{20,}",
  // Slack, Stripe, Twilio, SendGrid, Mailgun, Telegram, Square, Shopify
  "xox[a-z](?:\\.xox[a-z])?-[\\w-]{10,}|xapp-\\d-[\\w-]{10,}",
  "[sr]k_(?:live|test|prod)_\\w{10,}|whsec_[\\w+/=-]{20,}",
  "SK[0-9a-f]{32}(?![0-9a-z])|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|key-[0-9a-f]{32}(?![0-9a-z])",
  "\\d{8,10}:AA[\\w-]{33}|sq0[a-z]{3}-[\\w-]{22,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
  // npm, PyPI, RubyGems, Docker, JFrog
  "npm_[A-Za-z0-9]{36}|pypi-[\\w-]{40,}|rubygems_[0-9a-f]{48}|dckr_[po]at_[\\w-]{20,}|AKCp[A-Za-z0-9]{20,}",
  // Google, Azure
  "AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,}",
  "[\\w~.]{3}\\dQ~[\\w~.-]{31,34}",
  // Vault, HCP Terraform, Pulumi, Doppler, 1Password, age
  "hv[sbr]\\.[\\w-]{20,}|[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{50,}|pul-[0-9a-f]{40}",
  "dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{30,}|ops_eyJ[\\w+/=-]{50,}|AGE-SECRET-KEY-1[0-9A-Z]{20,}",
  // Datadog, New Relic, Grafana, Sentry, Dynatrace
  "dd[apw]_[A-Za-z0-9]{30,}|NRAK-[A-Z0-9]{27}|NRII-[\\w-]{30,}|gl(?:c|sa)_[\\w+/=-]{30,}",
  "sntry[su]_[\\w+/=-]{30,}|dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}",
  // Platforms
  "do[opr]_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}|hf_[A-Za-z0-9]{30,}|HRKU-[\\w-]{36,}|pscale_(?:tkn|pw|oauth)_[\\w.-]{30,}",
  "sk-ant-[\\w-]{20,}|sk-(?:proj|svcacct|admin)-[\\w-]{20,}|sk-[A-Za-z0-9]{32,}|tskey-[a-z]{2,12}-[\\w-]{10,}",
  "lin_api_\\w{30,}|ntn_\\w{40,}|PMAK-[\\w-]{40,}|ATATT3[\\w=-]{50,}|CCIPAT_\\w{20,}|sbp_[0-9a-f]{40}|figd_[\\w-]{30,}",
  // A JSON Web Token, signed or encrypted
  "eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}(?:\\.[\\w-]*)?|eyJ[\\w-]{8,}(?:\\.[\\w-]*){4}",
];

/** Tokens that begin with a sign, so that they may stand behind anything. */
const SIGNED = [
  // Hashes of passwords: bcrypt, crypt(3), Apache, Argon2, LDAP
  "\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}",
  "\\$(?:1|5|6|y|gy|7|apr1|argon2i?d?|scrypt|pbkdf2[\\w-]{0,16})\\$[^\\s:'\"\\\\]{8,}",
  "\\{S?SHA\\d{0,3}\\}[A-Za-z0-9+/=]{20,}",
  // The part of an address by which anyone may write to a channel
  "(?<=hooks\\.slack\\.com/(?:services|workflows|triggers)/)[\\w/-]{10,}",
  "(?<=discord(?:app)?\\.com/api/webhooks/)\\d+/[\\w-]{20,}",
  "(?<=\\.webhook\\.office\\.com/webhookb2/)[\\w@/-]{20,}|(?<=outlook\\.office\\.com/webhook/)[\\w@/-]{20,}",
];

/** The longest that an expression looks for at once: it keeps every step in memory. The rest of a token is found step by step. */
const LONGEST_AT_ONCE = 20_000;

const bounded = (shape: string): string =>
  shape.replace(/\{(\d+),\}/g, `{$1,${LONGEST_AT_ONCE}}`).replaceAll("[\\w-]*", `[\\w-]{0,${LONGEST_AT_ONCE}}`);

const SHAPE = new RegExp(bounded(`(?:${START})(?:${TOKENS.join("|")})|${SIGNED.join("|")}`), "g");

const PART_OF_TOKEN = /[\w.+/=~-]/;

/** Where a token ends that begins so. */
function endOf(text: string, { index, 0: found }: RegExpExecArray): number {
  let end = index + found.length;
  if (found.length >= LONGEST_AT_ONCE) while (PART_OF_TOKEN.test(text.charAt(end))) end += 1;
  return end;
}

/** Every shape holds one of these; most texts hold none, and are let go at once. */
const HINT =
  /A[KSBC]IA|ACCA|ABSK|gh[opsur]_|github_pat|gl[a-z]{2,5}[-_]|xox|xapp-|[sr]k[_-]|whsec_|SK[0-9a-f]{4}|SG\.|key-|:AA|sq0|shp|npm_|pypi-|rubygems_|dckr_|AKCp|AIza|ya29|GOCSPX|Q~|hv[sbr]\.|atlasv1|pul-|dp\.|ops_|AGE-|dd[apw]_|NR[AI]|sntry|dt0|_v1_|dapi|hf_|HRKU|pscale_|sk-|tskey|lin_|ntn_|PMAK|ATATT|CCIPAT|sbp_|figd_|eyJ|\$|\{S|hooks\.slack|discord|webhook/;

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-/g;
const END = /-----END [A-Z0-9 ]{0,40}-----/g;

/** Where tokens of a known shape stand in a text. Linear in its length. */
export function tokensIn(text: string): readonly Span[] {
  const spans = privateKeysIn(text);
  if (!HINT.test(text)) return spans;
  let hasKeyId = false;
  for (const match of text.matchAll(SHAPE)) {
    spans.push({ start: match.index, end: endOf(text, match) });
    hasKeyId ||= /^A[KSBC]IA/.test(match[0]);
  }
  return hasKeyId ? [...spans, ...secretKeysIn(text)] : spans;
}

/** A key without an end goes on to the end of the text. */
function privateKeysIn(text: string): Span[] {
  const spans: Span[] = [];
  if (!text.includes("-----BEGIN ") && !text.includes("PuTTY-")) return spans;
  PRIVATE_KEY.lastIndex = 0;
  for (let begin = PRIVATE_KEY.exec(text); begin; begin = PRIVATE_KEY.exec(text)) {
    END.lastIndex = begin.index;
    const end = begin[0].startsWith("Pu") || !END.test(text) ? text.length : END.lastIndex;
    spans.push({ start: begin.index, end });
    PRIVATE_KEY.lastIndex = end;
  }
  return spans;
}

/** Beside the id of an AWS access key, what has the length and the letters of its secret half. */
const secretKeysIn = (text: string): readonly Span[] =>
  [...text.matchAll(/(?<![\w/+=-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g)]
    .filter(([key]) => /[a-z]/.test(key) && /[A-Z]/.test(key) && /\d/.test(key))
    .map(({ 0: key, index }) => ({ start: index, end: index + key.length }));
