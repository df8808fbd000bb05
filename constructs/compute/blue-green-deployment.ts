import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import type { HostRoute } from "../balancing/host-route";
import type { Statement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";

export interface BlueGreenDeploymentProps {
  /** Of the application and its one deployment group; at most 100 characters. */
  readonly name: string;
  readonly role: { readonly name: string; readonly path: string; readonly boundaryArn: string };
  readonly place: Place;
  readonly cluster: { readonly name: string };
  /** Name of the service, whose controller is CodeDeploy. */
  readonly serviceName: string;
  /** Roles that its tasks have: CodeDeploy starts them with these. */
  readonly taskRoleArns: readonly string[];
  /** The way by which requests arrive, with a second target group. */
  readonly route: Pick<HostRoute, "targetGroup" | "secondTargetGroup" | "rule">;
  readonly listenerArn: string;
  /** A tenth of the requests for five minutes first, or all of them at once. */
  readonly shift: "canary" | "all-at-once";
  /** Names of the alarms of which any one takes a deployment back. */
  readonly rollbackAlarms: readonly string[];
}

/** Minutes that the old tasks stay after the new ones took over: so long a deployment is taken back in seconds. */
const KEEP_OLD_MINUTES = 10;

/**
 * Deploys a service by CodeDeploy: the new tasks start beside the old ones in the second target group, requests are moved
 * over, and the old ones go later. A deployment that fails or raises an alarm is taken back by itself.
 *
 * @throws Error when the route has one target group alone: there would be nothing to switch to.
 */
export class BlueGreenDeployment extends Construct {
  constructor(scope: Construct, id: string, props: BlueGreenDeploymentProps) {
    super(scope, id);
    const { name, cluster, serviceName, route, listenerArn, shift, rollbackAlarms } = props;
    const { targetGroup: blue, secondTargetGroup: green } = route;
    if (!green) throw new Error(`the route of ${serviceName} has one target group; CodeDeploy switches between two`);
    const app = new CodedeployApp(this, "app", { name, computePlatform: "ECS" });
    new CodedeployDeploymentGroup(this, "Resource", {
      appName: app.name,
      deploymentGroupName: name,
      serviceRoleArn: this.createRole(props).arn,
      deploymentConfigName:
        shift === "canary" ? "CodeDeployDefault.ECSCanary10Percent5Minutes" : "CodeDeployDefault.ECSAllAtOnce",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      ecsService: { clusterName: cluster.name, serviceName },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          prodTrafficRoute: { listenerArns: [listenerArn] },
          targetGroup: [{ name: blue.name }, { name: green.name }],
        },
      },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: KEEP_OLD_MINUTES,
        },
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarmConfiguration: { enabled: true, alarms: [...rollbackAlarms] },
    });
  }

  private createRole(props: BlueGreenDeploymentProps): ServiceRole {
    const { role, place } = props;
    return new ServiceRole(this, "role", {
      ...role,
      service: "codedeploy.amazonaws.com",
      accountId: place.accountId,
      allow: [...permissionsOf(props)],
    });
  }
}

/**
 * What the policy `AWSCodeDeployRoleForECSLimited` of AWS allows, for this service alone; without hooks, and without packages
 * in S3: nobody uses them here.
 */
function permissionsOf({
  place,
  cluster,
  serviceName,
  taskRoleArns,
  route,
}: BlueGreenDeploymentProps): readonly Statement[] {
  const ecs = (kind: string, rest = "") => arnOf(place, "ecs", `${kind}/${cluster.name}/${serviceName}${rest}`);
  return [
    {
      // ECS ties it to no resource, only to the service that it is for.
      sid: "MakeTaskSets",
      actions: ["ecs:CreateTaskSet"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:service": ecs("service") } },
    },
    {
      sid: "ReplaceTasks",
      actions: ["ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
      resources: [ecs("service"), ecs("task-set", "/*")],
    },
    {
      sid: "StartTasksWithTheirRoles",
      actions: ["iam:PassRole"],
      resources: taskRoleArns,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    { sid: "SwitchRequests", actions: ["elasticloadbalancing:ModifyRule"], resources: [route.rule.arn] },
    {
      // CloudWatch asks about alarms all together, even where some are named.
      sid: "LookAtAlarms",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [arnOf(place, "cloudwatch", "alarm:*")],
    },
    {
      sid: "LookAtWhatHasNoName",
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      resources: ["*"],
    },
  ];
}
