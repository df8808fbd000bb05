import { arnOf, bucketArn, iamArn, type Place } from "../../aws/arn";
import type { Statement } from "./policy-document";

/** What guards an account, and so must not be changed by what it guards against. */
export interface Guards {
  readonly place: Place;
  /** ARN of the permissions boundary of the network's own roles. */
  readonly boundaryArn: string;
  /** Names of the buckets of states, of records, and of who used what. */
  readonly buckets: readonly string[];
  /** Name of the one of them whose objects nobody writes or deletes but AWS. */
  readonly auditBucket: string;
  /** ARNs of their keys. */
  readonly keyArns: readonly string[];
  /** Aliases of their keys, without the `alias/` in front. */
  readonly aliases: readonly string[];
  /** Name of what tells people that the emergency role was taken: the rule and the topic have one. */
  readonly alarmName: string;
}

/** Changes to a bucket that take away a protection, or the bucket. */
const BUCKET_CHANGES = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteObjectVersion",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
];

/** Changes to a key after which what it encrypted is lost, or open to somebody else. */
const KEY_CHANGES = [
  "kms:CreateGrant",
  "kms:DeleteAlias",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
];

/** Changes to roles and to policies; by patterns, so that a call which IAM learns later is among them. */
const IAM_CHANGES = ["Add", "Attach", "Create", "Delete", "Detach", "Put", "Set", "Tag", "Untag", "Update"].map(
  (verb) => `iam:${verb}*`,
);

/**
 * Forbids a role to change what keeps it in bounds and what records it: itself and its like, the boundaries, the trust in
 * GitHub, the protections of the states, the trail, and the alarm on the emergency role. A statement that forbids wins over
 * every one that allows; to change one of these takes an administrator of the account (docs/runbooks/bootstrap.md).
 */
export const changeNoGuards = (guards: Guards): readonly Statement[] => [
  ...changeNoIdentity(guards),
  ...changeNoStore(guards),
  ...changeNoRecord(guards),
];

const changeNoIdentity = ({ place: { accountId }, boundaryArn }: Guards): readonly Statement[] => [
  {
    sid: "ChangeNoPipelineRoles",
    effect: "Deny",
    actions: IAM_CHANGES,
    resources: [iamArn(accountId, "role/bootstrap/*"), iamArn(accountId, "policy/bootstrap/*"), boundaryArn],
  },
  {
    sid: "ChangeNoTrustInGitHub",
    effect: "Deny",
    actions: IAM_CHANGES.concat("iam:RemoveClientIDFromOpenIDConnectProvider"),
    resources: [iamArn(accountId, "oidc-provider/*")],
  },
  { sid: "TakeNoBoundaryAway", effect: "Deny", actions: ["iam:DeleteRolePermissionsBoundary"], resources: ["*"] },
];

const changeNoStore = ({ place, buckets, auditBucket, keyArns, aliases }: Guards): readonly Statement[] => [
  { sid: "ChangeNoBuckets", effect: "Deny", actions: BUCKET_CHANGES, resources: objectsAnd(buckets) },
  {
    sid: "ForgeNoRecords",
    effect: "Deny",
    actions: ["s3:DeleteObject", "s3:PutObject"],
    resources: [`${bucketArn(auditBucket)}/*`],
  },
  {
    sid: "ChangeNoKeys",
    effect: "Deny",
    actions: KEY_CHANGES,
    resources: [...keyArns, ...aliases.map((alias) => arnOf(place, "kms", `alias/${alias}`))],
  },
];

const changeNoRecord = ({ place, alarmName }: Guards): readonly Statement[] => [
  {
    sid: "ChangeNoTrail",
    effect: "Deny",
    actions: [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    resources: ["*"],
  },
  {
    sid: "SilenceNoAlarm",
    effect: "Deny",
    actions: [
      "events:DeleteRule",
      "events:DisableRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "sns:AddPermission",
      "sns:DeleteTopic",
      "sns:RemovePermission",
      "sns:SetTopicAttributes",
    ],
    resources: [arnOf(place, "events", `rule/${alarmName}`), arnOf(place, "sns", alarmName)],
  },
];

const objectsAnd = (buckets: readonly string[]): readonly string[] =>
  buckets.map(bucketArn).flatMap((arn) => [arn, `${arn}/*`]);
