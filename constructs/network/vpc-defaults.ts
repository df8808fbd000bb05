import { DefaultNetworkAcl, type DefaultNetworkAclIngress } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { Vpc as VpcResource } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

export interface VpcDefaultsProps {
  /** Name in the console: `dev-default`. */
  readonly name: string;
  readonly vpc: VpcResource;
}

/**
 * What AWS puts into every VPC unasked, taken over so that nothing gets through because somebody left something out, and so
 * that changes made by hand show in a plan.
 */
export class VpcDefaults extends Construct {
  constructor(scope: Construct, id: string, { name, vpc }: VpcDefaultsProps) {
    super(scope, id);
    const tags = { Name: name };
    // What is given no security group gets this one, and can then reach nothing (Security Hub EC2.2). The lists must be
    // there: without them Terraform removes the rules once and never looks again.
    new DefaultSecurityGroup(this, "security-group", { vpcId: vpc.id, ingress: [], egress: [], tags });
    // A subnet that is given no route table uses this one, and can then reach the VPC alone.
    new DefaultRouteTable(this, "route-table", { defaultRouteTableId: vpc.defaultRouteTableId, route: [], tags });
    // The rules that AWS itself makes: security groups decide, and every subnet belongs to this ACL.
    new DefaultNetworkAcl(this, "network-acl", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: [...EVERYTHING],
      egress: [...EVERYTHING],
      tags,
      // AWS keeps the subnets; naming them here would plan to move each one that another stack adds.
      lifecycle: { ignoreChanges: ["subnet_ids"] },
    });
  }
}

const allow = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };

/** IPv6 too, whether or not there is any yet: AWS would add the rule the moment the VPC gets it. */
const EVERYTHING: readonly DefaultNetworkAclIngress[] = [
  { ...allow, ruleNo: 100, cidrBlock: "0.0.0.0/0" },
  { ...allow, ruleNo: 101, ipv6CidrBlock: "::/0" },
];
