import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc as VpcResource } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { AddressRange } from "../../aws/address-range";
import type { Place } from "../../aws/arn";
import { FlowLog, type FlowLogSettings } from "./flow-log";
import { GatewayEndpoints } from "./gateway-endpoints";
import { InterfaceEndpoints } from "./interface-endpoints";
import { type NatChoice, NatGateways } from "./nat-gateways";
import { SubnetTier } from "./subnet-tier";
import { type PlannedSubnet, splitIntoTiers, type Tier } from "./subnet-tiers";
import { VpcDefaults } from "./vpc-defaults";

export interface VpcProps {
  /** The network's. Goes before every name that people see in the console: `dev` gives `dev-private-a`. */
  readonly name: string;
  readonly place: Place;
  /** Address range, a /16 to /20. */
  readonly cidr: AddressRange;
  /**
   * Availability zones, two or three. Append new ones: the position of a zone decides the addresses of its subnets, and
   * moving it replaces them with all that stands in them.
   */
  readonly zones: readonly string[];
  /**
   * How private subnets reach the internet over IPv4. One gateway costs about a third of one per zone, and falls with its
   * zone. Without any, give the AWS services that tasks need to `interfaceEndpoints`.
   * @default "one-per-zone"
   */
  readonly nat?: "none" | NatChoice;
  /**
   * Whether the VPC also has IPv6 addresses. Private subnets then reach the internet over IPv6 whatever `nat` says, and
   * cannot be reached from it.
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * AWS services that private subnets reach without the internet, by the short name that AWS uses: `ecr.api`. Each costs
   * by the hour and zone. S3 and DynamoDB always are reached so, at no cost.
   * @default []
   */
  readonly interfaceEndpoints?: readonly string[];
  readonly flowLog: FlowLogSettings;
}

type Tiers = Readonly<Record<Tier, SubnetTier>>;

const ANY_IPV4 = "0.0.0.0/0";
const ANY_IPV6 = "::/0";

/**
 * A network of three tiers of subnets, one subnet of each in every zone: public for load balancers and NAT gateways,
 * private for tasks, which reach the internet and cannot be reached from it, isolated for data, which does neither.
 *
 * @throws RangeError when there are not two or three zones, or the range is no /16 to /20.
 * @throws Error when an interface endpoint is asked for S3 or DynamoDB.
 */
export class Vpc extends Construct {
  readonly id: string;
  /** In the order of the zones, as those of the other tiers. */
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];

  private readonly name: string;
  private readonly vpc: VpcResource;

  constructor(
    scope: Construct,
    id: string,
    { name, place, cidr, zones, nat = "one-per-zone", ipv6 = false, interfaceEndpoints = [], flowLog }: VpcProps,
  ) {
    super(scope, id);
    const planned = splitIntoTiers(cidr, zones);
    this.name = name;
    this.vpc = this.createVpc(cidr, ipv6);
    const tiers: Tiers = {
      public: this.createTier("public", planned.public, ipv6),
      private: this.createTier("private", planned.private, ipv6),
      isolated: this.createTier("isolated", planned.isolated, ipv6),
    };
    const internetGateway = this.connectPublicSubnets(tiers.public, ipv6);
    if (nat !== "none") this.connectPrivateSubnets(tiers, nat, internetGateway);
    if (ipv6) this.connectPrivateSubnetsOverIpv6(tiers.private);
    new VpcDefaults(this, "defaults", { name: `${name}-default`, vpc: this.vpc });
    new GatewayEndpoints(this, "gateway-endpoints", {
      name,
      place,
      vpcId: this.vpc.id,
      routeTableIds: [...tiers.private.routeTableIds, ...tiers.isolated.routeTableIds],
    });
    if (interfaceEndpoints.length > 0) {
      new InterfaceEndpoints(this, "interface-endpoints", {
        name,
        place,
        vpcId: this.vpc.id,
        cidr,
        subnetIds: tiers.private.subnetIds,
        services: interfaceEndpoints,
      });
    }
    new FlowLog(this, "flow-log", { ...flowLog, name, place, vpcId: this.vpc.id });

    this.id = this.vpc.id;
    this.publicSubnetIds = tiers.public.subnetIds;
    this.privateSubnetIds = tiers.private.subnetIds;
    this.isolatedSubnetIds = tiers.isolated.subnetIds;
  }

  private createVpc(cidr: AddressRange, ipv6: boolean): VpcResource {
    return new VpcResource(this, "Resource", {
      cidrBlock: cidr,
      // Interface endpoints need both to answer under the usual host names of their services.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: ipv6,
      tags: { Name: this.name },
    });
  }

  private createTier(tier: Tier, subnets: readonly PlannedSubnet[], ipv6: boolean): SubnetTier {
    return new SubnetTier(this, tier, {
      name: `${this.name}-${tier}`,
      vpcId: this.vpc.id,
      subnets,
      // Only private subnets may leave by a gateway of their own zone.
      routeTables: tier === "private" ? "one-per-zone" : "one",
      // An IPv6 address in a public subnet is a public address: there it has to be asked for.
      ...(ipv6 && { ipv6: { block: this.vpc.ipv6CidrBlock, assign: tier !== "public" } }),
    });
  }

  private connectPublicSubnets(tier: SubnetTier, ipv6: boolean): InternetGateway {
    const gateway = new InternetGateway(this, "internet-gateway", { vpcId: this.vpc.id, tags: { Name: this.name } });
    tier.addRoute("internet", () => ({ destinationCidrBlock: ANY_IPV4, gatewayId: gateway.id }));
    if (ipv6) tier.addRoute("internet-ipv6", () => ({ destinationIpv6CidrBlock: ANY_IPV6, gatewayId: gateway.id }));
    return gateway;
  }

  private connectPrivateSubnets(tiers: Tiers, nat: NatChoice, internetGateway: InternetGateway): void {
    const gateways = new NatGateways(this, "nat", {
      name: `${this.name}-nat`,
      choice: nat,
      subnets: tiers.public.subnets,
      internetGateway,
    });
    tiers.private.addRoute("internet", (position) => ({
      destinationCidrBlock: ANY_IPV4,
      natGatewayId: gateways.gatewayIdOf(position),
    }));
  }

  private connectPrivateSubnetsOverIpv6(tier: SubnetTier): void {
    const gateway = new EgressOnlyInternetGateway(this, "egress-only-internet-gateway", {
      vpcId: this.vpc.id,
      tags: { Name: this.name },
    });
    tier.addRoute("internet-ipv6", () => ({ destinationIpv6CidrBlock: ANY_IPV6, egressOnlyGatewayId: gateway.id }));
  }
}
