import { Route, type RouteConfig } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { PlannedSubnet } from "./subnet-tiers";

export interface SubnetTierProps {
  /** Name in the console: `dev-private`. What stands in one zone adds its letter: `dev-private-a`. */
  readonly name: string;
  readonly vpcId: string;
  /** One subnet for each zone. */
  readonly subnets: readonly PlannedSubnet[];
  /** Whether the subnets share one route table, or each has its own because its routes differ by zone. */
  readonly routeTables: "one" | "one-per-zone";
  /**
   * The tier's part in IPv6.
   * @default - IPv4 only
   */
  readonly ipv6?: TierIpv6;
}

/** How a tier takes part in IPv6. */
export interface TierIpv6 {
  /** The /56 of the VPC. Each subnet takes the /64 that has the number of its part of the IPv4 range. */
  readonly block: string;
  /** Whether network interfaces get an IPv6 address without asking for one. */
  readonly assign: boolean;
}

/** A range of destinations, and the gateway that takes what is sent there. */
export type RouteTarget = Pick<
  RouteConfig,
  "destinationCidrBlock" | "destinationIpv6CidrBlock" | "gatewayId" | "natGatewayId" | "egressOnlyGatewayId"
>;

/** A /56 cut into `2 ** 8` parts gives parts of /64, the only size that a subnet can have. */
const IPV6_PART_BITS = 8;

/** A subnet of a tier. */
export interface TierSubnet {
  readonly id: string;
  /** Last letter of its zone: `a`. */
  readonly letter: string;
}

interface TierRouteTable {
  readonly id: string;
  /** Behind the names of what belongs to it: `-a`, or nothing when the zones share it. */
  readonly suffix: string;
}

/** Subnets of one kind, one in each zone. Nothing but the VPC can be reached from them until a route is added. */
export class SubnetTier extends Construct {
  /** In the order of the zones. */
  readonly subnets: readonly TierSubnet[];
  private readonly routeTables: readonly TierRouteTable[];

  constructor(scope: Construct, id: string, { name, vpcId, subnets, routeTables, ipv6 }: SubnetTierProps) {
    super(scope, id);
    const shared = routeTables === "one" ? this.createRouteTable(name, vpcId, "") : undefined;
    const zones = subnets.map((planned) => {
      const routeTable = shared ?? this.createRouteTable(name, vpcId, `-${planned.letter}`);
      const subnet = this.createSubnet(name, vpcId, planned, ipv6);
      this.associate(subnet, routeTable);
      return { subnet, routeTable };
    });
    this.subnets = zones.map(({ subnet }) => subnet);
    this.routeTables = shared ? [shared] : zones.map(({ routeTable }) => routeTable);
  }

  /** In the order of the zones. */
  get subnetIds(): readonly string[] {
    return this.subnets.map(({ id }) => id);
  }

  /** In the order of the zones; a single one when they share it. */
  get routeTableIds(): readonly string[] {
    return this.routeTables.map(({ id }) => id);
  }

  /**
   * Adds a route to each route table.
   *
   * @param targetOf The target for a zone, by the zone's position; a route table that all zones share asks for position 0.
   */
  addRoute(id: string, targetOf: (position: number) => RouteTarget): void {
    for (const [position, { id: routeTableId, suffix }] of this.routeTables.entries()) {
      new Route(this, `${id}${suffix}`, { routeTableId, ...targetOf(position) });
    }
  }

  private createRouteTable(name: string, vpcId: string, suffix: string): TierRouteTable {
    const { id } = new RouteTable(this, `route-table${suffix}`, { vpcId, tags: { Name: `${name}${suffix}` } });
    return { id, suffix };
  }

  private createSubnet(name: string, vpcId: string, planned: PlannedSubnet, ipv6: TierIpv6 | undefined): TierSubnet {
    const { zone, letter, part, range } = planned;
    const { id } = new Subnet(this, `subnet-${letter}`, {
      vpcId,
      availabilityZone: zone,
      cidrBlock: range,
      // In public subnets too: what stands there, load balancers and NAT gateways, brings addresses of its own.
      mapPublicIpOnLaunch: false,
      ...(ipv6 && {
        ipv6CidrBlock: Fn.cidrsubnet(ipv6.block, IPV6_PART_BITS, part),
        assignIpv6AddressOnCreation: ipv6.assign,
      }),
      tags: { Name: `${name}-${letter}` },
    });
    return { id, letter };
  }

  private associate({ id: subnetId, letter }: TierSubnet, { id: routeTableId }: TierRouteTable): void {
    new RouteTableAssociation(this, `association-${letter}`, { subnetId, routeTableId });
  }
}
