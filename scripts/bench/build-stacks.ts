/**
 * Builds and synthesizes a number of stacks of 24 resources, then prints how long it took and how much memory it needed.
 * Run in a process of its own: `build-stacks.ts COUNT stock|ours`. `stock` is cdktf as it comes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { App, S3Backend, TerraformStack } from "cdktf";

const RESOURCES_PER_ROUND = 6;
const ROUNDS = 4;

/** Six resources as a service has them, with references and nested blocks. */
function addRound(stack: TerraformStack, round: number): void {
  const name = `${stack.node.id}-${round}`;
  const group = new SecurityGroup(stack, `group-${round}`, { name, description: "bench", vpcId: "vpc-1" });
  const logs = new CloudwatchLogGroup(stack, `logs-${round}`, { name: `/${name}`, retentionInDays: 30 });
  const role = new IamRole(stack, `role-${round}`, { name, assumeRolePolicy: JSON.stringify({ Statement: [] }) });
  const target = new LbTargetGroup(stack, `target-${round}`, {
    name,
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
    healthCheck: { path: "/health", matcher: "200" },
    tags: { logs: logs.arn },
  });
  new LbListenerRule(stack, `rule-${round}`, {
    listenerArn: "arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/x/1/2",
    priority: round + 1,
    action: [{ type: "forward", targetGroupArn: target.arn }],
    condition: [{ hostHeader: { values: [`${name}.example.com`] } }],
  });
  new EcsService(stack, `service-${round}`, {
    name,
    iamRole: role.arn,
    networkConfiguration: { subnets: ["subnet-1", "subnet-2"], securityGroups: [group.id] },
    loadBalancer: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 8080 }],
    deploymentCircuitBreaker: { enable: true, rollback: true },
  });
}

function main(count: number): void {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const start = performance.now();
    const app = new App({ outdir });
    for (let index = 0; index < count; index++) {
      const stack = new TerraformStack(app, `stack-${index}`);
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      new S3Backend(stack, { bucket: "state", key: stack.node.id, region: "eu-west-1" });
      for (let round = 0; round < ROUNDS; round++) addRound(stack, round);
    }
    app.synth();
    const seconds = (performance.now() - start) / 1000;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(
      JSON.stringify({ stacks: count, resources: ROUNDS * RESOURCES_PER_ROUND, seconds, megabytes }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const [count = "10", kind = "ours"] = process.argv.slice(2);
process.env.INFRA_CREATION_STACKS = kind === "stock" ? "1" : "0";
require("../../stacks/creation-stack-traces");
main(Number(count));
