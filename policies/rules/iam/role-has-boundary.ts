import { role, SERVICE_TRUST } from "../../iam/examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

const BOUNDARY = { permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary" };

export const roleHasBoundary: Rule = {
  id: "role-has-boundary",
  what: "Every role and every user has a permissions boundary.",
  why: "Without one, a mistake in one policy has no limit, and who may make roles may make one that is stronger than itself.",
  fix: "Set `permissions_boundary` to the boundary of the network.",
  severity: "high",
  checks: [7],
  controls: ["NIST AC-6"],
  types: ["aws_iam_role", "aws_iam_user"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_iam_role", "aws_iam_user")) {
      const boundary = resource.values.permissions_boundary;
      if (boundary === undefined || boundary === null || boundary === "") {
        yield { resource, path: "permissions_boundary", answer: "violation", message: "has no permissions boundary" };
      }
    }
  },
  passes: [
    { shows: "a boundary by its ARN", configuration: { resource: role(SERVICE_TRUST, BOUNDARY) } },
    {
      shows: "a boundary of the same stack",
      configuration: { resource: role(SERVICE_TRUST, { permissions_boundary: "${aws_iam_policy.boundary.arn}" }) },
    },
  ],
  fails: [
    { shows: "a role without", configuration: { resource: role(SERVICE_TRUST) } },
    { shows: "a user without", configuration: { resource: { aws_iam_user: { a: { name: "a", path: "/dev/" } } } } },
  ],
};
