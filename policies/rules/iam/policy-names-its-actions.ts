import { allows, raw } from "../../iam/examples";
import { mayBeEverything } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { Value } from "../../value";
import type { StackView } from "../../view/stack-view";

/** `*`, `*:*`, `*:Get*`: actions of every service. */
const isOfEveryService = (action: Value): boolean => typeof action === "string" && /^(?:[*?]+$|[*?]+:)/.test(action);

export const policyNamesItsActions: Rule = {
  id: "policy-names-its-actions",
  what: "No policy allows the actions of every service.",
  why: "Who holds such a role holds the account: it can give itself whatever it lacks.",
  fix: "List the actions that are needed, as `service:Action`.",
  severity: "critical",
  checks: [5],
  controls: ["FSBP IAM.1", "CIS 1.16"],
  // The policy of a VPC endpoint only narrows: AWS's own examples of data perimeters allow every action there.
  types: typesWithPolicies("identity", "trust", "resource"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "identity", "trust", "resource")) {
      for (const { statement, at } of allowing(policy)) {
        const action = statement.actions.find(isOfEveryService);
        if (action !== undefined) {
          yield { ...at, answer: "violation", message: `allows the action ${action}` };
        } else if (statement.actions.some(mayBeEverything)) {
          yield { ...at, answer: "unknown", message: "allows an action that is not known yet" };
        }
      }
    }
  },
  passes: [
    { shows: "one action", configuration: allows({ Action: "sqs:SendMessage", Resource: "arn:aws:sqs:::a" }) },
    { shows: "all actions of one service", configuration: allows({ Action: "sqs:*", Resource: "arn:aws:sqs:::a" }) },
    {
      shows: "every action, denied",
      configuration: {
        resource: {
          aws_s3_bucket_policy: { a: { policy: raw({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }) } },
        },
      },
    },
  ],
  fails: [
    {
      shows: "every action, in a list",
      configuration: allows({ Action: ["s3:GetObject", "*"], Resource: "arn:aws:s3:::a" }),
    },
    { shows: "every service", configuration: allows({ Action: "*:Get*", Resource: "arn:aws:s3:::a" }) },
    {
      shows: "every action, in a role itself",
      configuration: {
        resource: {
          aws_iam_role: {
            a: { inline_policy: [{ name: "a", policy: raw({ Effect: "Allow", Action: "*", Resource: "*" }) }] },
          },
        },
      },
    },
    {
      shows: "every action, by a data source that a policy uses",
      configuration: {
        data: { aws_iam_policy_document: { a: { statement: { actions: ["*"], resources: ["*"] } } } },
        resource: { aws_iam_policy: { a: { policy: "${data.aws_iam_policy_document.a.json}" } } },
      },
    },
    {
      shows: "every action, by a data source that nothing here uses",
      configuration: {
        data: { aws_iam_policy_document: { a: { statement: [{ actions: ["*"], resources: ["*"] }] } } },
      },
    },
    {
      shows: "every action, for a group, a user and a permission set",
      configuration: {
        resource: {
          aws_iam_group_policy: { a: { policy: raw({ Effect: "Allow", Action: "*", Resource: "*" }) } },
          aws_iam_user_policy: { a: { policy: raw({ Effect: "Allow", Action: "*:*", Resource: "*" }) } },
          aws_ssoadmin_permission_set_inline_policy: {
            a: { inline_policy: raw({ Effect: "Allow", Action: ["*"], Resource: "*" }) },
          },
        },
      },
    },
  ],
};
