import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { AliasRecords } from "../dns/alias-records";
import { Certificate } from "../dns/certificate";
import { accessLogPrefix } from "../storage/access-logs";
import { AccessLogDelivery } from "./access-log-delivery";
import { EdgeFunction } from "./edge-function";
import { SecurityHeaders } from "./security-headers";
import { SiteBucket, type VersionReader } from "./site-bucket";
import { SiteDistribution } from "./site-distribution";
import { SiteLogBucket, type SiteLogBucketProps } from "./site-log-bucket";
import { SiteObjects } from "./site-objects";
import { WebAcl } from "./web-acl";

/** How the accesses to the bucket of releases are called among the logs. */
const RELEASES = "releases";

export interface SiteProps {
  /** Names are made from it; at most 60 letters, digits, hyphens and underscores. */
  readonly name: string;
  readonly accountId: string;
  /** What it serves; shown in the console. Letters, digits and `+=:#@/-,.` alone, as WAF takes no others. */
  readonly comment: string;
  /** What its function and its store tell; shown in the console. */
  readonly releasesComment: string;
  /** The name that it answers under; `*.qro.example.com` stands for every name one label below. */
  readonly host: string;
  /** The public zone that holds the host: its id, and the domain that it is for. */
  readonly zone: { readonly id: string; readonly domain: string };
  /** Whether it asks for a password. */
  readonly access: "public" | "password";
  /** Names of its buckets; WAF writes to none that is not called `aws-waf-logs-…`. */
  readonly buckets: { readonly releases: string; readonly accessLogs: string; readonly firewallLogs: string };
  /** The roles of other stages that take their versions from here. */
  readonly readers: readonly VersionReader[];
  /**
   * What pages may load, as the header `Content-Security-Policy` writes it.
   * @default SITE_CONTENT_POLICY
   */
  readonly contentPolicy?: string;
  /**
   * Names of other buckets, by a short name of each, whose accesses are written down beside its own.
   * @default {}
   */
  readonly alsoLogged?: Readonly<Record<string, string>>;
  /** Days after which a log is deleted. */
  readonly retentionDays: number;
  /** Production stands behind a web ACL, is served from everywhere, and a plan that destroys its data fails. */
  readonly production: boolean;
  /** The provider of the global region, from which CloudFront takes some things alone. */
  readonly provider: TerraformProvider;
}

/**
 * A static site, or all sites of a place: the bucket of its releases, the distribution that serves them under a name, and the
 * function that decides which. No construct, but many: they stand in the scope itself, so that their addresses are short.
 */
export class Site {
  readonly bucket: SiteBucket;
  readonly edge: EdgeFunction;
  readonly distribution: SiteDistribution;

  constructor(
    private readonly scope: Construct,
    private readonly props: SiteProps,
  ) {
    const { name, access, releasesComment: comment, buckets, readers, host, zone, provider } = props;
    const preventDestroy = props.production;
    const accessTo = { [RELEASES]: buckets.releases, ...props.alsoLogged };
    const logs = this.createLogBucket("access-logs", buckets.accessLogs, {
      of: { kind: "distribution", deliverySource: name, accessTo },
    });
    this.bucket = new SiteBucket(scope, "bucket", {
      name: buckets.releases,
      accessLogs: { bucket: logs.name, prefix: accessLogPrefix(RELEASES) },
      readers,
      preventDestroy,
    });
    this.edge = new EdgeFunction(scope, "edge-function", { name, comment, access, preventDestroy });
    this.distribution = this.createDistribution();
    this.bucket.serveBy(this.distribution.arn);
    new AccessLogDelivery(scope, "access-log-delivery", {
      name,
      distributionArn: this.distribution.arn,
      bucket: logs.name,
      provider,
    });
    new AliasRecords(scope, "names", { zoneId: zone.id, name: host, target: this.distribution.target });
    new SiteObjects(scope, "objects", { bucket: this.bucket.name, location: this.location });
  }

  /** What AWS named by itself, for whoever puts versions on it. */
  get location(): { readonly keyValueStoreArn: string; readonly distributionId: string } {
    return { keyValueStoreArn: this.edge.storeArn, distributionId: this.distribution.id };
  }

  private createDistribution(): SiteDistribution {
    const { scope } = this;
    const { name, comment, host, zone, contentPolicy, production, provider } = this.props;
    const headers = new SecurityHeaders(scope, "headers", {
      name,
      comment,
      ...(contentPolicy !== undefined && { contentPolicy }),
    });
    const certificate = new Certificate(scope, "certificate", { name: host, zone, provider });
    return new SiteDistribution(scope, "distribution", {
      name,
      comment,
      host,
      originDomainName: this.bucket.domainName,
      certificateArn: certificate.arn,
      functionArn: this.edge.arn,
      headersPolicyId: headers.policyId,
      // Outside of production visitors are colleagues.
      priceClass: production ? "PriceClass_All" : "PriceClass_100",
      ...(production && { webAclArn: this.createWebAcl().arn }),
    });
  }

  private createWebAcl(): WebAcl {
    const { name, comment: description, buckets, provider } = this.props;
    const logs = this.createLogBucket("web-acl-logs", buckets.firewallLogs, { of: { kind: "firewall" }, provider });
    return new WebAcl(this.scope, "web-acl", { name, description, logBucket: logs.name, provider });
  }

  private createLogBucket(id: string, name: string, more: Pick<SiteLogBucketProps, "of" | "provider">): SiteLogBucket {
    const { accountId, retentionDays, production: preventDestroy } = this.props;
    return new SiteLogBucket(this.scope, id, { name, accountId, retentionDays, preventDestroy, ...more });
  }
}
