import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import type { HostRoute } from "../balancing/host-route";
import { type ContainerProps, logConfiguration, PORT_NAME } from "./container-definition";
import type { FargateTask } from "./fargate-task";

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
  /** How other services in the namespace reach this one: `http://<alias>:<port>`. */
  readonly connect: { readonly namespaceArn: string; readonly alias: string };
  readonly logs: ContainerProps["logs"];
  /** Name of the alarm that stops a deployment and takes it back while it is being rolled out. */
  readonly rollbackAlarm: string;
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
      availabilityZoneRebalancing: "ENABLED",
      loadBalancer: [
        { targetGroupArn: route.targetGroupArn, containerName: task.containerName, containerPort: task.port },
      ],
      healthCheckGracePeriodSeconds: 60,
      ...rollingDeployment(props.rollbackAlarm),
      serviceConnectConfiguration: serviceConnect(props),
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: exec,
      // Without it another capacity would replace the service, and so stop it (hashicorp/terraform-provider-aws#22408).
      forceNewDeployment: true,
      // A new service has no image until its first promotion, so it would never become steady. Promotions do wait.
      waitForSteadyState: false,
      // ECS refuses a target group that no listener rule leads to.
      dependsOn: [route.rule],
      // Promotions own the revision and autoscaling the number of tasks.
      lifecycle: { ignoreChanges: ["task_definition", "desired_count"] },
    });
    this.name = service.name;
  }
}

/** First the new tasks, then the old ones go; a deployment that fails or raises the alarm is taken back. */
const rollingDeployment = (alarm: string) => ({
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  alarms: { enable: true, rollback: true, alarmNames: [alarm] },
});

const serviceConnect = ({ connect, task, logs }: FargateServiceProps) => ({
  enabled: true,
  namespace: connect.namespaceArn,
  logConfiguration: logConfiguration(logs, "service-connect"),
  service: [
    {
      portName: PORT_NAME,
      // By default the port's name, which is the same in every service; in a namespace each needs its own.
      discoveryName: connect.alias,
      clientAlias: { dnsName: connect.alias, port: task.port },
    },
  ],
});
