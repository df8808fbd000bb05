import { raw } from "../../iam/examples";
import { policiesIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const policyCanBeRead: Rule = {
  id: "policy-can-be-read",
  what: "Every policy is a document of IAM whose statements are known before the apply.",
  why: "AWS refuses a malformed policy in the middle of an apply, and no rule about policies can judge what nobody can read.",
  fix: "Write the policy as JSON in place, with references only inside its texts.",
  severity: "high",
  checks: [5],
  controls: [],
  types: typesWithPolicies("identity", "trust", "resource", "endpoint"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, document } of policiesIn(view)) {
      const at = { resource, ...(path && { path }) };
      if (document === "unknown") {
        yield { ...at, answer: "unknown", message: "is known only after the apply: no rule about policies judged it" };
      } else if ("problem" in document) {
        yield { ...at, answer: "violation", message: `the policy cannot be read: ${document.problem}` };
      } else if (!document.isWhole) {
        yield { ...at, answer: "unknown", message: "has statements that no rule judged: they are not known yet" };
      }
    }
  },
  passes: [
    {
      shows: "a policy with a reference and a variable of IAM",
      configuration: {
        resource: {
          aws_iam_role_policy: {
            a: {
              role: "a",
              policy: raw({
                Effect: "Allow",
                Action: "s3:GetObject",
                Resource: "${aws_s3_bucket.a.arn}/$${aws:username}/*",
              }),
            },
          },
        },
      },
    },
    {
      shows: "statements as blocks of a data source",
      configuration: {
        data: {
          aws_iam_policy_document: {
            a: { statement: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }] },
          },
        },
        resource: { aws_iam_policy: { a: { policy: "${data.aws_iam_policy_document.a.json}" } } },
      },
    },
  ],
  fails: [
    {
      shows: "a key in another case",
      configuration: {
        resource: { aws_iam_policy: { a: { policy: raw({ Effect: "Allow", Action: "sqs:*", resource: "*" }) } } },
      },
    },
    {
      shows: "a kind of principal in another case",
      configuration: {
        resource: {
          aws_iam_role: {
            a: { assume_role_policy: raw({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { aws: "*" } }) },
          },
        },
      },
    },
    {
      shows: "an expression into which nobody looks",
      configuration: { resource: { aws_iam_policy: { a: { policy: "${jsonencode({ Statement = local.all })}" } } } },
    },

    { shows: "no JSON", configuration: { resource: { aws_iam_policy: { a: { policy: "{Statement" } } } } },
    { shows: "no statement", configuration: { resource: { aws_sqs_queue_policy: { a: { policy: "{}" } } } } },
    {
      shows: "a statement without actions",
      configuration: { resource: { aws_iam_policy: { a: { policy: raw({ Effect: "Allow", Resource: "*" }) } } } },
    },
    {
      shows: "an effect that is none",
      configuration: {
        resource: { aws_kms_key: { a: { policy: raw({ Effect: "allow", Action: "kms:*", Resource: "*" }) } } },
      },
    },
  ],
};
