import { companionRule, ofBucket } from "../../companion-rule";
import { isOn } from "../../verdict";

const OPEN = { bucket: "b", block_public_acls: true, block_public_policy: true, ignore_public_acls: true };

export const bucketBlocksPublicAccess = companionRule({
  id: "bucket-blocks-public-access",
  what: "Each bucket blocks public access in all four ways.",
  why: "One wrong policy or access control list then shows every object to everybody.",
  fix: "Add an aws_s3_bucket_public_access_block with all four settings true.",
  severity: "critical",
  checks: [22],
  controls: ["FSBP S3.1", "FSBP S3.8"],
  types: ["aws_s3_bucket"],
  companion: ofBucket("aws_s3_bucket_public_access_block"),
  missing: "nothing blocks public access",
  settings: ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map(
    (path) => ({ path, is: isOn, says: `public access is not blocked by ${path}` }),
  ),
  passes: [
    {
      shows: "all four ways blocked",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_public_access_block: {
            a: { ...OPEN, bucket: "${aws_s3_bucket.a.bucket}", restrict_public_buckets: true },
          },
        },
      },
    },
  ],
  fails: [
    {
      shows: "a block that is made not once",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_public_access_block: {
            a: {
              count: 0,
              bucket: "b",
              block_public_acls: true,
              block_public_policy: true,
              ignore_public_acls: true,
              restrict_public_buckets: true,
            },
          },
        },
      },
    },
    { shows: "a bucket in a list", configuration: { resource: [{ aws_s3_bucket: [{ a: { bucket: "b" } }] }] } },

    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "three ways of four",
      configuration: {
        resource: { aws_s3_bucket: { a: { bucket: "b" } }, aws_s3_bucket_public_access_block: { a: OPEN } },
      },
    },
    {
      shows: "the block of another bucket",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_public_access_block: { a: { ...OPEN, bucket: "other", restrict_public_buckets: true } },
        },
      },
    },
  ],
});
