import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { ServiceRole, type ServiceRoleProps } from "../iam/service-role";

/** How a new version takes over: at once, or a tenth of the requests for five minutes first. */
export type Shift = "all-at-once" | "canary";

/** Name, path and boundary of a role that a construct makes. */
export type RolePlace = Pick<ServiceRoleProps, "name" | "path" | "boundaryArn">;

export interface DeploymentGroupProps {
  readonly place: Place;
  /** Name of the application, unique in account and region. */
  readonly application: string;
  /** Name of its one group. */
  readonly group: string;
  readonly shift: Shift;
  /** Names of the alarms that take a deployment back. */
  readonly alarms: readonly string[];
  /** Name of the function whose alias is moved. */
  readonly functionName: string;
  readonly role: RolePlace;
}

/**
 * Moves the alias of a function to a new version, and back by itself when that fails or an alarm goes off. Each deployment
 * names function, alias and versions itself.
 */
export class DeploymentGroup extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentGroupProps) {
    super(scope, id);
    const { application, group, shift, alarms } = props;
    const app = new CodedeployApp(this, "application", { name: application, computePlatform: "Lambda" });
    new CodedeployDeploymentGroup(this, "Resource", {
      appName: app.name,
      deploymentGroupName: group,
      serviceRoleArn: this.createRole(props).arn,
      deploymentConfigName: deploymentConfiguration(shift),
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      // Also one that somebody stops: half way, a part of the requests would meet the new version for ever.
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarmConfiguration: { enabled: true, alarms: [...alarms] },
    });
  }

  private createRole({ place, functionName, role }: DeploymentGroupProps): ServiceRole {
    return new ServiceRole(this, "role", {
      ...role,
      service: "codedeploy.amazonaws.com",
      accountId: place.accountId,
      allow: shiftPermissions(place, functionName),
    });
  }
}

/** Name of the configuration of AWS that shifts in this way. */
export const deploymentConfiguration = (shift: Shift): string =>
  shift === "canary" ? "CodeDeployDefault.LambdaCanary10Percent5Minutes" : "CodeDeployDefault.LambdaAllAtOnce";

/** The ARN of something of CodeDeploy, whose parts stand behind a colon. */
export const codeDeployArn = (
  place: Place,
  kind: "application" | "deploymentconfig" | "deploymentgroup",
  name: string,
): string => arnOf(place, "codedeploy", `${kind}:${name}`);

/**
 * What the policy `AWSCodeDeployRoleForLambdaLimited` of AWS allows, for one function; without hooks, and without AppSpec files
 * in S3: nobody uses them here. CloudWatch asks about alarms all together, even where some are named, so that one statement
 * is for all of the account and region; it reads.
 */
export function shiftPermissions(place: Place, functionName: string): readonly Statement[] {
  const arn = arnOf(place, "lambda", `function:${functionName}`);
  return [
    {
      sid: "MoveAlias",
      actions: ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
      resources: [arn, `${arn}:*`],
    },
    {
      sid: "LookAtAlarms",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [arnOf(place, "cloudwatch", "alarm:*")],
    },
  ];
}
