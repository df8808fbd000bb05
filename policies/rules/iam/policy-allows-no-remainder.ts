import { allows, raw } from "../../iam/examples";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const policyAllowsNoRemainder: Rule = {
  id: "policy-allows-no-remainder",
  what: "No policy allows by NotAction, NotResource or NotPrincipal.",
  why: "What such a statement allows grows with every service that AWS adds, and nobody reviews that.",
  fix: "List what is allowed, or turn the statement into a Deny.",
  severity: "high",
  checks: [5],
  controls: ["FSBP IAM.21"],
  types: typesWithPolicies("identity", "trust", "resource", "endpoint"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "identity", "trust", "resource", "endpoint")) {
      for (const { statement, at } of allowing(policy)) {
        const names = [
          ...(statement.notActions.length > 0 ? ["NotAction"] : []),
          ...(statement.notResources.length > 0 ? ["NotResource"] : []),
          ...(Object.keys(statement.notPrincipals).length > 0 ? ["NotPrincipal"] : []),
        ];
        for (const name of names) yield { ...at, answer: "violation", message: `allows all but some, by ${name}` };
      }
    }
  },
  passes: [
    {
      shows: "a Deny of everything but one bucket",
      configuration: {
        resource: {
          aws_iam_policy: {
            a: { policy: raw({ Effect: "Deny", NotAction: "s3:*", NotResource: "arn:aws:s3:::a/*" }) },
          },
        },
      },
    },
  ],
  fails: [
    {
      shows: "all actions but one service's",
      configuration: allows({ NotAction: "iam:*", Resource: "arn:aws:s3:::a" }),
    },
    {
      shows: "all objects but some",
      configuration: allows({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" }),
    },
    {
      shows: "everybody but one account",
      configuration: {
        resource: {
          aws_sns_topic_policy: {
            a: {
              policy: raw({
                Effect: "Allow",
                NotPrincipal: { AWS: "111111111111" },
                Action: "sns:Publish",
                Resource: "arn:aws:sns:eu-west-1:111111111111:a",
              }),
            },
          },
        },
      },
    },
    {
      shows: "blocks of a data source",
      configuration: {
        data: {
          aws_iam_policy_document: { a: { statement: [{ not_actions: ["iam:*"], resources: ["arn:aws:s3:::a"] }] } },
        },
      },
    },
  ],
};
