import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";
import type { EncryptedLogGroup } from "../logs/encrypted-log-group";

export interface ClusterProps {
  readonly name: string;
  /** Encrypts what is typed and shown when people open a shell in a task, on its way and in the log. */
  readonly keyArn: string;
  /** Records what is typed and shown in those shells. */
  readonly execLogs: EncryptedLogGroup;
}

/**
 * An ECS cluster for Fargate, interruptible or not, with metrics of each service and task.
 * What runs without saying on which capacity runs on the uninterruptible one.
 */
export class Cluster extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, keyArn, execLogs }: ClusterProps) {
    super(scope, id);
    const cluster = new EcsCluster(this, "Resource", {
      name,
      setting: [{ name: "containerInsights", value: "enabled" }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: keyArn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchLogGroupName: execLogs.name, cloudWatchEncryptionEnabled: true },
        },
      },
    });
    this.offerFargate(cluster);
    this.name = cluster.name;
    this.arn = cluster.arn;
  }

  private offerFargate(cluster: EcsCluster): void {
    new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
  }
}
