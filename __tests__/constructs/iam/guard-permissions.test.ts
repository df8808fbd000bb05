import { changeNoGuards } from "../../../constructs/iam/guard-permissions";
import { policyDocument } from "../../../constructs/iam/policy-document";

const statements: readonly Record<string, unknown>[] = JSON.parse(
  policyDocument(
    changeNoGuards({
      place: { accountId: "111111111111", region: "eu-west-1" },
      boundaryArn: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
      buckets: ["equipweb-state", "equipweb-audit"],
      auditBucket: "equipweb-audit",
      keyArns: ["arn:aws:kms:eu-west-1:111111111111:key/1"],
      aliases: ["dev-state"],
      alarmName: "dev-emergency",
    }),
  ),
).Statement;

const IAM_CHANGES = [
  ...["iam:Add*", "iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*"],
  ...["iam:Put*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:Update*"],
];

test("whoever is guarded against changes no guard", () => {
  expect(statements).toEqual([
    {
      Sid: "ChangeNoPipelineRoles",
      Effect: "Deny",
      Action: IAM_CHANGES,
      Resource: [
        "arn:aws:iam::111111111111:role/bootstrap/*",
        "arn:aws:iam::111111111111:policy/bootstrap/*",
        "arn:aws:iam::111111111111:policy/dev/dev-boundary",
      ],
    },
    {
      Sid: "ChangeNoTrustInGitHub",
      Effect: "Deny",
      Action: [...IAM_CHANGES, "iam:RemoveClientIDFromOpenIDConnectProvider"],
      Resource: "arn:aws:iam::111111111111:oidc-provider/*",
    },
    { Sid: "TakeNoBoundaryAway", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    {
      Sid: "ChangeNoBuckets",
      Effect: "Deny",
      Action: [
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
      ],
      Resource: [
        "arn:aws:s3:::equipweb-state",
        "arn:aws:s3:::equipweb-state/*",
        "arn:aws:s3:::equipweb-audit",
        "arn:aws:s3:::equipweb-audit/*",
      ],
    },
    {
      Sid: "ForgeNoRecords",
      Effect: "Deny",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::equipweb-audit/*",
    },
    {
      Sid: "ChangeNoKeys",
      Effect: "Deny",
      Action: [
        "kms:CreateGrant",
        "kms:DeleteAlias",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
      ],
      Resource: ["arn:aws:kms:eu-west-1:111111111111:key/1", "arn:aws:kms:eu-west-1:111111111111:alias/dev-state"],
    },
    {
      Sid: "ChangeNoTrail",
      Effect: "Deny",
      Action: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      Resource: "*",
    },
    {
      Sid: "SilenceNoAlarm",
      Effect: "Deny",
      Action: [
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
      Resource: [
        "arn:aws:events:eu-west-1:111111111111:rule/dev-emergency",
        "arn:aws:sns:eu-west-1:111111111111:dev-emergency",
      ],
    },
  ]);
});
