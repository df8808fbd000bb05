import { areBucketAndObjects, plainTextAnswer } from "../../parse/tls-only";
import type { Judgement, Rule } from "../../rule";
import { about, ofType, type StackView } from "../../view/stack-view";

const REFUSES = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const example = (...statements: readonly object[]) => ({
  resource: {
    aws_s3_bucket: { a: { bucket: "b" } },
    aws_s3_bucket_policy: {
      a: { bucket: "${aws_s3_bucket.a.bucket}", policy: JSON.stringify({ Statement: statements }) },
    },
  },
});

export const bucketDemandsTls: Rule = {
  id: "bucket-demands-tls",
  what: "The policy of each bucket refuses every request without TLS.",
  why: "Whoever sits on the way reads the objects, and what signs the request.",
  fix: 'Deny s3:* on the bucket and its objects to everyone, where aws:SecureTransport is "false".',
  severity: "high",
  checks: [22, 28],
  controls: ["FSBP S3.5"],
  types: ["aws_s3_bucket"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const bucket of ofType(view, "aws_s3_bucket")) {
      const [policy] = about(view, bucket, "aws_s3_bucket_policy", "bucket", ["bucket", "id"]);
      const found = plainTextAnswer(policy?.values.policy, ["s3:*"], areBucketAndObjects);
      if (found) yield { resource: policy ?? bucket, ...(policy && { path: "policy" }), ...found };
    }
  },
  passes: [
    { shows: "a policy that refuses it", configuration: example(REFUSES) },
    {
      shows: "the bucket named by reference",
      configuration: example({
        ...REFUSES,
        Principal: { AWS: "*" },
        Resource: ["${aws_s3_bucket.a.arn}", "${aws_s3_bucket.a.arn}/*"],
      }),
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    { shows: "reading alone refused", configuration: example({ ...REFUSES, Action: "s3:GetObject" }) },
    { shows: "its objects forgotten", configuration: example({ ...REFUSES, Resource: "arn:aws:s3:::b" }) },
    {
      shows: "a second condition beside",
      configuration: example({
        ...REFUSES,
        Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalAccount": "1" } },
      }),
    },
    {
      shows: "a policy that is no JSON",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_policy: { a: { bucket: "b", policy: "{" } },
        },
      },
    },
  ],
};
