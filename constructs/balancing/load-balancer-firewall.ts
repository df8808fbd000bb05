import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { AddressRange } from "../../aws/address-range";

/** What a load balancer listens on. */
const LISTENERS = [
  { protocol: "HTTP", port: 80 },
  { protocol: "HTTPS", port: 443 },
] as const;

/** The ports that a process may open without special rights; containers run without them. */
const TARGET_PORTS = { fromPort: 1024, toPort: 65_535 };

export interface LoadBalancerFirewallProps {
  /** Name of the load balancer. */
  readonly name: string;
  readonly vpcId: string;
  /** Range of the VPC, in which all targets are. */
  readonly vpcCidr: AddressRange;
  /** Ranges, of IPv4 or IPv6, that may connect. */
  readonly allowFrom: readonly string[];
}

/**
 * The security group of a load balancer: in from the ranges that may connect, and only to its two listeners; out to the
 * VPC's own range, and only to ports above 1023. Each rule is a resource of its own, so that one can change alone.
 */
export class LoadBalancerFirewall extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { name, vpcId, vpcCidr, allowFrom }: LoadBalancerFirewallProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "Resource", {
      name: `${name}-load-balancer`,
      description: `Load balancer ${name}`,
      vpcId,
    });
    this.securityGroupId = group.id;
    for (const range of allowFrom) this.letIn(range);
    this.letOut(vpcCidr);
  }

  private letIn(range: string): void {
    for (const { protocol, port } of LISTENERS) {
      new VpcSecurityGroupIngressRule(this, `${protocol.toLowerCase()}-from-${idPart(range)}`, {
        securityGroupId: this.securityGroupId,
        description: `${protocol} from ${range}`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...(isIpv6(range) ? { cidrIpv6: range } : { cidrIpv4: range }),
      });
    }
  }

  private letOut(vpcCidr: AddressRange): void {
    new VpcSecurityGroupEgressRule(this, "targets", {
      securityGroupId: this.securityGroupId,
      description: `Targets and their health checks in ${vpcCidr}`,
      ipProtocol: "tcp",
      ...TARGET_PORTS,
      cidrIpv4: vpcCidr,
    });
  }
}

const isIpv6 = (range: string): boolean => range.includes(":");

/** A range as a part of a construct id, each range a different one. */
const idPart = (range: string): string => range.replace(/[^0-9a-f]/g, "-");
