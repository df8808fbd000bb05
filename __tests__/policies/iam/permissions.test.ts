import { permissionsOf } from "../../../policies/iam/permissions";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { resourceAt } from "../../../policies/view/stack-view";

const allow = (action: string): string => JSON.stringify({ Statement: [{ Effect: "Allow", Action: action }] });

/** What the role `a` may do, in a stack with these resources beside it. */
function permissionsIn(resources: object, role: object = {}) {
  const view = viewOfConfiguration("stack", {
    resource: { aws_iam_role: { a: { name: "role-a", ...role }, b: { name: "role-b" } }, ...resources },
  });
  const a = resourceAt(view, "aws_iam_role.a");
  if (!a) throw new Error("there is no role");
  const { statements, managed, isWhole } = permissionsOf(view, a);
  return { actions: statements.flatMap(({ actions }) => actions), managed, isWhole };
}

describe("what a role may do", () => {
  test("is what its own policies say, by reference, by name and inside of it", () => {
    const resources = {
      aws_iam_role_policy: {
        x: { role: "${aws_iam_role.a.name}", policy: allow("x:X") },
        y: { role: "role-a", policy: allow("y:Y") },
        other: { role: "role-b", policy: allow("o:O") },
      },
    };
    expect(permissionsIn(resources, { inline_policy: { name: "z", policy: allow("z:Z") } })).toEqual({
      actions: ["z:Z", "x:X", "y:Y"],
      managed: [],
      isWhole: true,
    });
  });

  test("is what attached policies say: of AWS by their ARN, of the stack by reference or ARN", () => {
    const resources = {
      aws_iam_policy: {
        x: { name: "x", path: "/dev/", policy: allow("x:X") },
        y: { name: "y", policy: allow("y:Y") },
        other: { name: "other", policy: allow("o:O") },
      },
      aws_iam_role_policy_attachment: {
        x: { role: "role-a", policy_arn: "arn:aws:iam::111111111111:policy/dev/x" },
        y: { role: "${aws_iam_role.a.name}", policy_arn: "${aws_iam_policy.y.arn}" },
        aws: { role: "role-a", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        other: { role: "role-b", policy_arn: "${aws_iam_policy.other.arn}" },
      },
    };
    expect(permissionsIn(resources, { managed_policy_arns: ["arn:aws:iam::aws:policy/SecurityAudit"] })).toEqual({
      actions: ["x:X", "y:Y"],
      managed: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"],
      isWhole: true,
    });
  });

  test.each([
    ["stands in another stack", { role: "role-a", policy_arn: "arn:aws:iam::111111111111:policy/dev/far" }],
    ["is known only later", { role: "role-a", policy_arn: "${data.terraform_remote_state.x.outputs.arn}" }],
  ])("is not wholly known when an attached policy %s", (_what, attachment) => {
    expect(permissionsIn({ aws_iam_role_policy_attachment: { a: attachment } }).isWhole).toBe(false);
  });

  test("is not wholly known when one of its own policies is not", () => {
    const policies = { a: { role: "role-a", policy: "${file(var.name)}" } };
    expect(permissionsIn({ aws_iam_role_policy: policies }).isWhole).toBe(false);
  });
});
