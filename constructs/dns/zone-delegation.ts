import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { isBelow } from "../../aws/domain-names";

export interface ZoneDelegationProps {
  /** The domain that is delegated. */
  readonly domain: string;
  /** The name servers of its zone. */
  readonly nameServers: string[];
  /** The zone above: its id, and the domain that it is for. */
  readonly parent: { readonly id: string; readonly domain: string };
}

/** How long resolvers keep it, in seconds: short enough to mend a mistake within the hour. */
const TTL = 3600;

/**
 * Tells the zone above who answers for a domain; until then no name of the domain is known to anybody.
 *
 * @throws Error when the domain is not below that zone: nobody would look for the record there.
 */
export class ZoneDelegation extends Construct {
  constructor(scope: Construct, id: string, { domain, nameServers, parent }: ZoneDelegationProps) {
    super(scope, id);
    if (!isBelow(domain, parent.domain))
      throw new Error(`${domain} cannot be delegated by the zone ${parent.domain}; use the zone of a domain above it`);
    new Route53Record(this, "Resource", {
      zoneId: parent.id,
      name: domain,
      type: "NS",
      ttl: TTL,
      records: nameServers,
    });
  }
}
