import { TerraformOutput } from "cdktf";
import type { Statement } from "../../../constructs/iam/policy-document";
import { ServiceRole } from "../../../constructs/iam/service-role";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const readsTable: Statement = { sid: "ReadsTable", actions: ["dynamodb:GetItem"], resources: ["arn:aws:dynamodb:::t"] };

const roleOf = (allow?: readonly Statement[]): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const { arn } = new ServiceRole(scope, "role", {
      name: "dev-orders",
      path: "/dev/",
      service: "ecs-tasks.amazonaws.com",
      accountId: "111111111111",
      boundaryArn: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
      ...(allow && { allow }),
    });
    new TerraformOutput(scope, "arn", { value: arn });
  });

describe("a role of a service", () => {
  const stack = roleOf([readsTable]);

  test("has its name, its path and its boundary", () => {
    expect(resourcesOf(stack, "aws_iam_role")).toEqual({
      role_C7B7E775: {
        name: "dev-orders",
        path: "/dev/",
        assume_role_policy: expect.any(String),
        permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
      },
    });
    expect(stack.output).toEqual({ arn: { value: ref("aws_iam_role.role_C7B7E775.arn") } });
  });

  test("is taken by that service, for this account alone", () => {
    expect(JSON.parse(String(resourceOf(stack, "aws_iam_role").assume_role_policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ServiceTakesRoleForThisAccount",
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ],
    });
  });

  test("may do what it is allowed, by one policy of its own", () => {
    const policy = resourceOf(stack, "aws_iam_role_policy");
    expect(policy).toEqual({
      name: "allow",
      role: ref("aws_iam_role.role_C7B7E775.name"),
      policy: expect.any(String),
    });
    expect(JSON.parse(String(policy.policy)).Statement).toEqual([
      { Sid: "ReadsTable", Effect: "Allow", Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:::t" },
    ]);
  });

  test("gets no policy of AWS", () => {
    expect(resourcesOf(stack, "aws_iam_role_policy_attachment")).toEqual({});
  });
});

describe("a role of a service that is allowed nothing", () => {
  test.each([[undefined], [[]]])("has no policy: %j", (allow) => {
    expect(resourcesOf(roleOf(allow), "aws_iam_role_policy")).toEqual({});
  });
});
