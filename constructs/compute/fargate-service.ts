import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import type { HostRoute } from "../balancing/host-route";
import { type ContainerProps, logConfiguration, PORT_NAME } from "./container-definition";
import type { FargateTask } from "./fargate-task";

/** How other services in the namespace reach a service: `http://<alias>:<port>`. */
export interface ServiceConnectProps {
  readonly namespaceArn: string;
  /** Host name by which callers know the service. */
  readonly alias: string;
  /**
   * Name under which CloudWatch counts the answers to callers, at most 64 characters. Its metrics know neither namespace
   * nor cluster, so it must be unique in account and region, and not in the namespace alone.
   */
  readonly discoveryName: string;
  /**
   * A request that is not wholly answered by then ends with an error. 0 lets it take any time.
   * @default 15 - that of AWS, written out (aws/containers-roadmap#1958)
   */
  readonly requestTimeoutSeconds?: number;
  /**
   * A connection without traffic is closed by then, also when `requestTimeoutSeconds` allows a request more. 0 keeps it.
   * @default 300 - that of AWS for HTTP, written out (Amazon ECS API Reference, "TimeoutConfiguration")
   */
  readonly idleTimeoutSeconds?: number;
}

/** Tasks are replaced one by one, in a namespace in which other services find them. */
export interface RollingDeployment {
  readonly connect: ServiceConnectProps;
  /** Names of the alarms of which any one stops a deployment and takes it back while it is being rolled out. */
  readonly rollbackAlarms: readonly string[];
}

export interface FargateServiceProps {
  /** Unique in the cluster. */
  readonly name: string;
  readonly clusterArn: string;
  /** What the service starts with; later revisions come from promotions. */
  readonly task: FargateTask;
  /** The way by which requests arrive. */
  readonly route: HostRoute;
  /** Private subnets, in two zones or more. */
  readonly subnets: readonly string[];
  readonly securityGroupId: string;
  /** Number of tasks that the service starts with; later autoscaling decides. */
  readonly tasks: number;
  /**
   * `spot` runs all tasks on capacity that AWS may take back with two minutes' notice, for about a third of the price.
   * A mix is not offered: with few tasks its fixed part would eat the discount.
   */
  readonly capacity: "spot" | "on-demand";
  /**
   * How a new revision takes over: task by task, or beside the old one, by CodeDeploy (`BlueGreenDeployment`). CodeDeploy
   * excludes the circuit breaker and Service Connect, and Terraform can change neither network nor capacity afterwards
   * (hashicorp/terraform-provider-aws#12703; Amazon ECS developer guide, "Service Connect", "Considerations").
   */
  readonly deployment: RollingDeployment | "code-deploy";
  readonly logs: ContainerProps["logs"];
  /**
   * Whether people may open a shell in its tasks (ECS Exec). The task must be built for it too.
   * @default false
   */
  readonly exec?: boolean;
}

/**
 * A service on Fargate that is replaced task by task, and goes back by itself when the new tasks do not become healthy.
 *
 * The port of a running service cannot be changed: AWS refuses to replace a target group in use, and the deployment stops
 * there, before anything is closed. Give the service another name, and remove the old one when nobody calls it any more.
 */
export class FargateService extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { name, clusterArn, task, route, subnets, securityGroupId, tasks, capacity, exec = false } = props;
    const service = new EcsService(this, "Resource", {
      name,
      cluster: clusterArn,
      taskDefinition: task.arn,
      desiredCount: tasks,
      capacityProviderStrategy: [{ capacityProvider: capacity === "spot" ? "FARGATE_SPOT" : "FARGATE", weight: 1 }],
      networkConfiguration: {
        subnets: [...subnets],
        securityGroups: [securityGroupId],
        assignPublicIp: false,
      },
      loadBalancer: [
        { targetGroupArn: route.targetGroup.arn, containerName: task.containerName, containerPort: task.port },
      ],
      healthCheckGracePeriodSeconds: 60,
      ...deployedBy(props),
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: exec,
      // A new service has no image until its first promotion, so it would never become steady. Promotions do wait.
      waitForSteadyState: false,
      // ECS refuses a target group that no listener rule leads to.
      dependsOn: [route.rule],
    });
    this.name = service.name;
  }
}

const deployedBy = ({ deployment, task, logs }: FargateServiceProps) =>
  deployment === "code-deploy" ? byCodeDeploy : taskByTask(deployment, task, logs);

/** First the new tasks, then the old ones go; a deployment that fails or raises an alarm is taken back. */
const taskByTask = (
  { connect, rollbackAlarms }: RollingDeployment,
  task: FargateTask,
  logs: FargateServiceProps["logs"],
) => ({
  availabilityZoneRebalancing: "ENABLED",
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  alarms: { enable: true, rollback: true, alarmNames: [...rollbackAlarms] },
  serviceConnectConfiguration: serviceConnect(connect, task, logs),
  // Without it another capacity would replace the service, and so stop it (hashicorp/terraform-provider-aws#22408).
  forceNewDeployment: true,
  // Promotions own the revision and autoscaling the number of tasks.
  lifecycle: { ignoreChanges: ["task_definition", "desired_count"] },
});

/** CodeDeploy owns the target group besides: each deployment switches between the two. */
const byCodeDeploy = {
  deploymentController: { type: "CODE_DEPLOY" },
  lifecycle: { ignoreChanges: ["task_definition", "desired_count", "load_balancer"] },
};

const serviceConnect = (connect: ServiceConnectProps, task: FargateTask, logs: FargateServiceProps["logs"]) => {
  const { namespaceArn, alias, discoveryName, requestTimeoutSeconds = 15, idleTimeoutSeconds = 300 } = connect;
  return {
    enabled: true,
    namespace: namespaceArn,
    logConfiguration: logConfiguration(logs, "service-connect"),
    service: [
      {
        portName: PORT_NAME,
        discoveryName,
        clientAlias: { dnsName: alias, port: task.port },
        timeout: { perRequestTimeoutSeconds: requestTimeoutSeconds, idleTimeoutSeconds },
      },
    ],
  };
};
