import { policyDocumentIn } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { referencesIn, textIn } from "../../value";
import { about, ofType, type Resource, type StackView, withoutInstance } from "../../view/stack-view";

const LOGGING = "aws_s3_bucket_logging";

/** Services that deliver logs into buckets, by the service principals that the AWS pages of each log name. */
const DELIVER_LOGS = [
  "logging.s3.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
];

export const bucketAccessIsLogged: Rule = {
  id: "bucket-access-is-logged",
  what: "Each bucket logs who asked it for what, unless it holds logs itself.",
  why: "After a leak nobody can say which objects were read, and by whom.",
  fix: "Add an aws_s3_bucket_logging with a target bucket.",
  severity: "medium",
  checks: [22],
  controls: ["FSBP S3.9"],
  types: ["aws_s3_bucket"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const bucket of ofType(view, "aws_s3_bucket")) {
      if (about(view, bucket, LOGGING, "bucket", ["bucket", "id"]).length > 0) continue;
      const isLog = holdsLogs(bucket, view);
      if (isLog === true) continue;
      const answer = isLog === "unknown" ? isLog : "violation";
      yield { resource: bucket, answer, message: "nobody logs who asks it for what" };
    }
  },
  passes: [
    {
      shows: "a bucket and the one that holds its logs",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" }, logs: { bucket: "l" } },
          [LOGGING]: { a: { bucket: "${aws_s3_bucket.a.bucket}", target_bucket: "${aws_s3_bucket.logs.bucket}" } },
        },
      },
    },
    {
      shows: "a bucket into which load balancers write their logs",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_policy: { a: { bucket: "b", policy: JSON.stringify(deliveredBy(DELIVER_LOGS[2])) } },
        },
      },
    },
  ],
  fails: [
    { shows: "a bucket alone", configuration: { resource: { aws_s3_bucket: { a: { bucket: "b" } } } } },
    {
      shows: "a bucket into which another service writes",
      configuration: {
        resource: {
          aws_s3_bucket: { a: { bucket: "b" } },
          aws_s3_bucket_policy: { a: { bucket: "b", policy: JSON.stringify(deliveredBy("ses.amazonaws.com")) } },
        },
      },
    },
  ],
};

/** Whether others log into it, or its own policy lets a service deliver logs. */
function holdsLogs(bucket: Resource, view: StackView): boolean | "unknown" {
  const name = textIn(bucket.values.bucket);
  const address = withoutInstance(bucket.address);
  const isTarget = ofType(view, LOGGING).some(({ values, refers }) => {
    const target = values.target_bucket;
    return (name !== undefined && target === name) || (refers?.target_bucket ?? referencesIn(target)).includes(address);
  });
  if (isTarget) return true;
  const answers = about(view, bucket, "aws_s3_bucket_policy", "bucket", ["bucket", "id"]).map(letsLogsIn);
  return answers.includes(true) || (answers.includes("unknown") && "unknown");
}

function letsLogsIn({ values }: Resource): boolean | "unknown" {
  try {
    const document = policyDocumentIn(values.policy);
    if (document === "unknown") return document;
    return document.statements.some(
      ({ effect, principals }) =>
        effect === "Allow" &&
        (principals.Service ?? []).some((service) => DELIVER_LOGS.includes(textIn(service) ?? "")),
    );
  } catch {
    // `bucket-demands-tls` says that it is malformed.
    return false;
  }
}

function deliveredBy(service = ""): object {
  return {
    Statement: [
      { Effect: "Allow", Principal: { Service: service }, Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" },
    ],
  };
}
