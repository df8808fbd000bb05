import { Construct } from "constructs";
import { arnOf, bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { bucketIsLogged } from "./access-logs";
import { PrivateBucket } from "./private-bucket";

export interface AuditBucketProps {
  /** Unique among all buckets of all accounts. */
  readonly name: string;
  readonly place: Place;
  /** Names of the buckets, by a short name of each, whose accesses are written down here. */
  readonly accessTo: Readonly<Record<string, string>>;
  /**
   * ARN of the trail that writes here.
   * @default - none does
   */
  readonly trailArn?: string;
  /** Days after which a record is deleted. */
  readonly retentionDays: number;
}

/**
 * Where AWS writes who used what: S3 the requests to some buckets, CloudTrail the calls in an account.
 *
 * Encrypted with a key of S3, since S3 delivers to no bucket with another (Amazon S3 user guide, "Enabling Amazon S3 server
 * access logging"); a trail encrypts what it writes with its own.
 */
export class AuditBucket extends Construct {
  /** Name of the bucket, usable only once AWS may write to it. */
  readonly name: string;

  constructor(scope: Construct, id: string, { name, place, accessTo, trailArn, retentionDays }: AuditBucketProps) {
    super(scope, id);
    const arn = bucketArn(name);
    const bucket = new PrivateBucket(this, "bucket", {
      name,
      encryption: "s3-managed",
      expireAfterDays: retentionDays,
      allow: [
        ...Object.entries(accessTo).map(([short, source]) => bucketIsLogged(arn, place, short, source)),
        ...(trailArn ? trailWrites(arn, place, trailArn) : []),
      ],
      preventDestroy: true,
    });
    this.name = bucket.name;
  }
}

/** ARN of a trail. */
export const trailArn = (place: Place, name: string): string => arnOf(place, "cloudtrail", `trail/${name}`);

/** Source: CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail". */
const trailWrites = (arn: string, { accountId }: Place, trail: string): readonly Statement[] => [
  {
    sid: "TrailFindsBucket",
    actions: ["s3:GetBucketAcl"],
    resources: [arn],
    principals: { services: ["cloudtrail.amazonaws.com"] },
    conditions: { StringEquals: { "aws:SourceArn": trail } },
  },
  {
    sid: "TrailWrites",
    actions: ["s3:PutObject"],
    resources: [`${arn}/AWSLogs/${accountId}/*`],
    principals: { services: ["cloudtrail.amazonaws.com"] },
    conditions: { StringEquals: { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" } },
  },
];
