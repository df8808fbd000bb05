import { TerraformOutput } from "cdktf";
import {
  openShells,
  pullImages,
  readSecrets,
  type ShellRecords,
  writeLogs,
} from "../../../constructs/compute/task-permissions";
import { TaskRoles } from "../../../constructs/compute/task-roles";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const place = { accountId: "111111111111", region: "eu-west-1" };
const boundaryArn = "arn:aws:iam::111111111111:policy/dev/dev-boundary";
const repositories = ["dev/orders"];
const logGroupArn = "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/dev/orders";
const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";
const secrets = { arns: ["arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders/token-a1b2c3"], keyArn };
const shells = { clusterName: "dev", logGroupArn: "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/exec", keyArn };

const build = (fields: { readonly shells?: ShellRecords } = {}) =>
  synthesizeConstruct((scope) => {
    const names = { execution: "dev-service-orders-execution", task: "dev-service-orders-task" };
    const roles = new TaskRoles(scope, "roles", {
      names,
      path: "/dev/dev/",
      place,
      boundaryArn,
      repositories,
      logGroupArn,
      secrets,
      ...fields,
    });
    new TerraformOutput(scope, "execution", { value: roles.executionRoleArn });
    new TerraformOutput(scope, "task", { value: roles.taskRoleArn });
  });

const trust = policyDocument([
  {
    sid: "ServiceTakesRoleForThisAccount",
    actions: ["sts:AssumeRole"],
    principals: { services: ["ecs-tasks.amazonaws.com"] },
    conditions: { StringEquals: { "aws:SourceAccount": "111111111111" } },
  },
]);

const executionPolicy = {
  name: "allow",
  role: `\${aws_iam_role.roles_execution_4B2FED65.name}`,
  policy: policyDocument([
    ...pullImages(place, repositories),
    ...writeLogs(logGroupArn),
    ...readSecrets(place, secrets),
  ]),
};

describe("the roles of a task", () => {
  const stack = build();

  it("are two, which only ECS tasks of the account may take", () => {
    expect(resourcesOf(stack, "aws_iam_role")).toEqual({
      roles_execution_4B2FED65: {
        name: "dev-service-orders-execution",
        path: "/dev/dev/",
        assume_role_policy: trust,
        permissions_boundary: boundaryArn,
      },
      roles_task_29D7AF31: {
        name: "dev-service-orders-task",
        path: "/dev/dev/",
        assume_role_policy: trust,
        permissions_boundary: boundaryArn,
      },
    });
    expect(stack.output?.execution?.value).toBe(`\${aws_iam_role.roles_execution_4B2FED65.arn}`);
    expect(stack.output?.task?.value).toBe(`\${aws_iam_role.roles_task_29D7AF31.arn}`);
  });

  it("let ECS start the task, and the application do nothing", () => {
    expect(resourcesOf(stack, "aws_iam_role_policy")).toEqual({ roles_execution_policy_B6A1C05E: executionPolicy });
    expect(stack.resource).not.toHaveProperty("aws_iam_role_policy_attachment");
  });

  it("let the task open shells where they are recorded, and leave the rest as it is", () => {
    expect(resourcesOf(build({ shells }), "aws_iam_role_policy")).toEqual({
      roles_execution_policy_B6A1C05E: executionPolicy,
      roles_task_policy_FC31D334: {
        name: "allow",
        role: `\${aws_iam_role.roles_task_29D7AF31.name}`,
        policy: policyDocument(openShells(shells)),
      },
    });
  });
});
