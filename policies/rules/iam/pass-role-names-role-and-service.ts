import { isBoundary } from "../../iam/boundaries";
import { narrows } from "../../iam/conditions";
import { allows } from "../../iam/examples";
import { covers, isEverything, mayBeEverything, shown, textAround } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import type { Value } from "../../value";
import type { StackView } from "../../view/stack-view";

/** Every role of an account, or of all accounts. */
function isEveryRole(resource: Value): boolean {
  const [, start] = /^arn:(?:[^:]*:){4}([^*?]*)[*?]/.exec(textAround(resource) ?? "") ?? [];
  return isEverything(resource) || (start !== undefined && "role/".startsWith(start));
}

export const passRoleNamesRoleAndService: Rule = {
  id: "pass-role-names-role-and-service",
  what: "Who may pass roles may pass named roles to a named service.",
  why: "Passing any role to a service that one controls gives one the rights of the strongest role of the account.",
  fix: "Name the roles by ARN, or at least by path, and add StringEquals on iam:PassedToService.",
  severity: "critical",
  checks: [6],
  controls: ["NIST AC-6"],
  types: typesWithPolicies("identity"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "identity")) {
      if (isBoundary(view, policy.resource)) continue;
      for (const { statement, at } of allowing(policy)) {
        if (!covers(statement.actions, "iam:PassRole")) continue;
        const every = statement.resources.find(isEveryRole);
        if (every !== undefined) {
          yield { ...at, answer: "violation", message: `lets any role be passed, by the resource ${shown(every)}` };
        } else if (statement.resources.some(mayBeEverything)) {
          yield { ...at, answer: "unknown", message: "which roles may be passed is not known yet" };
        }
        if (!statement.conditions.some((each) => each.key === "iam:passedtoservice" && narrows(each))) {
          yield { ...at, answer: "violation", message: "lets roles be passed to any service" };
        }
      }
    }
  },
  passes: [
    {
      shows: "the roles of one path, to one service",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/dev/*",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
  ],
  fails: [
    {
      shows: "each role of an account that is not known yet",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/*",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
    {
      shows: "each role, by its first letter",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:r*",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
    {
      shows: "a service by a wildcard",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/dev/task",
        Condition: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } },
      }),
    },

    {
      shows: "any role",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
    {
      shows: "every role of the account",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/*",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
    {
      shows: "any service",
      configuration: allows({ Action: "iam:PassRole", Resource: "arn:aws:iam::111111111111:role/dev/a" }),
    },
    {
      shows: "any service, by a wildcard",
      configuration: allows({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/dev/a",
        Condition: { StringLike: { "iam:PassedToService": "*" } },
      }),
    },
    {
      shows: "a pattern that covers it",
      configuration: allows({ Action: "iam:Pass*", Resource: "arn:aws:iam::111111111111:role/dev/a" }),
    },
  ],
};
