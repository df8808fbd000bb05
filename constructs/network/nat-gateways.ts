import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";
import type { TierSubnet } from "./subnet-tier";

/**
 * One gateway, in the first zone, for all zones; or one in each. One costs about a third of three. In exchange it falls with
 * its zone, and what other zones send through it is charged as traffic between zones.
 */
export type NatChoice = "one" | "one-per-zone";

export interface NatGatewaysProps {
  /** Name in the console: `dev-nat`. Each gateway adds the letter of its zone: `dev-nat-a`. */
  readonly name: string;
  readonly choice: NatChoice;
  /** The public subnets, in the order of the zones. */
  readonly subnets: readonly TierSubnet[];
  readonly internetGateway: InternetGateway;
}

/** The way to the internet for subnets without public addresses. Connections begin inside, never outside. */
export class NatGateways extends Construct {
  private readonly choice: NatChoice;
  private readonly gatewayIds: readonly string[];

  constructor(scope: Construct, id: string, { name, choice, subnets, internetGateway }: NatGatewaysProps) {
    super(scope, id);
    this.choice = choice;
    this.gatewayIds = (choice === "one" ? subnets.slice(0, 1) : subnets).map((subnet) =>
      this.createGateway(`${name}-${subnet.letter}`, subnet, internetGateway),
    );
  }

  /**
   * The gateway that serves a zone, by the zone's position.
   *
   * @throws RangeError when there is no such zone.
   */
  gatewayIdOf(position: number): string {
    const gatewayId = this.gatewayIds[this.choice === "one" ? 0 : position];
    if (gatewayId === undefined) throw new RangeError(`no NAT gateway serves zone ${position}`);
    return gatewayId;
  }

  private createGateway(name: string, { id: subnetId, letter }: TierSubnet, internetGateway: InternetGateway): string {
    const address = new Eip(this, `address-${letter}`, { domain: "vpc", tags: { Name: name } });
    return new NatGateway(this, `gateway-${letter}`, {
      allocationId: address.id,
      subnetId,
      tags: { Name: name },
      // Terraform sees no reference: the gateway needs the VPC's way out, and must go before it.
      dependsOn: [internetGateway],
    }).id;
  }
}
