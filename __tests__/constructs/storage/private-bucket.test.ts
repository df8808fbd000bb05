import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { bucketArn } from "../../../aws/arn";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const readerReads = {
  sid: "ReaderReads",
  actions: ["s3:GetObject"],
  resources: [`${bucketArn("equipweb-reports")}/*`],
  principals: { arns: ["arn:aws:iam::111111111111:role/dev/reader"] },
};

const bucketName = ref("aws_s3_bucket.bucket_43879C71.bucket");

describe("a bucket whose objects expire, encrypted by S3", () => {
  const stack = synthesizeConstruct((scope) => {
    const { name } = new PrivateBucket(scope, "bucket", {
      name: "equipweb-reports",
      encryption: "s3-managed",
      expireAfterDays: 90,
      allow: [readerReads],
    });
    new S3Object(scope, "object", { bucket: name, key: "first" });
  });

  test("has its name, and is not deleted while it holds objects", () => {
    expect(resourcesOf(stack, "aws_s3_bucket")).toEqual({
      bucket_43879C71: { bucket: "equipweb-reports", force_destroy: false },
    });
  });

  test("blocks public access in all four ways", () => {
    expect(resourceOf(stack, "aws_s3_bucket_public_access_block")).toEqual({
      bucket: bucketName,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("owns every object, whoever wrote it", () => {
    expect(resourceOf(stack, "aws_s3_bucket_ownership_controls")).toEqual({
      bucket: bucketName,
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("encrypts objects with a key of S3", () => {
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration")).toEqual({
      bucket: bucketName,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  test("keeps what was replaced or deleted", () => {
    expect(resourceOf(stack, "aws_s3_bucket_versioning")).toEqual({
      bucket: bucketName,
      versioning_configuration: { status: "Enabled" },
    });
  });

  test("deletes objects in time, replaced ones after 30 days, unfinished uploads after 7, all of it once versioning is on", () => {
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration")).toEqual({
      bucket: bucketName,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{}],
          expiration: [{ days: 90 }],
          noncurrent_version_expiration: [{ noncurrent_days: 30 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
      depends_on: ["aws_s3_bucket_versioning.bucket_versioning_FFA4302A"],
    });
  });

  const policy = resourceOf(stack, "aws_s3_bucket_policy");

  test("gets its policy after public access is blocked", () => {
    expect(policy).toEqual({
      bucket: bucketName,
      policy: expect.any(String),
      depends_on: ["aws_s3_bucket_public_access_block.bucket_public-access-block_0139FF17"],
    });
  });

  test("lets in whom it was told to, and nobody without TLS", () => {
    expect(JSON.parse(String(policy.policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReaderReads",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:role/dev/reader" },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::equipweb-reports/*",
        },
        {
          Sid: "NothingWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::equipweb-reports", "arn:aws:s3:::equipweb-reports/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  test("is used only once its policy is in force", () => {
    expect(resourceOf(stack, "aws_s3_object").bucket).toBe(ref("aws_s3_bucket_policy.bucket_policy_C7AF4A7D.bucket"));
  });
});

describe("a bucket that keeps its objects, encrypted with a key of one's own", () => {
  const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";
  const stack = synthesizeConstruct((scope) => {
    new PrivateBucket(scope, "bucket", {
      name: "equipweb-reports",
      encryption: { keyArn },
      expireAfterDays: "never",
      keepReplacedDays: 365,
      preventDestroy: true,
    });
  });

  test("encrypts objects with that key, and asks for it once a bucket", () => {
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration")).toEqual({
      bucket: bucketName,
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: keyArn },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  test("deletes no object, only replaced ones in time, and delete markers that are left alone", () => {
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: [{}],
        expiration: [{ expired_object_delete_marker: true }],
        noncurrent_version_expiration: [{ noncurrent_days: 365 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  test("cannot be destroyed or replaced by a plan that still declares it", () => {
    expect(resourceOf(stack, "aws_s3_bucket")).toEqual({
      bucket: "equipweb-reports",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("lets nobody in by its own policy", () => {
    const { Statement } = JSON.parse(String(resourceOf(stack, "aws_s3_bucket_policy").policy));
    expect(Statement.map(({ Sid, Effect }: { Sid: string; Effect: string }) => [Sid, Effect])).toEqual([
      ["NothingWithoutTls", "Deny"],
    ]);
  });
});

describe("a bucket whose use is written down, and that keeps some replaced versions", () => {
  const stack = synthesizeConstruct((scope) => {
    new PrivateBucket(scope, "bucket", {
      name: "equipweb-reports",
      encryption: "s3-managed",
      expireAfterDays: "never",
      keepReplacedDays: 90,
      keepReplacedVersions: 20,
      accessLogs: { bucket: "equipweb-audit", prefix: "access/reports/" },
    });
  });

  test("has S3 write to that bucket, under that beginning of names", () => {
    expect(resourceOf(stack, "aws_s3_bucket_logging")).toEqual({
      bucket: bucketName,
      target_bucket: "equipweb-audit",
      target_prefix: "access/reports/",
    });
  });

  test("keeps the newest replaced versions however old they are", () => {
    const [rule] = resourceOf(stack, "aws_s3_bucket_lifecycle_configuration").rule as { [key: string]: unknown }[];
    expect(rule?.noncurrent_version_expiration).toEqual([{ noncurrent_days: 90, newer_noncurrent_versions: 20 }]);
  });

  test("which another bucket does not", () => {
    const silent = synthesizeConstruct((scope) => {
      new PrivateBucket(scope, "bucket", { name: "x-reports", encryption: "s3-managed", expireAfterDays: 1 });
    });
    expect(resourcesOf(silent, "aws_s3_bucket_logging")).toEqual({});
  });
});

describe("a bucket in another region, that lets somebody in who is known later", () => {
  const stack = synthesizeConstruct((scope) => {
    const provider = new AwsProvider(scope, "global", { alias: "us_east_1", region: "us-east-1" });
    const bucket = new PrivateBucket(scope, "bucket", {
      name: "equipweb-reports",
      encryption: "s3-managed",
      expireAfterDays: 90,
      accessLogs: { bucket: "logs", prefix: "access/" },
      allow: [readerReads],
      provider,
    });
    bucket.letIn({ ...readerReads, sid: "LateReaderReads" });
    new S3Object(scope, "object", { bucket: bucket.domainName, key: "first" });
  });

  test("stands there with all that belongs to it", () => {
    const types = Object.keys(stack.resource ?? {}).filter((type) => type.startsWith("aws_s3_bucket"));
    expect(types).toHaveLength(8);
    for (const type of types) expect(resourceOf(stack, type)).toMatchObject({ provider: "aws.us_east_1" });
  });

  test("lets in both, and nobody without TLS", () => {
    const { Statement } = JSON.parse(String(resourceOf(stack, "aws_s3_bucket_policy").policy));
    expect(Statement.map(({ Sid }: { readonly Sid: string }) => Sid)).toEqual([
      "ReaderReads",
      "LateReaderReads",
      "NothingWithoutTls",
    ]);
  });

  test("has a name for distributions that does not wait for its policy", () => {
    expect(resourceOf(stack, "aws_s3_object").bucket).toBe(
      ref("aws_s3_bucket.bucket_43879C71.bucket_regional_domain_name"),
    );
  });
});
