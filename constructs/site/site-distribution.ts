import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import type { Waiver } from "../../policies/waiver";
import { waive } from "../waive";
import { NOT_FOUND_KEY } from "./site-keys";

/** Source: CloudFront developer guide, "Use managed cache policies". Answers are kept by their path alone, which holds the release. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** How long CloudFront remembers that a file is not there, in seconds: it may be uploaded any moment. */
const REMEMBER_ERRORS_SECONDS = 10;

const ORIGIN = "releases";

/** With a root object, the function would be asked for `/index.html` where the visitor asked for `/`: redirects know the two apart. */
const NO_ROOT_OBJECT: Waiver = {
  rule: "cloudfront-has-default-root-object",
  reason:
    "The function on each request finds the page of / for each site. CloudFront would hand it a root object instead, and a redirect of / would be passed over, or one to / never end. Nobody may list the bucket.",
  owner: "platform",
  expires: "2027-11-30",
};

export interface SiteDistributionProps {
  /** Unique in the account; at most 64 characters. */
  readonly name: string;
  /** What it serves; shown in the console. */
  readonly comment: string;
  /** The name that it answers under; `*.qro.example.com` stands for every name one label below. */
  readonly host: string;
  /** Where the bucket is asked for objects. */
  readonly originDomainName: string;
  /** A certificate of the global region, for all its names. */
  readonly certificateArn: string;
  /** The function that each request of a viewer passes first. */
  readonly functionArn: string;
  /** The policy that adds headers to every answer. */
  readonly headersPolicyId: string;
  /** From where it answers: everywhere, or from the cheapest places, in America and Europe. */
  readonly priceClass: "PriceClass_All" | "PriceClass_100";
  /**
   * The web ACL that each request passes.
   * @default - none
   */
  readonly webAclArn?: string;
}

/** The one distribution of a site, or of all sites of a place: which release a host gets is decided at the edge, for each request. */
export class SiteDistribution extends Construct {
  readonly id: string;
  readonly arn: string;
  /** What names have to lead to. */
  readonly target: { readonly name: string; readonly zoneId: string };

  constructor(scope: Construct, id: string, props: SiteDistributionProps) {
    super(scope, id);
    const { comment, host, priceClass, webAclArn } = props;
    const distribution = new CloudfrontDistribution(this, "Resource", {
      enabled: true,
      comment,
      aliases: [host],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass,
      ...this.from(props),
      ...answersOf(props),
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: props.certificateArn,
        minimumProtocolVersion: "TLSv1.2_2021",
        sslSupportMethod: "sni-only",
      },
    });
    waive(distribution, NO_ROOT_OBJECT);
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.target = { name: distribution.domainName, zoneId: distribution.hostedZoneId };
  }

  /** Each request to the bucket is signed in the name of the distribution: the bucket lets in nobody else. */
  private from({ name, originDomainName }: SiteDistributionProps) {
    const access = new CloudfrontOriginAccessControl(this, "origin-access", {
      name,
      description: `Signs what ${name} asks its bucket`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    return { origin: [{ originId: ORIGIN, domainName: originDomainName, originAccessControlId: access.id }] };
  }
}

/** A bucket that lets nobody list it answers 403 for a file that is not there; to visitors both are 404. */
const answersOf = ({ functionArn, headersPolicyId }: SiteDistributionProps) => ({
  defaultCacheBehavior: {
    targetOriginId: ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: CACHING_OPTIMIZED,
    responseHeadersPolicyId: headersPolicyId,
    functionAssociation: [{ eventType: "viewer-request", functionArn }],
  },
  customErrorResponse: [403, 404].map((errorCode) => ({
    errorCode,
    responseCode: 404,
    responsePagePath: `/${NOT_FOUND_KEY}`,
    errorCachingMinTtl: REMEMBER_ERRORS_SECONDS,
  })),
});
