import type { Judgement, Rule } from "../../rule";
import { about, ofType, type StackView, withoutInstance } from "../../view/stack-view";

const BLOCK = "aws_s3_bucket_public_access_block";

const example = (dependsOn: readonly string[]) => ({
  resource: {
    aws_s3_bucket: { a: { bucket: "b" } },
    [BLOCK]: { a: { bucket: "${aws_s3_bucket.a.bucket}", block_public_policy: true } },
    aws_s3_bucket_policy: { a: { bucket: "${aws_s3_bucket.a.bucket}", policy: "{}", depends_on: dependsOn } },
  },
});

export const bucketPolicyWaitsForTheBlock: Rule = {
  id: "bucket-policy-waits-for-the-block",
  what: "The policy of a bucket is set after public access was blocked.",
  why: "S3 refuses one of the two when both are set at once, so that one apply of several fails (terraform-provider-aws#7628).",
  fix: "Let the aws_s3_bucket_policy depend on the aws_s3_bucket_public_access_block by depends_on.",
  severity: "medium",
  checks: [22],
  controls: [],
  types: ["aws_s3_bucket"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const bucket of ofType(view, "aws_s3_bucket")) {
      const blocks = about(view, bucket, BLOCK, "bucket", ["bucket", "id"]);
      for (const policy of about(view, bucket, "aws_s3_bucket_policy", "bucket", ["bucket", "id"])) {
        const missing = blocks.filter(({ address }) => !policy.dependsOn.includes(withoutInstance(address)));
        for (const { address } of missing) {
          yield {
            resource: policy,
            path: "depends_on",
            answer: "violation",
            message: `it does not wait for ${address}`,
          };
        }
      }
    }
  },
  passes: [{ shows: "a policy that waits", configuration: example([`${BLOCK}.a`]) }],
  fails: [
    { shows: "a policy that does not wait", configuration: example([]) },
    { shows: "a policy that waits for the bucket alone", configuration: example(["aws_s3_bucket.a"]) },
  ],
};
