import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document";

export interface ServiceRoleProps {
  /** At most 64 characters. */
  readonly name: string;
  /** Begins and ends with a slash: `/dev/`. Lets policies speak of all roles of a network. */
  readonly path: string;
  /** The AWS service that takes the role: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** Only resources of this account may make the service take the role (the confused deputy problem). */
  readonly accountId: string;
  /** ARN of the policy that says what the role may do at most, whatever it is allowed. */
  readonly boundaryArn: string;
  /**
   * What the role may do.
   * @default - nothing
   */
  readonly allow?: readonly Statement[];
}

/** A role that one AWS service takes on behalf of this account, with one policy of named statements. */
export class ServiceRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { name, path, service, accountId, boundaryArn, allow = [] } = props;
    const role = new IamRole(this, "Resource", {
      name,
      path,
      assumeRolePolicy: policyDocument([trust(service, accountId)]),
      permissionsBoundary: boundaryArn,
    });
    if (allow.length > 0) {
      new IamRolePolicy(this, "policy", { name: "allow", role: role.name, policy: policyDocument(allow) });
    }
    this.arn = role.arn;
  }
}

const trust = (service: string, accountId: string): Statement => ({
  sid: "ServiceTakesRoleForThisAccount",
  actions: ["sts:AssumeRole"],
  principals: { services: [service] },
  conditions: { StringEquals: { "aws:SourceAccount": accountId } },
});
