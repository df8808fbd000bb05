import { stripVTControlCharacters } from "node:util";

/**
 * Kinds of failure that a reader can do something about at once, told from the words of Terraform, its AWS provider and
 * its backend. The first that fits counts: a lock that AWS refuses for lack of a credential is one of credentials.
 */
const KINDS: readonly (readonly [words: string, pattern: RegExp])[] = [
  [
    "no valid credentials",
    /No valid credential sources|NoCredentialProviders|ExpiredToken|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|failed to refresh cached credentials|Cannot assume IAM Role/i,
  ],
  [
    "a permission is missing",
    /AccessDenied|UnauthorizedOperation|is not authorized to perform|AuthorizationError|status code: 403|StatusCode: 403/i,
  ],
  ["the state is locked", /Error acquiring the state lock|ConditionalCheckFailedException|state is already locked/i],
  [
    "AWS asked to slow down",
    /ThrottlingException|Throttling: |Rate exceeded|TooManyRequestsException|RequestLimitExceeded/i,
  ],
  ["a provider could not be installed", /Failed to query available provider packages|Failed to install provider/i],
  ["it took too long", /context deadline exceeded|timed? ?out\b|i\/o timeout|was killed after/i],
  ["the network failed", /no such host|connection refused|connection reset|dial tcp|TLS handshake/i],
  ["prevent_destroy forbids it", /Instance cannot be destroyed/i],
];

/** Longest part of the words in which a kind is looked for, from their end, in UTF-16 units. */
const LONGEST_LOOK = 100_000;

/** What kind of failure a tool's words tell of; undefined when they tell nothing that is known. Words of ours alone. */
export function failureKind(error: string): string | undefined {
  const end = error.slice(-LONGEST_LOOK);
  return KINDS.find(([, pattern]) => pattern.test(end))?.[0];
}

/** The words of a tool that failed, without the colours and the frame that it draws around them. */
export const toolWords = (error: string): string =>
  stripVTControlCharacters(error)
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^[╷│╵] ?/, "")
        .replaceAll("\t", "    ")
        .trimEnd(),
    )
    .join("\n")
    .trim();
