import { Construct } from "constructs";
import { arnOf, bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { PrivateBucket } from "../storage/private-bucket";

export interface AccessLogBucketProps {
  /** Unique among all buckets of all accounts; 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Where the load balancers stand; the bucket must be in their region. */
  readonly place: Place;
  /** Days after which a log is deleted. */
  readonly retentionDays: number;
  /**
   * Whether a plan that destroys or replaces the bucket fails, as long as it is declared: whoever takes the declaration away
   * takes the guard with it (Terraform documentation, "prevent_destroy"). S3 itself deletes no bucket that holds an object.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/**
 * Where load balancers of one account and region write who asked them for what. The logs of each lie under
 * `AWSLogs/<account>/elasticloadbalancing/<region>/<year>/<month>/<day>/`, and their names begin with the load balancer's.
 *
 * Encrypted with a key of S3, since no other is supported. Source of this and of the policy: Elastic Load Balancing user
 * guide, "Enable access logs for your Application Load Balancer".
 */
export class AccessLogBucket extends Construct {
  /** Name of the bucket, usable only once load balancers may write to it. */
  readonly name: string;

  constructor(scope: Construct, id: string, { name, place, retentionDays, preventDestroy }: AccessLogBucketProps) {
    super(scope, id);
    const bucket = new PrivateBucket(this, "bucket", {
      name,
      encryption: "s3-managed",
      expireAfterDays: retentionDays,
      allow: [loadBalancersWriteLogs(place, bucketArn(name))],
      ...(preventDestroy !== undefined && { preventDestroy }),
    });
    this.name = bucket.name;
  }
}

/**
 * Lets the load balancers of an account and region deliver logs, by the service principal that took the place of one AWS
 * account per region. `aws:SourceArn` already names the account; `aws:SourceAccount` is not added, because the guide does
 * not say that deliveries carry it, and a condition on a missing key refuses every one.
 */
const loadBalancersWriteLogs = (place: Place, bucket: string): Statement => ({
  sid: "LoadBalancersWriteLogs",
  actions: ["s3:PutObject"],
  resources: [`${bucket}/AWSLogs/${place.accountId}/*`],
  principals: { services: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
  conditions: { ArnLike: { "aws:SourceArn": arnOf(place, "elasticloadbalancing", "loadbalancer/*") } },
});
