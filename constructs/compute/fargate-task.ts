import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { FargateSize } from "../../aws/fargate-sizes";
import type { Waiver } from "../../policies/waiver";
import { waive } from "../waive";
import { type ContainerProps, containerDefinition } from "./container-definition";

export interface FargateTaskProps {
  /** Name that all revisions share. */
  readonly family: string;
  readonly size: FargateSize;
  /**
   * Processor that the image is built for. ARM64 costs a fifth less; an image of the other kind does not start.
   * @default "X86_64" - what build machines produce when nobody says otherwise
   */
  readonly architecture?: "X86_64" | "ARM64";
  /** Role by which ECS pulls the image, reads the secrets and writes the logs. */
  readonly executionRoleArn: string;
  /** Role that the application itself has. */
  readonly taskRoleArn: string;
  readonly container: Omit<ContainerProps, "volumes">;
  /**
   * Whether people may open a shell in the container (ECS Exec).
   * @default false
   */
  readonly exec?: boolean;
  /**
   * Rules that do not hold for it, and why.
   * @default []
   */
  readonly waivers?: readonly Waiver[];
}

/**
 * The SSM agent behind ECS Exec writes here. AWS calls it unsupported on a read-only root; with these volumes it works
 * (aws/containers-roadmap#1359). The agent runs as root, so it can write to volumes of root.
 */
const EXEC_AGENT_DIRECTORIES = {
  "exec-agent": "/managed-agents",
  "exec-logs": "/var/log/amazon/ssm",
  "exec-state": "/var/lib/amazon/ssm",
};

/**
 * The task definition of a service with one container.
 *
 * Terraform owns all of it but the image. Its own revisions carry the image of the props, which only has to be a valid
 * name; a promotion registers a copy of the family's newest revision with the digest of the version that it promotes,
 * and moves the service to it. A change here reaches the tasks when the current version is promoted once more.
 */
export class FargateTask extends Construct {
  readonly arn: string;
  readonly containerName: string;
  readonly port: number;
  /** Whoever starts it hands these to it. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: FargateTaskProps) {
    super(scope, id);
    const { family, size, architecture = "X86_64", executionRoleArn, taskRoleArn, container } = props;
    const { exec = false, waivers = [] } = props;
    const volumes = exec ? EXEC_AGENT_DIRECTORIES : {};
    const task = new EcsTaskDefinition(this, "Resource", {
      family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(size.cpu),
      memory: String(size.memory),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: architecture },
      executionRoleArn,
      taskRoleArn,
      containerDefinitions: JSON.stringify([containerDefinition({ ...container, volumes })]),
      volume: Object.keys(volumes).map((name) => ({ name })),
      // The newest revision is a promotion's, with another image: followed, every plan would take the image back.
      trackLatest: false,
      // The revision that is replaced may be the one that runs, or the one that a failed deployment falls back to.
      skipDestroy: true,
    });
    for (const waiver of waivers) waive(task, waiver);
    this.arn = task.arn;
    this.containerName = container.name;
    this.port = container.port;
    this.roleArns = [executionRoleArn, taskRoleArn];
  }
}
