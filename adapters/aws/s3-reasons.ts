/** An error of S3, as far as it is looked at. */
interface Failure {
  readonly name?: unknown;
  /** Where the bucket lies, of errors that tell it in their body. */
  readonly Region?: unknown;
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What was asked. */
interface Asked {
  readonly region: string;
  /** The stack that makes the bucket. */
  readonly madeBy?: string;
}

const ELSEWHERE = ["AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect"];

/** Sources: Amazon S3 API reference, "Error responses"; AWS KMS developer guide, "Key states". */
const REASONS: Readonly<Record<string, string>> = {
  BadDigest: "other bytes arrived than were sent. Run this again",
  InvalidObjectState: "it was moved to an archive. Restore it first",
  "KMS.DisabledException": "the key that encrypts it is disabled. Enable it",
  "KMS.KMSInvalidStateException": "the key that encrypts it cannot be used. See whether it waits for its deletion",
  "KMS.NotFoundException": "the key that encrypts it does not exist",
  RequestTimeTooSkewed: "the clock of this machine is wrong. Set it",
};

/** Why S3 refused, in words; undefined of what is known to every service. */
export function s3Reason({ region, madeBy }: Asked, failure: Failure): string | undefined {
  const name = String(failure.name);
  if (name === "NoSuchBucket" && madeBy)
    return `there is no such bucket. The stack ${madeBy} makes it: ${madeBy.endsWith("-bootstrap") ? "follow docs/runbooks/bootstrap.md" : "deploy it first"}`;
  if (ELSEWHERE.includes(name))
    return `the bucket lies in ${regionIn(failure) ?? "another region"}, and ${region} was asked. Name its region in the catalogue, under the network`;
  return Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
}

function regionIn({ Region, $response }: Failure): string | undefined {
  const region = Region ?? $response?.headers?.["x-amz-bucket-region"];
  return typeof region === "string" && /^[a-z0-9-]{1,30}$/.test(region) ? region : undefined;
}
