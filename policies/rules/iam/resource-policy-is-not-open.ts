import { CALLER_KEYS, isNarrowedBy } from "../../iam/conditions";
import { raw } from "../../iam/examples";
import { isEverything, mayBeEverything } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { Value } from "../../value";
import type { StackView } from "../../view/stack-view";

/** Keys that, in the policy of an endpoint, keep what passes within an organisation or an account. */
const ENDPOINT_KEYS: ReadonlySet<string> = new Set([
  ...CALLER_KEYS,
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
]);

export const resourcePolicyIsNotOpen: Rule = {
  id: "resource-policy-is-not-open",
  what: "No policy of a resource allows something to everybody, unless a condition says who is meant.",
  why: "Everybody means every account of AWS: the bucket, the key, the queue is public.",
  fix: "Name who may, or add a condition on the account, the organisation, the VPC or the source.",
  severity: "critical",
  checks: [22],
  controls: ["FSBP S3.2", "FSBP KMS.5", "FSBP SQS.3", "FSBP SNS.4"],
  types: typesWithPolicies("resource", "endpoint"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "resource", "endpoint")) {
      const keys = policy.kind === "endpoint" ? ENDPOINT_KEYS : CALLER_KEYS;
      for (const { statement, at } of allowing(policy)) {
        const { "*": anyone = [], AWS: identities = [], Service: services = [] } = statement.principals;
        const all = [...anyone, ...identities, ...services];
        if (isNarrowedBy(statement, keys)) continue;
        // The policy of an endpoint grants nothing: one that names the resources leads nowhere else.
        if (policy.kind === "endpoint" && namesItsResources(statement.resources)) continue;
        if (all.some(isEverything)) {
          yield { ...at, answer: "violation", message: "allows everybody" };
        } else if (all.some(mayBeEverything)) {
          yield { ...at, answer: "unknown", message: "whom it allows is not known yet" };
        }
      }
    }
  },
  passes: [
    {
      shows: "one account's keys",
      configuration: on("aws_kms_key", { Principal: { AWS: "arn:aws:iam::111111111111:root" } }),
    },
    {
      shows: "everybody of an organisation",
      configuration: on("aws_s3_bucket_policy", {
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
    },
    { shows: "everybody, denied", configuration: on("aws_s3_bucket_policy", { Effect: "Deny", Principal: "*" }) },
    {
      shows: "an endpoint to the resources of one account",
      configuration: on("aws_vpc_endpoint", {
        Principal: "*",
        Condition: { StringEquals: { "aws:ResourceAccount": "111111111111" } },
      }),
    },
    {
      shows: "an endpoint to one bucket, which grants nothing",
      configuration: on("aws_vpc_endpoint", { Principal: "*", Resource: "arn:aws:s3:::packages/*" }),
    },
  ],
  fails: [
    {
      shows: "whatever service it is",
      configuration: {
        resource: {
          aws_s3_bucket_policy: {
            a: {
              policy: raw({
                Effect: "Allow",
                Principal: { Service: "*" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::b/*",
              }),
            },
          },
        },
      },
    },
    {
      shows: "everybody who comes over TLS",
      configuration: on("aws_s3_bucket_policy", {
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
    },
    {
      shows: "everybody from anywhere",
      configuration: on("aws_s3_bucket_policy", {
        Principal: "*",
        Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
      }),
    },
    {
      shows: "everybody who uses a service",
      configuration: on("aws_kms_key", {
        Principal: "*",
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      }),
    },
    ...[
      "aws_s3_bucket_policy",
      "aws_kms_key",
      "aws_kms_key_policy",
      "aws_sqs_queue_policy",
      "aws_sns_topic_policy",
      "aws_secretsmanager_secret_policy",
      "aws_ecr_repository_policy",
      "aws_vpc_endpoint",
    ].map((type) => ({ shows: `everybody, in ${type}`, configuration: on(type, { Principal: { AWS: "*" } }) })),
  ],
};

const namesItsResources = (resources: readonly Value[]): boolean =>
  resources.length > 0 && !resources.some((each) => isEverything(each) || mayBeEverything(each));

function on(type: string, statement: Readonly<Record<string, unknown>>): object {
  return {
    resource: {
      [type]: { a: { policy: raw({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }) } },
    },
  };
}
