import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRuleExpiration,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Lazy, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { bucketArn } from "../../aws/arn";
import { policyDocument, type Statement } from "../iam/policy-document";

/** Days after which S3 throws away the parts of an upload that was never finished; they are billed and nobody sees them. */
const KEEP_UNFINISHED_UPLOADS_DAYS = 7;

export interface PrivateBucketProps {
  /** Unique among all buckets of all accounts; 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** With which key S3 encrypts objects: one of its own, or a customer-managed one. */
  readonly encryption: "s3-managed" | { readonly keyArn: string };
  /** Days after which an object is deleted. */
  readonly expireAfterDays: number | "never";
  /**
   * Days for which an object that was replaced or deleted can still be brought back.
   * @default 30
   */
  readonly keepReplacedDays?: number;
  /**
   * How many replaced versions of each object stay however old they are, 1 to 100.
   * @default - none: all of them go in time
   */
  readonly keepReplacedVersions?: number;
  /**
   * Where S3 writes down who asked for what: under which beginning of names in which bucket, whose policy lets it.
   * @default - nowhere
   */
  readonly accessLogs?: { readonly bucket: string; readonly prefix: string };
  /**
   * Who may do what by the bucket's own policy, besides the identities of its account. Never anyone without TLS.
   * @default - nobody
   */
  readonly allow?: readonly Statement[];
  /**
   * Whether a plan that destroys or replaces the bucket fails, as long as it is declared: whoever takes the declaration away
   * takes the guard with it (Terraform documentation, "prevent_destroy"). S3 itself deletes no bucket that holds an object.
   * @default false
   */
  readonly preventDestroy?: boolean;
  /**
   * The provider of the region in which it stands.
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * A bucket that nobody outside its account reads: public access blocked in all four ways, no access control
 * lists, everything encrypted at rest and in transit, and every object recoverable for a while.
 */
export class PrivateBucket extends Construct {
  /** Name of the bucket, usable only once its policy is in force. */
  readonly name: string;
  /**
   * Where it is asked for objects, for a distribution of CloudFront. It waits for no policy, so the policy may name the
   * distribution.
   */
  readonly domainName: string;
  private readonly allowed: Statement[];
  private readonly elsewhere: { readonly provider?: TerraformProvider };

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { name, encryption, allow = [], preventDestroy = false, provider } = props;
    this.allowed = [...allow];
    this.elsewhere = provider ? { provider } : {};
    const bucket = new S3Bucket(this, "Resource", {
      ...this.elsewhere,
      bucket: name,
      forceDestroy: false,
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
    this.domainName = bucket.bucketRegionalDomainName;
    this.disableAccessControlLists(bucket);
    this.encrypt(bucket, encryption);
    this.expire(bucket, this.keepVersions(bucket), props);
    this.logAccess(bucket, props.accessLogs);
    const policy = this.createPolicy(bucket, name, this.blockPublicAccess(bucket));
    // Read from the policy, so that whoever uses the bucket waits for it.
    this.name = policy.bucket;
  }

  /** Lets somebody in by the bucket's own policy who is known only after the bucket, besides those of `allow`. */
  public letIn(...statements: readonly Statement[]): void {
    this.allowed.push(...statements);
  }

  private disableAccessControlLists(bucket: S3Bucket): void {
    new S3BucketOwnershipControls(this, "ownership", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
  }

  private encrypt(bucket: S3Bucket, encryption: PrivateBucketProps["encryption"]): void {
    const rule =
      encryption === "s3-managed"
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryption.keyArn },
            // One key request a bucket instead of one an object: the same secrecy for a fraction of the price.
            bucketKeyEnabled: true,
          };
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      rule: [rule],
    });
  }

  private keepVersions(bucket: S3Bucket): S3BucketVersioningA {
    return new S3BucketVersioningA(this, "versioning", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  /** Rules about replaced versions may be set only after versioning (see the provider's page of the resource). */
  private expire(
    bucket: S3Bucket,
    versioning: S3BucketVersioningA,
    { expireAfterDays, keepReplacedDays = 30, keepReplacedVersions }: PrivateBucketProps,
  ): void {
    // A delete marker without versions goes by itself where objects expire, and has to be asked to go elsewhere.
    const expiration: S3BucketLifecycleConfigurationRuleExpiration =
      expireAfterDays === "never" ? { expiredObjectDeleteMarker: true } : { days: expireAfterDays };
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{}],
          expiration: [expiration],
          noncurrentVersionExpiration: [
            {
              noncurrentDays: keepReplacedDays,
              ...(keepReplacedVersions !== undefined && { newerNoncurrentVersions: keepReplacedVersions }),
            },
          ],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: KEEP_UNFINISHED_UPLOADS_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
  }

  private logAccess(bucket: S3Bucket, logs: PrivateBucketProps["accessLogs"]): void {
    if (!logs) return;
    new S3BucketLoggingA(this, "access-logs", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      targetBucket: logs.bucket,
      targetPrefix: logs.prefix,
    });
  }

  private blockPublicAccess(bucket: S3Bucket): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, "public-access-block", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  /** S3 refuses one of the two when they are set at the same time (hashicorp/terraform-provider-aws#7628). */
  private createPolicy(bucket: S3Bucket, name: string, block: S3BucketPublicAccessBlock): S3BucketPolicy {
    return new S3BucketPolicy(this, "policy", {
      ...this.elsewhere,
      bucket: bucket.bucket,
      policy: Lazy.stringValue({
        produce: () => policyDocument([...this.allowed, nothingWithoutTls(bucketArn(name))]),
      }),
      dependsOn: [block],
    });
  }
}

const nothingWithoutTls = (arn: string): Statement => ({
  sid: "NothingWithoutTls",
  effect: "Deny",
  actions: ["s3:*"],
  resources: [arn, `${arn}/*`],
  principals: "anyone",
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
