import { companionRule, ofBucket } from "../../companion-rule";
import { isOneOf } from "../../verdict";

export const bucketKeepsVersions = companionRule({
  id: "bucket-keeps-versions",
  what: "Each bucket keeps the versions of its objects.",
  why: "What is overwritten or deleted by mistake is gone at once.",
  fix: "Add an aws_s3_bucket_versioning with the status Enabled, or waive it with the reason.",
  severity: "medium",
  checks: [22],
  controls: ["FSBP S3.14"],
  types: ["aws_s3_bucket"],
  companion: ofBucket("aws_s3_bucket_versioning"),
  missing: "it keeps no versions",
  settings: [{ path: "versioning_configuration.status", is: isOneOf("Enabled"), says: "it keeps no new versions" }],
  passes: [
    {
      shows: "versions kept",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_versioning: { a: { bucket: "b", versioning_configuration: { status: "Enabled" } } },
        },
      },
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "versions suspended",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_versioning: { a: { bucket: "b", versioning_configuration: { status: "Suspended" } } },
        },
      },
    },
  ],
});
