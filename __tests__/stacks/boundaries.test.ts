import { covers, fits } from "../../policies/iam/patterns";
import { permissionsOf } from "../../policies/iam/permissions";
import { type PolicyStatement, policyDocumentIn } from "../../policies/parse/policy-document";
import { blocksIn, isUnknown, itemsIn, textIn, type Value } from "../../policies/value";
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

/** Who asks: IAM puts what a role is tagged with into the policies that speak of it. */
interface Asker {
  readonly arn: string;
  /** The environment that it is tagged with. */
  readonly environment: string | undefined;
}

const OWN_ENVIRONMENT = `\${aws:PrincipalTag/environment}`;

/** A pattern for one asker; undefined when it speaks of a tag that the asker has not, and so fits nothing. */
const filledIn = (pattern: string, { environment }: Asker): string | undefined =>
  pattern.includes(OWN_ENVIRONMENT) && environment === undefined
    ? undefined
    : pattern.replaceAll(OWN_ENVIRONMENT, environment ?? "");

/** Whether the conditions about who asks hold; those about what is asked for are each role's own business. */
const isFor = ({ conditions }: PolicyStatement, asker: Asker): boolean =>
  conditions.every(({ operator, key, values }) => {
    const patterns = values.map((value) => filledIn(String(value), asker));
    if (key === "aws:principaltag/environment") return patterns.includes(asker.environment);
    if (key !== "aws:principalarn") return true;
    const isLike = patterns.some((pattern) => pattern !== undefined && fits(pattern, asker.arn));
    return operator === "ArnNotLike" ? !isLike : isLike;
  });

/** Whether a boundary allows an action on what is named: for references, on some resource. */
const isWithin = (boundary: string, asker: Asker, action: string, resource: Value): boolean =>
  (policies.get(boundary) ?? []).some(
    (statement) =>
      covers(statement.actions, action) &&
      isFor(statement, asker) &&
      (isUnknown(resource) ||
        statement.resources.some((pattern) => {
          const filled = isUnknown(pattern) ? "*" : filledIn(String(pattern), asker);
          return filled !== undefined && fits(filled, String(resource));
        })),
  );

const askerOf = (view: StackView, { values }: Resource): Asker => {
  const [provider] = view.settings?.providers.aws ?? [];
  const tags = blocksIn(provider?.default_tags).flatMap((each) => blocksIn(each.tags));
  const [account] = itemsIn(provider?.allowed_account_ids);
  return {
    arn: `arn:aws:iam::${account}:role${textIn(values.path)}${textIn(values.name)}`,
    environment: tags.map(({ environment }) => textIn(environment)).find((each) => each !== undefined),
  };
};

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
          resources
            .filter((resource) => !isWithin(boundary, askerOf(view, role), String(action), resource))
            .map((on) => [action, on]),
        ),
      );
    expect(outside).toEqual([]);
  });
});

/** Whatever policies a role is given later, by whoever may: the boundary holds. */
describe("a role that deploys an app", () => {
  const boundary = "arn:aws:iam::111111111111:policy/dev/dev-boundary";
  const build = {
    arn: "arn:aws:iam::111111111111:role/dev/stg/stg-deployer-portal-build",
    environment: "stg",
  };
  const here = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111111111111:${name}`;

  test.each([
    ["its function", "lambda:UpdateFunctionCode", here("lambda", "function:stg-app-portal-api")],
    ["its image", "ecr:BatchGetImage", here("ecr", "repository/dev/deployer-portal-stg")],
    ["its web bucket", "s3:PutObject", "arn:aws:s3:::equipweb-stg-app-portal-web-111111111111/releases/1/index.html"],
  ])("may be let have %s", (_, action, on) => {
    expect(isWithin(boundary, build, action, on)).toBe(true);
  });

  test.each([
    ["the function of another environment", "lambda:UpdateFunctionCode", here("lambda", "function:dev-app-portal-api")],
    ["the pipeline of another one", "codepipeline:StartPipelineExecution", here("codepipeline", "dev-deployer-portal")],
    [
      "the deployments of another one",
      "codedeploy:CreateDeployment",
      here("codedeploy", "deploymentgroup:dev-deployer-portal/api"),
    ],
    ["the Deployer of another one", "ecr:PutImage", here("ecr", "repository/dev/deployer-portal-dev")],
    [
      "packages of another one",
      "s3:PutObject",
      "arn:aws:s3:::equipweb-dev-deployer-portal-source-111111111111/portal.zip",
    ],
    [
      "secrets of another one",
      "secretsmanager:GetSecretValue",
      here("secretsmanager", "secret:dev/orders/database-a1b2c3"),
    ],
    ["the image of a service", "ecr:BatchGetImage", here("ecr", "repository/dev/orders")],
    ["a new image for a service", "ecr:PutImage", here("ecr", "repository/dev/orders")],
    ["a state", "s3:GetObject", "arn:aws:s3:::equipweb-dev-state-111111111111/stg-app-portal"],
    [
      "somebody's approval",
      "codepipeline:PutApprovalResult",
      here("codepipeline", "stg-deployer-portal/Approval/approve"),
    ],
    ["another pipeline definition", "codepipeline:UpdatePipeline", here("codepipeline", "stg-deployer-portal")],
    ["another way to build", "codebuild:UpdateProject", here("codebuild", "project/stg-deployer-portal")],
    ["another role's permissions", "iam:PutRolePolicy", build.arn],
  ])("never has %s", (_, action, on) => {
    expect(isWithin(boundary, build, action, on)).toBe(false);
  });

  test("is let do nothing by a tag of another network's environment, or by none", () => {
    const on = (environment: string) => here("lambda", `function:${environment}-app-portal-api`);
    const isLet = (environment: string | undefined) =>
      isWithin(boundary, { ...build, environment }, "lambda:UpdateFunctionCode", on(environment ?? ""));
    expect([isLet("stg"), isLet("prd"), isLet(undefined)]).toEqual([true, false, false]);
  });

  test("leaves a service its images, which it may not change", () => {
    const service = {
      arn: "arn:aws:iam::111111111111:role/dev/dev/dev-service-orders-execution",
      environment: "dev",
    };
    const may = (action: string, on: string) => isWithin(boundary, service, action, on);
    expect(may("ecr:BatchGetImage", here("ecr", "repository/dev/orders"))).toBe(true);
    expect(may("ecr:PutImage", here("ecr", "repository/dev/orders"))).toBe(false);
  });
});
