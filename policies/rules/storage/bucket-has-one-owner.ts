import { companionRule, ofBucket } from "../../companion-rule";
import { isOneOf } from "../../verdict";

export const bucketHasOneOwner = companionRule({
  id: "bucket-has-one-owner",
  what: "Each bucket owns every object in it, and knows no access control lists.",
  why: "An access control list opens single objects, past the bucket's policy and past those who read it.",
  fix: "Add an aws_s3_bucket_ownership_controls with the object_ownership BucketOwnerEnforced.",
  severity: "high",
  checks: [22],
  controls: ["FSBP S3.12"],
  types: ["aws_s3_bucket"],
  companion: ofBucket("aws_s3_bucket_ownership_controls"),
  missing: "its ownership is not said",
  settings: [
    {
      path: "rule.object_ownership",
      is: isOneOf("BucketOwnerEnforced"),
      says: "access control lists can open single objects",
    },
  ],
  passes: [
    {
      shows: "ownership enforced",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_ownership_controls: {
            a: { bucket: "${aws_s3_bucket.a.id}", rule: { object_ownership: "BucketOwnerEnforced" } },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "the owner merely preferred",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_ownership_controls: {
            a: { bucket: "b", rule: { object_ownership: "BucketOwnerPreferred" } },
          },
        },
      },
    },
  ],
});
