import { companionRule, ofBucket } from "../../companion-rule";
import { isOneOf } from "../../verdict";

export const bucketIsEncrypted = companionRule({
  id: "bucket-is-encrypted",
  what: "Each bucket says with which kind of key its objects are encrypted.",
  why: "What S3 does by itself is not what was decided, and nobody can read the decision.",
  fix: "Add an aws_s3_bucket_server_side_encryption_configuration with aws:kms and a key, or with AES256.",
  severity: "high",
  checks: [22, 28],
  controls: [],
  types: ["aws_s3_bucket"],
  companion: ofBucket("aws_s3_bucket_server_side_encryption_configuration"),
  missing: "its encryption is not said",
  settings: [
    {
      path: "rule.apply_server_side_encryption_by_default.sse_algorithm",
      is: isOneOf("AES256", "aws:kms", "aws:kms:dsse"),
      says: "its objects are not encrypted by default",
    },
  ],
  passes: [
    {
      shows: "a key of its own",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_server_side_encryption_configuration: {
            a: {
              bucket: "${aws_s3_bucket.a.bucket}",
              rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }],
            },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "a rule that says nothing of the kind of key",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_server_side_encryption_configuration: { a: { bucket: "b", rule: [{}] } },
        },
      },
    },
  ],
});
