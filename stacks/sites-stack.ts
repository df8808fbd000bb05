import type { App } from "cdktf";
import { isBelow } from "../aws/domain-names";
import { PublicZone } from "../constructs/dns/public-zone";
import { ZoneDelegation } from "../constructs/dns/zone-delegation";
import { boundaryArn } from "../constructs/iam/boundary-arn";
import { GitHubRole } from "../constructs/iam/github-role";
import { publisherPermissions } from "../constructs/site/publisher-permissions";
import { Site } from "../constructs/site/site";
import { nameOf } from "../model/names";
import type { Network } from "../model/organisation";
import type { SitePlace } from "../model/sites";
import { BaseStack } from "./base-stack";
import type { DnsStack } from "./dns-stack";
import { trustsOf } from "./site-trusts";

/** What sites are built upon. */
export interface SitesUpstream {
  readonly dns: DnsStack["outputs"];
}

/**
 * All sites of a line in one environment, however many: a bucket for their releases, a distribution for their names, and a
 * store that says which host serves which release. A client's site is an entry there and a record in the bucket, so it
 * changes nothing here (docs/adr/0017).
 *
 * Its zone answers once the domain above delegates to it. Where that is the network's own, this is done here; elsewhere
 * whoever owns that domain does it once, by hand, with the name servers that the Route 53 console shows, and the certificate
 * waits for it, up to 75 minutes.
 */
export class SitesStack extends BaseStack {
  constructor(app: App, place: SitePlace, network: Network, { dns }: SitesUpstream) {
    const { stackId, accountId, environment, line, team, suffix, logBuckets, source } = place;
    const production = environment.protection === "production";
    super(app, stackId, {
      network,
      kind: "sites",
      environment: environment.name,
      production,
      source,
      tags: { team, service: line, environment: environment.name },
    });
    const zone = this.createZone(place, network, dns);
    const site = new Site(this, {
      name: nameOf("function", stackId),
      accountId,
      comment: `Sites of ${suffix}`,
      releasesComment: `Which release each site of ${suffix} serves`,
      host: `*.${suffix}`,
      zone: { id: zone.id, domain: suffix },
      access: place.access,
      buckets: { releases: place.bucket, accessLogs: logBuckets.access, firewallLogs: logBuckets.firewall },
      readers: place.givesTo,
      retentionDays: environment.logRetentionDays,
      production,
      provider: this.inGlobalRegion(),
    });
    this.createPublisher(place, site);
  }

  private createZone(
    { suffix: domain, title, environment }: SitePlace,
    network: Network,
    dns: SitesUpstream["dns"],
  ): PublicZone {
    const zone = new PublicZone(this, "zone", {
      domain,
      comment: `Sites: ${title}`,
      preventDestroy: environment.protection === "production",
    });
    if (isBelow(domain, network.domain)) {
      const parent = { id: this.read(dns).zoneId, domain: network.domain };
      new ZoneDelegation(this, "delegation", { domain, nameServers: zone.nameServers, parent });
    }
    return zone;
  }

  private createPublisher(place: SitePlace, { edge, distribution }: Site): void {
    const { accountId, network, title, suffix, bucket, role, takesFrom } = place;
    new GitHubRole(this, "publisher", {
      name: role.name,
      path: role.path,
      description: `${title}: publishes releases and promotes them to the sites of ${suffix}`,
      trusts: trustsOf(place),
      boundaryArn: boundaryArn(accountId, network),
      policies: {},
      inline: {
        sites: publisherPermissions({
          bucket,
          sources: takesFrom.map((source) => source.bucket),
          storeArn: edge.storeArn,
          distributionArn: distribution.arn,
        }),
      },
    });
  }
}
