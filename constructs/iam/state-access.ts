import { bucketArn } from "../../aws/arn";
import { DENIED_READS, OBJECT_READS } from "../../aws/content-reads";
import { KEY_TRIAL } from "../../aws/key-trial";
import type { Statement } from "./policy-document";

/** Where a network's states lie. */
export interface StateStore {
  /** Name of the bucket. Each stack's state is an object of its own, its lock one beside it whose name ends in `.tflock`. */
  readonly bucket: string;
  /** ARN of the key that encrypts them. */
  readonly keyArn: string;
}

const states = (bucket: string): string => `${bucketArn(bucket)}/*`;
const locks = (bucket: string): string => `${bucketArn(bucket)}/*.tflock`;

/**
 * Lets Terraform read states, and people what they were, and no more: `infra plan` takes no lock. Whoever may hold locks may also take that of a running
 * deployment away, or leave one that stops all of them. Source: Terraform documentation, "Backend Type: s3", "Permissions
 * Required".
 */
export const readStates = ({ bucket, keyArn }: StateStore): readonly Statement[] => [
  { sid: "FindStates", actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [bucketArn(bucket)] },
  { sid: "ReadStates", actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [states(bucket)] },
  { sid: "DecryptStates", actions: ["kms:Decrypt"], resources: [keyArn] },
];

/**
 * Lets Terraform write states and hold their locks, beside reading. Locks are objects that are put, read and deleted,
 * encrypted as all others are. Nobody may delete a state: a stack that is gone leaves an empty one.
 */
export const writeStates = ({ bucket, keyArn }: StateStore): readonly Statement[] => [
  { sid: "WriteStates", actions: ["s3:PutObject"], resources: [states(bucket)] },
  { sid: "ReleaseLocks", actions: ["s3:DeleteObject"], resources: [locks(bucket)] },
  { sid: "EncryptStates", actions: ["kms:GenerateDataKey"], resources: [keyArn] },
];

/** What is exempt from `readNoContent`. */
export interface ContentExemption {
  /**
   * Whether Secrets Manager may try keys in the role's name, which it does when a secret is made.
   * @default false
   */
  readonly keyTrials?: boolean;
  /**
   * ARNs of what else may be read of S3, with the key that encrypts it.
   * @default - nothing
   */
  readonly also?: { readonly objects: readonly string[]; readonly keyArn: string };
}

/**
 * Forbids reading what people and programs stored, whatever else the role is given: secrets, logs, tables, queues, images,
 * and all objects but states and what is exempt. A statement that forbids wins over every one that allows.
 */
export const readNoContent = (
  { bucket, keyArn }: StateStore,
  { keyTrials = false, also }: ContentExemption = {},
): readonly Statement[] => [
  { sid: "ReadNoContent", effect: "Deny", actions: DENIED_READS, resources: ["*"] },
  {
    sid: "ReadNoOtherObjects",
    effect: "Deny",
    actions: OBJECT_READS,
    notResources: [states(bucket), ...(also?.objects ?? [])],
  },
  {
    sid: "DecryptNothingElse",
    effect: "Deny",
    actions: ["kms:Decrypt"],
    notResources: also ? [keyArn, also.keyArn] : [keyArn],
    ...(keyTrials && { conditions: { StringNotEquals: KEY_TRIAL } }),
  },
];
