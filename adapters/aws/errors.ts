import { s3Reason } from "./s3-reasons";

/** AWS could not be asked, or refused. Says what was asked, why it failed, and what to do about it. */
export class AwsError extends Error {
  override readonly name = "AwsError";

  constructor(
    message: string,
    /**
     * What AWS calls it: `NoSuchBucket`.
     * @default - AWS did not answer, or it is none of its errors
     */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** What is asked of AWS. */
export interface Asked {
  /** In words: `write the secret dev/orders/database-url`. */
  readonly what: string;
  /** The permissions that it needs: `secretsmanager:PutSecretValue`. */
  readonly permissions: string;
  readonly region: string;
  /** Where AWS is emulated. */
  readonly endpoint: string | undefined;
  /** True when what was sent holds a value: then what AWS says is not repeated, as it quotes what it refuses. */
  readonly isSecret: boolean;
  /**
   * The stack that makes the bucket that is asked.
   * @default - no bucket is
   */
  readonly madeBy?: string;
  /**
   * What errors of the service mean, by their names, where they mean something else than those of Secrets Manager.
   * @default - what they mean there
   */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** An error as the SDK throws it, as far as it is looked at. */
interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Longest part of an answer that a message repeats. */
const LONGEST_ANSWER = 200;

const NO_CREDENTIALS = ["CredentialsProviderError", "TokenProviderError"];
const BAD_CREDENTIALS = [
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "InvalidToken",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];
const DENIED = ["AccessDenied", "AccessDeniedException"];
const THROTTLED = ["RequestLimitExceeded", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException"];
const NO_ANSWER = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

/** Errors of Secrets Manager that need words of their own. Source: its API reference. */
const REASONS: Readonly<Record<string, string>> = {
  DecryptionFailure: "its key cannot be used. See whether the key is enabled",
  EncryptionFailure: "its key cannot be used. See whether the key is enabled",
  InternalServiceError: "AWS has trouble. Run this again",
  InvalidParameterException: "AWS takes a part of the request for wrong",
  InvalidRequestException:
    "AWS does not do that to a secret in this state: it may wait for its end, or rotate just now",
  LimitExceededException: "the secret has as many versions as it can have. Wait a day: AWS takes away old ones",
  ResourceNotFoundException: "there is no such secret any more",
};

/** An error for people, of what the SDK threw. It keeps nothing of that: an answer may quote what was sent. */
export function explained(asked: Asked, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  const failure = (thrown ?? {}) as Failure;
  const code = typeof failure.name === "string" ? failure.name : undefined;
  return new AwsError(`could not ${asked.what}: ${reasonFor(asked, failure)}.`, code);
}

/** Whether AWS answered with an error of that name. */
export const isNamed = (thrown: unknown, name: string): boolean => (thrown as Failure | undefined)?.name === name;

function reasonFor(asked: Asked, failure: Failure): string {
  const { name, code, message, $metadata } = failure;
  const { permissions, region, endpoint, isSecret } = asked;
  const error = String(name);
  const status = $metadata?.httpStatusCode;
  if (NO_CREDENTIALS.includes(error)) {
    return "there are no AWS credentials, or they ended. Sign in (`aws sso login`), and name the profile in AWS_PROFILE";
  }
  if (BAD_CREDENTIALS.includes(error))
    return "AWS does not accept these credentials: they are wrong, or they ended. Sign in again";
  if (DENIED.includes(error))
    return `access was denied. These credentials need ${(isSecret ? undefined : missingIn(message)) ?? permissions}`;
  if (THROTTLED.includes(error))
    return "AWS limits the rate of requests, for longer than is waited here. Run this again later";
  if (typeof code === "string" && NO_ANSWER.includes(code)) {
    const whom = endpoint ?? `AWS in ${region}`;
    return `${whom} did not answer (${code})${isSecret ? `. It may have been done nevertheless: see \`infra secret list\` before you run this again` : ""}`;
  }
  const reasons = asked.reasons ?? REASONS;
  const known = (Object.hasOwn(reasons, error) ? reasons[error] : undefined) ?? s3Reason(asked, failure);
  if (known !== undefined) return known;
  const answer = status === undefined ? "something failed before AWS answered" : `AWS answered ${status}`;
  if (isSecret || typeof message !== "string")
    return `${answer}, for a reason that is not shown, as it may quote the value`;
  return `${answer}: ${oneLine(message)}`;
}

/** The one permission that AWS says is missing, where it does. Source: IAM user guide, "Troubleshoot access denied errors". */
const missingIn = (message: unknown): string | undefined =>
  /\bnot authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z0-9]{1,60})\b/.exec(String(message))?.[1];

/** Control characters must reach no terminal. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_ANSWER)
    .replace(/\.$/, "");
