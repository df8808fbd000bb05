import { role, SERVICE_TRUST } from "../../iam/examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const roleHasPath: Rule = {
  id: "role-has-path",
  what: "Every role stands under a path of its own.",
  why: "Other policies speak of the roles of a network or an environment by their path; a role outside escapes them.",
  fix: "Set `path` to that of the network or the environment, such as `/dev/`.",
  severity: "medium",
  checks: [7],
  controls: [],
  types: ["aws_iam_role"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_iam_role")) {
      const { path = "/" } = resource.values;
      if (path === "/" || path === null || path === "") {
        yield { resource, path: "path", answer: "violation", message: "has no path but the root" };
      }
    }
  },
  passes: [{ shows: "a path", configuration: { resource: role(SERVICE_TRUST) } }],
  fails: [
    { shows: "the root", configuration: { resource: role(SERVICE_TRUST, { path: "/" }) } },
    { shows: "none", configuration: { resource: { aws_iam_role: { a: { name: "a" } } } } },
  ],
};
