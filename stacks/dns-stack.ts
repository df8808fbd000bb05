import type { App } from "cdktf";
import { PublicZone } from "../constructs/dns/public-zone";
import type { Network } from "../model/organisation";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract } from "./contract";

const DNS_OUTPUTS = { zoneId: "string" } as const;

/** The zone in which a network's names stand. */
export const dnsContract = new Contract(DNS_OUTPUTS);

/**
 * The public zone of a network. It answers nobody until the domain above delegates to its name servers, which the Route 53
 * console shows; until then the certificates of the network's platform wait.
 */
export class DnsStack extends BaseStack {
  readonly outputs: Outputs<typeof DNS_OUTPUTS>;

  constructor(app: App, network: Network) {
    super(app, `${network.name}-dns`, { network, kind: "dns", source: network.source });
    const zone = new PublicZone(this, "zone", {
      domain: network.domain,
      comment: `Names of the network ${network.name}`,
      preventDestroy: network.production,
    });
    this.outputs = this.publish(dnsContract, { zoneId: zone.id });
  }
}
