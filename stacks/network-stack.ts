import type { App } from "cdktf";
import { Key, logsUseKey } from "../constructs/encryption/key";
import { Vpc } from "../constructs/network/vpc";
import { nameOf } from "../model/names";
import type { Network } from "../model/organisation";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract, type ValuesOf } from "./contract";

const VPC_OUTPUTS = {
  vpcId: "string",
  publicSubnets: "list",
  privateSubnets: "list",
  isolatedSubnets: "list",
} as const;

/** What whatever stands in a network needs of its VPC. Subnets come in the order of the network's zones. */
export const vpcContract = new Contract(VPC_OUTPUTS);

/** Values of {@link vpcContract}. */
export type VpcOutputs = ValuesOf<typeof VPC_OUTPUTS>;

/** The VPC of a network. */
export class NetworkStack extends BaseStack {
  readonly outputs: Outputs<typeof VPC_OUTPUTS>;

  constructor(app: App, network: Network) {
    super(app, `${network.name}-network`, { network, kind: "network", source: network.source });
    const { place } = this;
    const groupName = `/${network.name}/flow-log`;
    const key = new Key(this, "key", {
      alias: nameOf("key", network.name, "network"),
      description: `Flow log of the network ${network.name}`,
      place,
      allow: [logsUseKey(place, groupName)],
      preventDestroy: network.production,
    });
    const vpc = new Vpc(this, "vpc", {
      name: network.name,
      place,
      cidr: network.cidr,
      zones: network.zones,
      nat: network.nat,
      ipv6: network.ipv6,
      interfaceEndpoints: network.interfaceEndpoints,
      flowLog: { groupName, retentionDays: network.flowLogRetentionDays, keyArn: key.arn },
    });
    this.outputs = this.publish(vpcContract, {
      vpcId: vpc.id,
      publicSubnets: vpc.publicSubnetIds,
      privateSubnets: vpc.privateSubnetIds,
      isolatedSubnets: vpc.isolatedSubnetIds,
    });
  }
}
