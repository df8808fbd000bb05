import { companionRule, ofBucket } from "../../companion-rule";
import { blocksIn, isUnknown } from "../../value";
import { known } from "../../verdict";

export const bucketHasALifecycle = companionRule({
  id: "bucket-has-a-lifecycle",
  what: "Each bucket says how long it keeps what: objects, replaced versions, unfinished uploads.",
  why: "Old versions and parts of broken uploads are billed for ever, and nobody sees them.",
  fix: "Add an aws_s3_bucket_lifecycle_configuration with a rule that is enabled.",
  severity: "low",
  checks: [22],
  controls: ["FSBP S3.13"],
  types: ["aws_s3_bucket"],
  companion: ofBucket("aws_s3_bucket_lifecycle_configuration"),
  missing: "nothing says how long it keeps what",
  settings: [
    {
      path: "rule",
      is: known((rules) => blocksIn(rules).some(({ status }) => status === "Enabled" || isUnknown(status))),
      says: "no rule of its lifecycle is enabled",
    },
  ],
  passes: [
    {
      shows: "a rule that expires replaced versions",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_lifecycle_configuration: {
            a: {
              bucket: "${aws_s3_bucket.a.bucket}",
              rule: [{ status: "Enabled", noncurrent_version_expiration: [{ noncurrent_days: 30 }] }],
            },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "a rule that is turned off",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_lifecycle_configuration: { a: { bucket: "b", rule: [{ status: "Disabled" }] } },
        },
      },
    },
  ],
});
