import type { App } from "cdktf";
import { isBelow } from "../aws/domain-names";
import { AliasRecords } from "../constructs/dns/alias-records";
import { PublicZone } from "../constructs/dns/public-zone";
import { WildcardCertificate } from "../constructs/dns/wildcard-certificate";
import { ZoneDelegation } from "../constructs/dns/zone-delegation";
import { boundaryArn } from "../constructs/iam/boundary-arn";
import { GitHubRole } from "../constructs/iam/github-role";
import { AccessLogDelivery } from "../constructs/site/access-log-delivery";
import { EdgeFunction } from "../constructs/site/edge-function";
import { publisherPermissions } from "../constructs/site/publisher-permissions";
import { SecurityHeaders } from "../constructs/site/security-headers";
import { SiteBucket } from "../constructs/site/site-bucket";
import { SiteDistribution } from "../constructs/site/site-distribution";
import { SiteLogBucket } from "../constructs/site/site-log-bucket";
import { SiteObjects } from "../constructs/site/site-objects";
import { WebAcl } from "../constructs/site/web-acl";
import { accessLogPrefix } from "../constructs/storage/access-logs";
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

/** What the distribution is made from. */
interface Parts {
  readonly bucket: SiteBucket;
  readonly zone: PublicZone;
  readonly edge: EdgeFunction;
}

/** How the accesses to the bucket of releases are called among the logs. */
const RELEASES = "releases";

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
  private readonly isProduction: boolean;

  constructor(app: App, place: SitePlace, network: Network, { dns }: SitesUpstream) {
    const { stackId, environment, line, team, source } = place;
    const production = environment.protection === "production";
    super(app, stackId, {
      network,
      kind: "sites",
      environment: environment.name,
      production,
      source,
      tags: { team, service: line, environment: environment.name },
    });
    this.isProduction = production;
    const logs = this.createAccessLogs(place);
    const bucket = this.createBucket(place, logs);
    const zone = this.createZone(place, network, dns);
    const edge = this.createEdgeFunction(place);
    const distribution = this.createDistribution(place, { bucket, zone, edge });
    bucket.serveBy(distribution.arn);
    this.deliverLogs(place, distribution, logs);
    new AliasRecords(this, "names", { zoneId: zone.id, name: `*.${place.suffix}`, target: distribution.target });
    new SiteObjects(this, "objects", {
      bucket: bucket.name,
      location: { keyValueStoreArn: edge.storeArn, distributionId: distribution.id },
    });
    this.createPublisher(place, edge, distribution);
  }

  private createAccessLogs({ stackId, accountId, environment, bucket, logBuckets }: SitePlace): SiteLogBucket {
    return new SiteLogBucket(this, "access-logs", {
      name: logBuckets.access,
      accountId,
      of: { kind: "distribution", deliverySource: stackId, accessTo: { [RELEASES]: bucket } },
      retentionDays: environment.logRetentionDays,
      preventDestroy: this.isProduction,
    });
  }

  private createBucket({ bucket, givesTo }: SitePlace, logs: SiteLogBucket): SiteBucket {
    return new SiteBucket(this, "bucket", {
      name: bucket,
      accessLogs: { bucket: logs.name, prefix: accessLogPrefix(RELEASES) },
      readers: givesTo,
      preventDestroy: this.isProduction,
    });
  }

  private createZone({ suffix: domain, title }: SitePlace, network: Network, dns: SitesUpstream["dns"]): PublicZone {
    const zone = new PublicZone(this, "zone", {
      domain,
      comment: `Sites: ${title}`,
      preventDestroy: this.isProduction,
    });
    if (isBelow(domain, network.domain)) {
      const parent = { id: this.read(dns).zoneId, domain: network.domain };
      new ZoneDelegation(this, "delegation", { domain, nameServers: zone.nameServers, parent });
    }
    return zone;
  }

  private createEdgeFunction({ stackId, suffix, access }: SitePlace): EdgeFunction {
    return new EdgeFunction(this, "edge-function", {
      name: nameOf("function", stackId),
      comment: `Which release each site of ${suffix} serves`,
      access,
      preventDestroy: this.isProduction,
    });
  }

  private createDistribution(place: SitePlace, { bucket, zone, edge }: Parts): SiteDistribution {
    const { stackId, suffix } = place;
    const name = nameOf("function", stackId);
    const comment = `Sites of ${suffix}`;
    const headers = new SecurityHeaders(this, "headers", { name, comment });
    const certificate = new WildcardCertificate(this, "certificate", {
      domain: suffix,
      zone: { id: zone.id, domain: suffix },
      provider: this.inGlobalRegion(),
    });
    return new SiteDistribution(this, "distribution", {
      name,
      comment,
      domain: suffix,
      originDomainName: bucket.domainName,
      certificateArn: certificate.arn,
      functionArn: edge.arn,
      headersPolicyId: headers.policyId,
      // Outside of production visitors are colleagues.
      priceClass: this.isProduction ? "PriceClass_All" : "PriceClass_100",
      ...(this.isProduction && { webAclArn: this.createWebAcl(place).arn }),
    });
  }

  /** One for all sites of a place: a web ACL is paid by the month, and what attacks one site attacks all. */
  private createWebAcl({ stackId, accountId, suffix, environment, logBuckets }: SitePlace): WebAcl {
    const provider = this.inGlobalRegion();
    const logs = new SiteLogBucket(this, "web-acl-logs", {
      name: logBuckets.firewall,
      accountId,
      of: { kind: "firewall" },
      retentionDays: environment.logRetentionDays,
      preventDestroy: this.isProduction,
      provider,
    });
    return new WebAcl(this, "web-acl", {
      name: stackId,
      description: `Sites of ${suffix}`,
      logBucket: logs.name,
      provider,
    });
  }

  private deliverLogs({ stackId }: SitePlace, { arn }: SiteDistribution, { name: bucket }: SiteLogBucket): void {
    new AccessLogDelivery(this, "access-log-delivery", {
      name: stackId,
      distributionArn: arn,
      bucket,
      provider: this.inGlobalRegion(),
    });
  }

  private createPublisher(place: SitePlace, edge: EdgeFunction, distribution: SiteDistribution): void {
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
