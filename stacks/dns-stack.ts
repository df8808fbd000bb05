import type { App } from "cdktf";
import { PublicZone } from "../constructs/dns/public-zone";
import { WildcardCertificate } from "../constructs/dns/wildcard-certificate";
import type { Environment, Network } from "../model/organisation";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract, type ValuesOf } from "./contract";

const DNS_OUTPUTS = { zoneId: "string", certificate: "string", environmentCertificates: "list" } as const;

/**
 * The zone of a network and the certificates for it, by ARN: `certificate` is for the names in the network's own domain,
 * `environmentCertificates` for those of {@link environmentsWithCertificate}, in that order.
 */
export const dnsContract = new Contract(DNS_OUTPUTS);

/** Values of {@link dnsContract}. */
export type DnsOutputs = ValuesOf<typeof DNS_OUTPUTS>;

/** The environments with a domain of their own: a wildcard covers one label, so the network's certificate does not reach them. */
export const environmentsWithCertificate = ({ domain, environments }: Network): readonly Environment[] =>
  environments.filter((environment) => environment.domain !== domain);

/**
 * The public zone of a network, and certificates for load balancers. The first deployment waits for the certificates, up to
 * 75 minutes, until the domain above delegates to the zone's name servers, which the Route 53 console shows. If that takes
 * longer the deployment fails, and can be repeated.
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
    const certificate = new WildcardCertificate(this, "certificate", { domain: network.domain, zone });
    const environmentCertificates = environmentsWithCertificate(network).map(
      ({ name, domain }) => new WildcardCertificate(this, `certificate-${name}`, { domain, zone }),
    );
    this.outputs = this.publish(dnsContract, {
      zoneId: zone.id,
      certificate: certificate.arn,
      environmentCertificates: environmentCertificates.map(({ arn }) => arn),
    });
  }
}
