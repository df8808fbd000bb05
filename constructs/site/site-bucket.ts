import { Construct } from "constructs";
import { bucketArn, iamArn } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { PrivateBucket } from "../storage/private-bucket";
import { SHARED_PREFIXES, SITE_PREFIXES } from "./site-keys";

/** Days for which a record or a release that was replaced can still be brought back. */
const KEEP_REPLACED_DAYS = 90;

/** A role that reads versions, in this account or another one. */
export interface VersionReader {
  readonly accountId: string;
  readonly roleArn: string;
}

export interface SiteBucketProps {
  /** Unique among all buckets of all accounts; 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Where S3 writes down who asked for what. */
  readonly accessLogs: { readonly bucket: string; readonly prefix: string };
  /** The roles of the stages that take their versions from here. */
  readonly readers: readonly VersionReader[];
  /** Whether a plan that destroys or replaces the bucket fails, as long as it is declared. */
  readonly preventDestroy: boolean;
}

/**
 * Where the releases of a place's sites lie, and beside them what was promoted to which. Encrypted with a key of S3: whoever
 * opens a site sees its files, and CloudFront and the stages of another account need no key then. Nothing expires: what is
 * served, and what can be rolled back to, has no age.
 */
export class SiteBucket extends Construct {
  /** Name of the bucket, usable only once its policy is in force. */
  readonly name: string;
  /** Where CloudFront asks it for objects. */
  readonly domainName: string;
  private readonly bucket: PrivateBucket;
  private readonly arn: string;

  constructor(scope: Construct, id: string, { name, accessLogs, readers, preventDestroy }: SiteBucketProps) {
    super(scope, id);
    this.arn = bucketArn(name);
    this.bucket = new PrivateBucket(this, "bucket", {
      name,
      encryption: "s3-managed",
      expireAfterDays: "never",
      keepReplacedDays: KEEP_REPLACED_DAYS,
      accessLogs,
      allow: nextStagesRead(this.arn, readers),
      preventDestroy,
    });
    this.name = this.bucket.name;
    this.domainName = this.bucket.domainName;
  }

  /** Lets one distribution of CloudFront read what it serves, and neither records nor anything else. */
  public serveBy(distributionArn: string): void {
    this.bucket.letIn({
      sid: "DistributionReadsWhatItServes",
      actions: ["s3:GetObject"],
      resources: [SITE_PREFIXES.releases, SITE_PREFIXES.errors].map((prefix) => `${this.arn}/${prefix}*`),
      principals: { services: ["cloudfront.amazonaws.com"] },
      conditions: { StringEquals: { "AWS:SourceArn": distributionArn } },
    });
  }
}

/**
 * By the account and a condition: S3 refuses a policy that names a role which is not there yet, and so either stage can be
 * made first. Listing has no condition on what is listed: S3 says that an object is not there only to those who may list
 * the bucket, and asks that without a prefix ("GetObject", Amazon S3 API reference, "Permissions").
 */
function nextStagesRead(arn: string, readers: readonly VersionReader[]): readonly Statement[] {
  if (readers.length === 0) return [];
  const accounts = [...new Set(readers.map(({ accountId }) => iamArn(accountId, "root")))].sort();
  const roles = readers.map(({ roleArn }) => roleArn).sort();
  const who = {
    principals: { arns: accounts },
    conditions: { ArnEquals: { "aws:PrincipalArn": roles.length === 1 ? String(roles[0]) : roles } },
  };
  return [
    { sid: "NextStagesFindVersions", actions: ["s3:ListBucket"], resources: [arn], ...who },
    {
      sid: "NextStagesReadVersions",
      actions: ["s3:GetObject"],
      resources: SHARED_PREFIXES.map((prefix) => `${arn}/${prefix}*`),
      ...who,
    },
  ];
}
