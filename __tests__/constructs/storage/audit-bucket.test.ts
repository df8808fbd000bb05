import { TerraformOutput } from "cdktf";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { accessLogPrefix } from "../../../constructs/storage/access-logs";
import { AuditBucket, trailArn } from "../../../constructs/storage/audit-bucket";
import { nothingIsDeletedBut } from "../../../constructs/storage/keep-objects";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

const place = { accountId: "111111111111", region: "eu-west-1" };
const trail = trailArn(place, "dev-trail");

const auditOf = (withTrail: boolean) =>
  synthesizeConstruct((scope) => {
    const { name } = new AuditBucket(scope, "audit", {
      name: "equipweb-audit",
      place,
      accessTo: { state: "equipweb-state" },
      retentionDays: 365,
      ...(withTrail && { trailArn: trail }),
    });
    new TerraformOutput(scope, "name", { value: name });
  });

const allowed = (withTrail: boolean): readonly { Sid: string }[] =>
  JSON.parse(String(resourceOf(auditOf(withTrail), "aws_s3_bucket_policy").policy)).Statement;

describe("the bucket of who used what", () => {
  const stack = auditOf(true);

  test("keeps what is written for so many days, encrypted by S3, guarded", () => {
    expect(resourceOf(stack, "aws_s3_bucket")).toEqual({
      bucket: "equipweb-audit",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { expiration: [{ days: 365 }] },
    ]);
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(stack.output).toEqual({ name: { value: "${aws_s3_bucket_policy.audit_bucket_policy_A63B2C30.bucket}" } });
  });

  test("is written by S3 for some buckets, and by one trail", () => {
    expect(allowed(true)).toEqual([
      {
        Sid: "AccessToStateIsLogged",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::equipweb-audit/access/state/*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::equipweb-state" },
        },
      },
      {
        Sid: "TrailFindsBucket",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::equipweb-audit",
        Condition: { StringEquals: { "aws:SourceArn": trail } },
      },
      {
        Sid: "TrailWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::equipweb-audit/AWSLogs/111111111111/*",
        Condition: { StringEquals: { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      expect.objectContaining({ Sid: "NothingWithoutTls" }),
    ]);
  });

  test("is written by no trail where another network has it", () => {
    expect(allowed(false).map(({ Sid }) => Sid)).toEqual(["AccessToStateIsLogged", "NothingWithoutTls"]);
  });

  test("has a beginning of names for each bucket", () => {
    expect(accessLogPrefix("state")).toBe("access/state/");
    expect(trail).toBe("arn:aws:cloudtrail:eu-west-1:111111111111:trail/dev-trail");
  });
});

test("a bucket whose objects stay lets nobody delete one but those of a pattern, nor any version", () => {
  expect(JSON.parse(policyDocument(nothingIsDeletedBut("equipweb-state", "*.tflock"))).Statement).toEqual([
    {
      Sid: "NothingIsDeleted",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:DeleteObject",
      NotResource: "arn:aws:s3:::equipweb-state/*.tflock",
    },
    {
      Sid: "NoVersionIsDeleted",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:DeleteObjectVersion",
      Resource: "arn:aws:s3:::equipweb-state/*",
    },
  ]);
});
