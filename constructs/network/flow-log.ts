import { FlowLog as FlowLogResource } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { Place } from "../../aws/arn";
import type { LogRetentionDays } from "../../aws/log-retention";
import { boundaryArn, boundaryPath } from "../iam/boundary-arn";
import type { Statement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import { EncryptedLogGroup } from "../logs/encrypted-log-group";

/** Where the flow log goes, and how long it stays there. */
export interface FlowLogSettings {
  /** Log group, beginning with a slash: `/dev/flow-log`. */
  readonly groupName: string;
  readonly retentionDays: LogRetentionDays;
  /** Its policy must let CloudWatch Logs use it for that group. */
  readonly keyArn: string;
}

export interface FlowLogProps extends FlowLogSettings {
  /** The network's. Goes before the names: `dev` gives the role `/dev/dev-flow-log`. */
  readonly name: string;
  readonly place: Place;
  readonly vpcId: string;
}

/** Who talked to whom in a VPC, accepted or refused, in an encrypted log group. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, { name, place, vpcId, groupName, retentionDays, keyArn }: FlowLogProps) {
    super(scope, id);
    const group = new EncryptedLogGroup(this, "group", { name: groupName, retentionDays, keyArn });
    const role = new ServiceRole(this, "role", {
      name: `${name}-flow-log`,
      path: boundaryPath(name),
      service: "vpc-flow-logs.amazonaws.com",
      accountId: place.accountId,
      boundaryArn: boundaryArn(place.accountId, name),
      allow: writesTo(group),
    });
    new FlowLogResource(this, "Resource", {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: `${name}-flow-log` },
    });
  }
}

/**
 * What flow logs need, on their own group alone, which exists already.
 * Source: Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs".
 */
const writesTo = ({ arn }: EncryptedLogGroup): readonly Statement[] => [
  {
    sid: "WritesItsOwnGroup",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [`${arn}:*`],
  },
  // AWS looks for the group among all, and allows this on all or none; reading names is all that it does.
  { sid: "FindsItsOwnGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
];
