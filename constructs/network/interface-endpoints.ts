import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { AddressRange } from "../../aws/address-range";
import type { Place } from "../../aws/arn";
import { onlyIdentitiesOf } from "./endpoint-policy";
import { GATEWAY_SERVICES } from "./gateway-endpoints";

export interface InterfaceEndpointsProps {
  /** Goes before the names in the console: `dev` gives `dev-ecr.api`. */
  readonly name: string;
  readonly place: Place;
  readonly vpcId: string;
  /** The range of the VPC: whatever stands in it may use the endpoints. */
  readonly cidr: AddressRange;
  /** One subnet for each zone that gets a network interface. Each costs by the hour. */
  readonly subnetIds: readonly string[];
  /** The AWS services, by the short name that AWS uses: `ecr.api`. They must speak HTTPS and accept an endpoint policy. */
  readonly services: readonly string[];
}

/**
 * Ways to AWS services that stay inside the VPC. The services keep their usual host names.
 *
 * @throws Error when a service is named that is reached through a gateway endpoint.
 */
export class InterfaceEndpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, place, vpcId, cidr, subnetIds, services }: InterfaceEndpointsProps,
  ) {
    super(scope, id);
    const group = this.createSecurityGroup(name, vpcId, cidr);
    for (const service of services) {
      refuseGatewayService(service);
      new VpcEndpoint(this, service.replaceAll(".", "-"), {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${place.region}.${service}`,
        subnetIds: [...subnetIds],
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        policy: onlyIdentitiesOf(place),
        tags: { Name: `${name}-${service}` },
      });
    }
  }

  /** Without a rule for what goes out: an endpoint opens no connections, and Terraform removes the rule that AWS makes. */
  private createSecurityGroup(name: string, vpcId: string, cidr: AddressRange): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-endpoints`,
      description: "Interface endpoints of AWS services",
      vpcId,
      tags: { Name: `${name}-endpoints` },
    });
    new VpcSecurityGroupIngressRule(this, "https-from-vpc", {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    return group;
  }
}

function refuseGatewayService(service: string): void {
  if (!GATEWAY_SERVICES.includes(service)) return;
  throw new Error(
    `interface endpoint "${service}" is not needed: every VPC reaches ${service} through a gateway endpoint, which costs nothing; leave it out`,
  );
}
