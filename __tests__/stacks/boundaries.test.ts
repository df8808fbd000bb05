import { covers, fits } from "../../policies/iam/patterns";
import { permissionsOf } from "../../policies/iam/permissions";
import { policyDocumentIn } from "../../policies/parse/policy-document";
import { isUnknown, textIn, type Value } from "../../policies/value";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { ofType, type Resource, type StackView } from "../../policies/view/stack-view";
import { synthesizedStacks } from "../support/synthesized-stacks";

const views = [...synthesizedStacks()].map(([id, configuration]) => viewOfConfiguration(id, configuration));

/** The managed policies of the example organisation, by ARN and by the address in their stack. */
const policies = new Map(
  views.flatMap((view) =>
    ofType(view, "aws_iam_policy").flatMap(({ address, values }) => {
      const document = policyDocumentIn(values.policy);
      const [account] = view.settings?.providers.aws?.flatMap(({ allowed_account_ids: ids }) => ids) ?? [];
      const arn = `arn:aws:iam::${account}:policy${textIn(values.path)}${textIn(values.name)}`;
      const statements = document === "unknown" ? [] : document.statements.filter(({ effect }) => effect === "Allow");
      return [arn, `${view.id} ${address}`].map((name) => [name, statements] as const);
    }),
  ),
);

/** How {@link policies} calls the boundary of a role. */
const boundaryOf = (view: StackView, { values: { permissions_boundary: boundary } }: Resource): string =>
  isUnknown(boundary) ? `${view.id} ${boundary.references[0]}` : String(boundary);

/** The roles that have a boundary of ours; one of AWS is not known here. */
const roles = views.flatMap((view) =>
  ofType(view, "aws_iam_role")
    .filter((role) => !boundaryOf(view, role).startsWith("arn:aws:iam::aws:"))
    .map((role) => [`${view.id} ${role.address}`, view, role] as const),
);

/** Whether a boundary allows an action on what is named: for references, on some resource. */
const isWithin = (boundary: string, action: string, resource: Value): boolean =>
  (policies.get(boundary) ?? []).some(
    ({ actions, resources }) =>
      covers(actions, action) &&
      (isUnknown(resource) ||
        resources.some((pattern) => isUnknown(pattern) || fits(String(pattern), String(resource)))),
  );

describe("the permissions boundary of a role", () => {
  test("is one of ours, but for few", () => {
    expect(roles.length).toBeGreaterThan(20);
  });

  test.each(roles)("exists, and lets its role do what its own policies allow: %s", (_id, view, role) => {
    const boundary = boundaryOf(view, role);
    expect([...policies.keys()]).toContain(boundary);
    const outside = permissionsOf(view, role)
      .statements.filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, resources }) =>
        actions.flatMap((action) =>
          resources.filter((resource) => !isWithin(boundary, String(action), resource)).map((on) => [action, on]),
        ),
      );
    expect(outside).toEqual([]);
  });
});
