import { isBoundary } from "../../iam/boundaries";
import { isExact } from "../../iam/conditions";
import { allows, raw } from "../../iam/examples";
import { covers } from "../../iam/patterns";
import { allowing, type ReadablePolicy, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { PolicyStatement } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

/** Actions by which somebody new, or somebody stronger, comes to be. */
const MAKING = ["iam:CreateRole", "iam:CreateUser", "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary"];

/** Actions that take a boundary away. No condition makes them harmless. */
const FREEING = ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"];

const KEY = "iam:permissionsboundary";

export const roleMakerHandsOnTheBoundary: Rule = {
  id: "role-maker-hands-on-the-boundary",
  what: "Who may make roles or users may make them with a named boundary alone, and may take away none.",
  why: "Otherwise it makes a role that is stronger than itself, and takes it.",
  fix: "Add StringEquals on iam:PermissionsBoundary with the boundary's ARN, and leave out the actions that delete one.",
  severity: "critical",
  checks: [7],
  controls: ["NIST AC-6"],
  types: typesWithPolicies("identity"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "identity")) {
      if (isBoundary(view, policy.resource)) continue;
      for (const { statement, at } of allowing(policy)) {
        const free = MAKING.filter(
          (action) => covers(statement.actions, action) && !isTied(statement) && !isDeniedElse(policy, action),
        );
        const freeing = FREEING.filter((action) => covers(statement.actions, action) && !isDenied(policy, action));
        const told = [
          ...(free.length > 0 ? [`${free.join(", ")} with any boundary, or none`] : []),
          ...(freeing.length > 0 ? [freeing.join(", ")] : []),
        ];
        if (told.length > 0) yield { ...at, answer: "violation", message: `allows ${told.join("; and ")}` };
      }
    }
  },
  passes: [
    {
      shows: "roles with the boundary",
      configuration: allows({
        Action: ["iam:CreateRole", "iam:PutRolePolicy"],
        Resource: "arn:aws:iam::111111111111:role/dev/*",
        Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/dev/dev-boundary" } },
      }),
    },
    {
      shows: "a Deny without the boundary",
      configuration: {
        resource: {
          aws_iam_policy: {
            a: {
              policy: raw(
                { Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::111111111111:role/dev/*" },
                { Effect: "Deny", Action: "iam:Delete*PermissionsBoundary", Resource: "*" },
                {
                  Effect: "Deny",
                  Action: ["iam:Create*", "iam:Put*"],
                  Resource: "*",
                  Condition: {
                    StringNotEquals: {
                      "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/dev/dev-boundary",
                    },
                  },
                },
              ),
            },
          },
        },
      },
    },
  ],
  fails: [
    {
      shows: "roles with any boundary",
      configuration: allows({ Action: "iam:CreateRole", Resource: "arn:aws:iam::111111111111:role/dev/*" }),
    },
    {
      shows: "roles with any boundary, by a pattern",
      configuration: allows({ Action: "iam:Create*", Resource: "arn:aws:iam::111111111111:role/dev/*" }),
    },
    {
      shows: "a boundary taken away",
      configuration: allows({
        Action: "iam:DeleteRolePermissionsBoundary",
        Resource: "arn:aws:iam::111111111111:role/dev/*",
        Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/dev/dev-boundary" } },
      }),
    },
  ],
};

const isTied = ({ conditions }: PolicyStatement): boolean =>
  conditions.some((each) => each.key === KEY && isExact(each) && each.values.length > 0 && !each.values.includes("*"));

const isDenied = ({ document }: ReadablePolicy, action: string): boolean =>
  document.statements.some(
    ({ effect, actions, conditions, resources }) =>
      effect === "Deny" && covers(actions, action) && conditions.length === 0 && resources.includes("*"),
  );

/** Whether the same policy denies an action with any other boundary. */
const isDeniedElse = (policy: ReadablePolicy, action: string): boolean =>
  isDenied(policy, action) ||
  policy.document.statements.some(
    ({ effect, actions, conditions, resources }) =>
      effect === "Deny" &&
      covers(actions, action) &&
      resources.includes("*") &&
      conditions.length === 1 &&
      conditions.every(({ key, operator }) => key === KEY && /^StringNotEquals$/i.test(operator)),
  );
