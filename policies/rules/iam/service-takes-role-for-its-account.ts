import { isNarrowedBy, SOURCE_KEYS } from "../../iam/conditions";
import { role, SERVICE_TRUST } from "../../iam/examples";
import { shown } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const serviceTakesRoleForItsAccount: Rule = {
  id: "service-takes-role-for-its-account",
  what: "A service takes a role only on behalf of a named account or resource.",
  why: "Otherwise a stranger can let the same service, in an account of their own, take the role (the confused deputy).",
  fix: "Add a condition on aws:SourceAccount, or on aws:SourceArn.",
  severity: "high",
  checks: [7],
  controls: ["NIST AC-6"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "trust")) {
      for (const { statement, at } of allowing(policy)) {
        const [service] = statement.principals.Service ?? [];
        if (service === undefined || isNarrowedBy(statement, SOURCE_KEYS)) continue;
        yield { ...at, answer: "violation", message: `lets ${shown(service)} take it on behalf of any account` };
      }
    }
  },
  passes: [
    { shows: "one account", configuration: { resource: role(SERVICE_TRUST) } },
    {
      shows: "resources of one account",
      configuration: {
        resource: role({
          ...SERVICE_TRUST,
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111111111111:*" } },
        }),
      },
    },
  ],
  fails: [
    {
      shows: "a source in any account",
      configuration: {
        resource: role({ ...SERVICE_TRUST, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:*:*:service/*" } } }),
      },
    },
    {
      shows: "an account by a wildcard",
      configuration: { resource: role({ ...SERVICE_TRUST, Condition: { StringLike: { "aws:SourceAccount": "1*" } } }) },
    },

    { shows: "no condition", configuration: { resource: role({ ...SERVICE_TRUST, Condition: undefined }) } },
    {
      shows: "a condition that a missing account passes",
      configuration: {
        resource: role({
          ...SERVICE_TRUST,
          Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } },
        }),
      },
    },
    {
      shows: "any account",
      configuration: { resource: role({ ...SERVICE_TRUST, Condition: { StringLike: { "aws:SourceAccount": "*" } } }) },
    },
    {
      shows: "blocks of a data source",
      configuration: {
        data: {
          aws_iam_policy_document: {
            a: {
              statement: [
                { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }] },
              ],
            },
          },
        },
        resource: {
          aws_iam_role: { a: { path: "/a/", assume_role_policy: "${data.aws_iam_policy_document.a.json}" } },
        },
      },
    },
  ],
};
