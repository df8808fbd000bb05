import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ServiceFirewallProps {
  /** Of the security group, and of the service in descriptions. */
  readonly name: string;
  readonly vpcId: string;
  /** Whether the service may leave the VPC over IPv6 too. */
  readonly ipv6: boolean;
}

/** A load balancer that passes requests on to a service. */
export interface LoadBalancerInFront {
  readonly securityGroupId: string;
  /** Port on which the service is reached. */
  readonly port: number;
  /** The target group. */
  readonly targets: ITerraformDependable;
}

/** A service that another one calls. */
export interface Callee {
  readonly name: string;
  readonly port: number;
  readonly securityGroupId: string;
}

/**
 * Who may reach a service and what it may reach: HTTPS anywhere, which AWS's own services need, and else only what is
 * allowed by name.
 */
export class ServiceFirewall extends Construct {
  readonly securityGroupId: string;
  private readonly name: string;

  constructor(scope: Construct, id: string, { name, vpcId, ipv6 }: ServiceFirewallProps) {
    super(scope, id);
    this.name = name;
    this.securityGroupId = new SecurityGroup(this, "Resource", { name, description: `Tasks of ${name}`, vpcId }).id;
    this.allowHttpsOut("https-out", { cidrIpv4: "0.0.0.0/0" });
    if (ipv6) this.allowHttpsOut("https-out-ipv6", { cidrIpv6: "::/0" });
  }

  /** Lets requests and health checks in. */
  allowFrom({ securityGroupId, port, targets }: LoadBalancerInFront): void {
    new VpcSecurityGroupIngressRule(this, "from-load-balancer", {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: securityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: "Requests and health checks of the load balancer",
      // AWS refuses to replace a target group in use, as another port would: the old port must then stay open too.
      dependsOn: [targets],
    });
  }

  /** Opens the way to another service, at both ends: the callee does not know its callers. */
  allowTo({ name, port, securityGroupId }: Callee): void {
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new VpcSecurityGroupEgressRule(this, `to-${name}`, {
      ...tcp,
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: securityGroupId,
      description: `Calls to ${name}`,
    });
    new VpcSecurityGroupIngressRule(this, `into-${name}`, {
      ...tcp,
      securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
      description: `Calls from ${this.name}`,
    });
  }

  private allowHttpsOut(id: string, destination: { cidrIpv4: string } | { cidrIpv6: string }): void {
    new VpcSecurityGroupEgressRule(this, id, {
      ...destination,
      securityGroupId: this.securityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "AWS services and other HTTPS",
    });
  }
}
