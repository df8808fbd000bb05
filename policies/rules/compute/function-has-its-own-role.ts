import { demandSet, violationAt } from "../../demand";
import { one } from "../../examples";
import { FUNCTION } from "../../parse/functions";
import type { Rule } from "../../rule";
import { isUnknown } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

export const functionHasItsOwnRole: Rule = {
  id: "function-has-its-own-role",
  what: "No two functions share a role.",
  why: "Each could do what any of them needs.",
  fix: "Give each function an `aws_iam_role` of its own.",
  severity: "medium",
  checks: [],
  controls: [],
  types: [FUNCTION],
  judge: function* (view) {
    const first = new Map<string, Resource>();
    for (const resource of ofType(view, FUNCTION)) {
      yield* demandSet({ resource }, "role", "it has no role");
      const role = roleOf(resource);
      const other = role === undefined ? undefined : first.get(role);
      if (other) yield violationAt({ resource }, "role", `it shares its role with ${other.address}`);
      else if (role !== undefined) first.set(role, resource);
    }
  },
  passes: [
    {
      shows: "a role each",
      configuration: {
        resource: { [FUNCTION]: { a: { role: "${aws_iam_role.a.arn}" }, b: { role: "${aws_iam_role.b.arn}" } } },
      },
    },
  ],
  fails: [
    {
      shows: "one role for two",
      configuration: {
        resource: { [FUNCTION]: { a: { role: "${aws_iam_role.a.arn}" }, b: { role: "${aws_iam_role.a.arn}" } } },
      },
    },
    { shows: "no role", configuration: one(FUNCTION, { role: "" }) },
  ],
};

/** By its text; of a plan, in which it is unknown, by what it refers to. */
function roleOf({ values: { role }, refers }: Resource): string | undefined {
  if (isUnknown(role)) return role.template ?? refers?.role?.join(" ");
  return typeof role === "string" && role !== "" ? role : undefined;
}
