import { TerraformOutput } from "cdktf";
import { Cluster } from "../../../constructs/compute/cluster";
import { EncryptedLogGroup } from "../../../constructs/logs/encrypted-log-group";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

describe("a cluster", () => {
  const stack = synthesizeConstruct((scope) => {
    const execLogs = new EncryptedLogGroup(scope, "logs", { name: "/dev/exec", retentionDays: 90, keyArn });
    const { name, arn } = new Cluster(scope, "cluster", { name: "dev", keyArn, execLogs });
    new TerraformOutput(scope, "name", { value: name });
    new TerraformOutput(scope, "arn", { value: arn });
  });

  test("measures services and tasks, and encrypts and records every shell", () => {
    expect(resourcesOf(stack, "aws_ecs_cluster")).toEqual({
      cluster_611F8AFF: {
        name: "dev",
        setting: [{ name: "containerInsights", value: "enabled" }],
        configuration: {
          execute_command_configuration: {
            kms_key_id: keyArn,
            logging: "OVERRIDE",
            log_configuration: {
              cloud_watch_log_group_name: "${aws_cloudwatch_log_group.logs_0B6081B1.name}",
              cloud_watch_encryption_enabled: true,
            },
          },
        },
      },
    });
  });

  test("offers Fargate on demand and at a discount, on demand to whoever does not say", () => {
    expect(resourceOf(stack, "aws_ecs_cluster_capacity_providers")).toEqual({
      cluster_name: ref("aws_ecs_cluster.cluster_611F8AFF.name"),
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
      default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
    });
  });

  test("tells its name and ARN", () => {
    expect(stack.output).toEqual({
      name: { value: ref("aws_ecs_cluster.cluster_611F8AFF.name") },
      arn: { value: ref("aws_ecs_cluster.cluster_611F8AFF.arn") },
    });
  });
});
