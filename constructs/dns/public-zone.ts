import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

export interface PublicZoneProps {
  readonly domain: string;
  /** What the zone is for; shown in the console. */
  readonly comment: string;
  /**
   * Whether a plan that destroys or replaces the zone fails, as long as it is declared: whoever takes the declaration away
   * takes the guard with it (Terraform documentation, "prevent_destroy"). A new zone has other name servers, so until it is
   * delegated no name answers.
   */
  readonly preventDestroy: boolean;
}

/** The names by which a CAA record may call Amazon. Source: ACM User Guide, "Configure a CAA record". */
const AMAZON = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/**
 * A DNS zone that the internet asks. Whoever owns the domain above has to delegate it once, to the zone's name servers.
 * Amazon alone may issue certificates for its names; a name that needs another authority gets a CAA record of its own, which
 * then counts instead (RFC 8659).
 */
export class PublicZone extends Construct {
  readonly id: string;
  /** The four that Route 53 gave it, to which the domain above delegates. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, { domain, comment, preventDestroy }: PublicZoneProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "Resource", {
      name: domain,
      comment,
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
    new Route53Record(this, "certificate-authorities", {
      zoneId: zone.zoneId,
      name: domain,
      type: "CAA",
      ttl: 3600,
      records: AMAZON.map((authority) => `0 issue "${authority}"`),
    });
    this.id = zone.zoneId;
    this.nameServers = zone.nameServers;
  }
}
