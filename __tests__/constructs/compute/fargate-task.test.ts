import { TerraformOutput } from "cdktf";
import { fargateSize } from "../../../aws/fargate-sizes";
import { containerDefinition } from "../../../constructs/compute/container-definition";
import { FargateTask, type FargateTaskProps } from "../../../constructs/compute/fargate-task";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const container = {
  name: "orders",
  image: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/dev/orders:bootstrap",
  port: 8080,
  healthPath: "/health",
  logs: { groupName: "/dev/dev/orders", region: "eu-west-1" },
};

const build = (fields: Partial<FargateTaskProps> = {}) =>
  synthesizeConstruct((scope) => {
    const task = new FargateTask(scope, "task", {
      family: "dev-service-orders",
      size: fargateSize(512, 1024),
      executionRoleArn: "arn:aws:iam::111111111111:role/dev/dev/execution",
      taskRoleArn: "arn:aws:iam::111111111111:role/dev/dev/task",
      container,
      ...fields,
    });
    new TerraformOutput(scope, "arn", { value: task.arn });
    new TerraformOutput(scope, "container", { value: task.containerName });
    new TerraformOutput(scope, "port", { value: task.port });
  });

describe("a task", () => {
  const stack = build();

  it("runs one container on Fargate, and leaves the revisions of promotions alone", () => {
    expect(resourcesOf(stack, "aws_ecs_task_definition")).toEqual({
      task_117DF50A: {
        family: "dev-service-orders",
        requires_compatibilities: ["FARGATE"],
        network_mode: "awsvpc",
        cpu: "512",
        memory: "1024",
        runtime_platform: { operating_system_family: "LINUX", cpu_architecture: "X86_64" },
        execution_role_arn: "arn:aws:iam::111111111111:role/dev/dev/execution",
        task_role_arn: "arn:aws:iam::111111111111:role/dev/dev/task",
        container_definitions: JSON.stringify([containerDefinition(container)]),
        volume: [],
        track_latest: false,
        skip_destroy: true,
      },
    });
  });

  it("hands on what a service needs of it", () => {
    expect(stack.output?.arn?.value).toBe(`\${aws_ecs_task_definition.task_117DF50A.arn}`);
    expect(stack.output?.container?.value).toBe("orders");
    expect(stack.output?.port?.value).toBe(8080);
  });

  it("says beside it which rules do not hold, and why", () => {
    const waiver = { rule: "container-is-not-root", reason: "it opens port 25", owner: "mail", expires: "2027-01-31" };
    const notes = (fields: Partial<FargateTaskProps>) => {
      const [task] = Object.values(build(fields).resource?.aws_ecs_task_definition ?? {});
      return task?.["//"];
    };
    expect(notes({ waivers: [waiver] })).toMatchObject({ policy: { waivers: [waiver] } });
    expect(notes({})).not.toHaveProperty("policy");
  });

  it("runs on ARM when its image is built for it", () => {
    expect(resourceOf(build({ architecture: "ARM64" }), "aws_ecs_task_definition")).toMatchObject({
      runtime_platform: { operating_system_family: "LINUX", cpu_architecture: "ARM64" },
    });
  });

  it("gives the agent behind shells room to write, while the root stays read-only", () => {
    const task = resourceOf(build({ exec: true }), "aws_ecs_task_definition");
    expect(task.volume).toEqual([{ name: "exec-agent" }, { name: "exec-logs" }, { name: "exec-state" }]);
    const [definition] = JSON.parse(String(task.container_definitions));
    expect(definition.readonlyRootFilesystem).toBe(true);
    expect(definition.mountPoints).toEqual([
      { sourceVolume: "exec-agent", containerPath: "/managed-agents" },
      { sourceVolume: "exec-logs", containerPath: "/var/log/amazon/ssm" },
      { sourceVolume: "exec-state", containerPath: "/var/lib/amazon/ssm" },
    ]);
  });
});
