import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { arnOf, bucketArn } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import type { Statement } from "../iam/policy-document";
import { bucketIsLogged } from "../storage/access-logs";
import { PrivateBucket } from "../storage/private-bucket";

/** Who delivers logs, in the name of CloudFront and of WAF. */
const DELIVERY = "delivery.logs.amazonaws.com";

export interface SiteLogBucketProps {
  /** Unique among all buckets of all accounts; 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly accountId: string;
  /** What is written here. */
  readonly of:
    | {
        readonly kind: "distribution";
        readonly deliverySource: string;
        readonly accessTo: Readonly<Record<string, string>>;
      }
    | { readonly kind: "firewall" };
  /** Days after which a log is deleted. */
  readonly retentionDays: number;
  /** Whether a plan that destroys or replaces the bucket fails, as long as it is declared. */
  readonly preventDestroy: boolean;
  /**
   * The provider of the region in which it stands.
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * Where AWS writes who asked sites for what: addresses of visitors, so not for longer than is said. Encrypted with a key of
 * S3, as S3 delivers to no bucket with another (Amazon S3 user guide, "Enabling Amazon S3 server access logging").
 */
export class SiteLogBucket extends Construct {
  /** Name of the bucket, usable only once AWS may write to it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: SiteLogBucketProps) {
    super(scope, id);
    const { name, retentionDays, preventDestroy, provider } = props;
    this.name = new PrivateBucket(this, "bucket", {
      name,
      encryption: "s3-managed",
      expireAfterDays: retentionDays,
      // A log is written once; what replaces one is a mistake, or worse.
      keepReplacedDays: Math.min(retentionDays, 30),
      allow: writersOf(props),
      preventDestroy,
      ...(provider && { provider }),
    }).name;
  }
}

function writersOf({ name, accountId, of }: SiteLogBucketProps): readonly Statement[] {
  const arn = bucketArn(name);
  const logs = { accountId, region: GLOBAL_REGION };
  if (of.kind === "firewall") return firewallWrites(arn, accountId, arnOf(logs, "logs", "*"));
  return [
    distributionWrites(arn, accountId, arnOf(logs, "logs", `delivery-source:${of.deliverySource}`)),
    ...Object.entries(of.accessTo).map(([short, source]) => bucketIsLogged(arn, { accountId }, short, source)),
  ];
}

/** Source: CloudFront developer guide, "Configure standard logging (v2)", "Example Amazon S3 bucket policy". */
const distributionWrites = (arn: string, accountId: string, source: string): Statement => ({
  sid: "DistributionIsLogged",
  actions: ["s3:PutObject"],
  resources: [`${arn}/AWSLogs/${accountId}/CloudFront/*`],
  principals: { services: [DELIVERY] },
  conditions: {
    StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
    ArnLike: { "aws:SourceArn": source },
  },
});

/** Source: WAF developer guide, "Permissions to publish logs to Amazon S3". */
const firewallWrites = (arn: string, accountId: string, source: string): readonly Statement[] => [
  {
    sid: "FirewallFindsBucket",
    actions: ["s3:GetBucketAcl"],
    resources: [arn],
    principals: { services: [DELIVERY] },
    conditions: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": source } },
  },
  {
    sid: "FirewallIsLogged",
    actions: ["s3:PutObject"],
    resources: [`${arn}/AWSLogs/${accountId}/WAFLogs/*`],
    principals: { services: [DELIVERY] },
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
      ArnLike: { "aws:SourceArn": source },
    },
  },
];
