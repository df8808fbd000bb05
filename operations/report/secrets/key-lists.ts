/**
 * The lists by which names are judged. A name is looked at as words in lower case with one space between them and without
 * digits, so `clientSecret2`, `CLIENT_SECRET` and `client-secret` are the same.
 */

/** What a person may have chosen: here a number is a secret as well. */
const PASSWORD_WORDS = ["passwords?", "passwd", "pwd", "passphrases?", "passcodes?", "pin codes?"];

/** Run together, as in `PGPASSWORD`. */
const ENDS_OF_PASSWORD_WORDS = ["password", "passwd", "passphrase", "\\b(?:db|pg|sql|mysql|root|admin|user|smtp)pass"];

const SECRET_WORDS = [
  "secrets?",
  "tokens?",
  "credentials?",
  "creds?",
  "jwt",
  "kubeconfig",
  "dockerconfigjson",
  "dockercfg",
  "htpasswd",
  "preshared",
  "psk",
  "sas",
  "(?:private|api|access|auth|signing|shared|master|session|license|licence|hmac|fernet|unseal|activation) ?keys?",
  "(?:account|storage|subscription|application|app|integration|instrumentation|ingestion|ingest|write) keys?",
  "(?:cookie|root|cipher|decryption|webhook|aes) keys?",
  "(?:otp|totp|mfa) seeds?",
  "(?:recovery|backup|activation|unlock|auth|authorization) codes?",
  "shared access signature",
  "web ?hook ur[il]s?",
  "(?:slack|teams|discord) (?:web ?hook|url)",
  // The header by which CloudFront proves to an origin that a request came through it.
  "origin verify",
];

const ENDS_OF_SECRET_WORDS = ["secret", "token", "apikey", "privatekey", "accesskey", "secretkey", "credentials?"];

/** Say so only at the end of a name: `smtp_pass`, not `pass_role`. */
const LAST_SECRET_WORDS = ["pass", "pw", "pat", "salt", "bearer", "otp", "totp", "cookie", "webhook"];

export const PASSWORD_NAME = new RegExp(
  `\\b(?:${PASSWORD_WORDS.join("|")})\\b|(?:${ENDS_OF_PASSWORD_WORDS.join("|")})\\b`,
);

export const SECRET_NAME = new RegExp(
  `\\b(?:${SECRET_WORDS.join("|")})\\b|(?:${ENDS_OF_SECRET_WORDS.join("|")})\\b|\\b(?:${LAST_SECRET_WORDS.join("|")})$`,
);

/** Addresses that often hold a password, and often do not. */
export const CONNECTION_NAME =
  /\b(?:connection (?:string|str|ur[il])s?|conn ?str|connectionstring|dsn|(?:database|db|jdbc|postgres|postgresql|mysql|pg|redis|mongo|mongodb|amqp|rabbitmq|broker|celery|smtp|cache|sentry) ur[il])$/;

/** Either what is sent to prove who one is, or how that is proved. */
export const AUTHORIZATION_NAME = /\b(?:auth|authorization|auth header|authorization header)$/;

/** Keys of encryption: often the ARN, the alias or the id of one. */
export const ENCRYPTION_NAME = /\b(?:encryption|customer|kms|cmk) keys?$/;

/** An AppRole of Vault has its secret here; all of AWS a name. */
export const SECRET_ID_NAME = /\bsecret ids?$/;

/** Names with a secret word in them that stand for nothing secret. */
export const PUBLIC_NAME = new RegExp(
  [
    // `required` or `optional`, in the options of an instance's metadata
    "^http tokens$",
    // stand in the DNS
    "\\bdkim tokens?$",
    // chosen by the caller, so that a request is not done twice
    "^(?:creation|idempotency|client request) token$",
    "^(?:next|page|pagination|continuation)(?: page)? token$",
    "\\bpublic (?:\\w+ )?keys?\\b",
    // the issuer of the tokens of GitHub Actions, in the policies of the roles that trust it
    "^token actions githubusercontent com\\b",
    // how much a language model may say
    "\\b(?:max|min) tokens$",
    // `max_tokens`, `min_password_length`
    "^(?:max|maximum|min|minimum|num|number|count|total|limit)\\b",
  ].join("|"),
);

/** The last word of names that tell something about a secret: `secret_arn`, `token_type`, `password_policy`. */
export const ABOUT: ReadonlySet<string> = new Set(
  [
    "arn arns id ids uuid name names type types kind class alias label labels tag tags description title ref refs reference",
    "url uri urls uris endpoint endpoints domain domains host hostname port path paths file files dir directory region",
    "user users username login email owner role group account database engine issuer audience scope scopes subject claims",
    "policy policies rule rules config configs configuration configurations settings options option specification provider",
    "providers store storage manager backend service source target location mount field column header prefix suffix format",
    "spec param params parameter parameters template from to attribute attributes property properties strategy method mode",
    "algorithm algorithms encryption curve selection expression check",
    "length count size days hours minutes seconds ttl age expiry expiration expires validity lifetime duration period",
    "interval units unit limit quota history reuse prevention complexity attempts timeout window schedule rotation",
    "version versions stage stages status state date time timestamp at on created updated expired valid",
    "required enabled disabled allowed supported only reset managed update revocation recovery rate bucket control access in stdin",
  ].flatMap((line) => line.split(" ")),
);

/** Words of names whose values look random and are no secret: digests, identities, what is public anyway. */
export const IDENTIFYING: ReadonlySet<string> = new Set(
  [
    "hash sha md crc checksum digest etag fingerprint thumbprint integrity basesha filebasesha filesha filemd",
    "id ids uid uuid guid arn arns oid urn serial identifier identity reference",
    "public certificate certificates cert certs chain ca bundle root modulus dkim txt record records verification",
    "version revision commit ref rev build image tag trigger triggers keepers redeployment redeploy release layer",
    // Older AWS providers hold a digest there.
    "userdata",
  ].flatMap((line) => line.split(" ")),
);

/** Words that say of a value that it is a digest or another writing of what the rest of the name stands for. */
export const DIGEST: ReadonlySet<string> = new Set(
  "hash sha md crc crcc crcnvme checksum digest etag bcrypt base basesha hmac fingerprint length size b hex".split(" "),
);

/** Of those, the ones that mean nothing when they stand alone: the `length` of a password is a setting. */
export const DIGEST_OF_A_STEM: ReadonlySet<string> = new Set("length size base b hex fingerprint".split(" "));

/** The last word of a key that holds a name, in a pair of a name and a value. */
export const NAMING: ReadonlySet<string> = new Set("name key field variable header option parameter".split(" "));

/** The last word of a key that holds the value of such a pair. */
export const VALUING: ReadonlySet<string> = new Set("value values default content".split(" "));
