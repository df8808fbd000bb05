import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";

export interface TrailProps {
  readonly name: string;
  /** Name of the bucket that the trail may write to. */
  readonly bucket: string;
  /** ARN of the key that encrypts what it writes. */
  readonly keyArn: string;
}

/**
 * Writes down every call that changes or reads how an account is set up, in all regions, so that nobody can change what was
 * written unseen (FSBP CloudTrail.1, .2, .4). EventBridge sees such calls only where a trail records them.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { name, bucket, keyArn }: TrailProps) {
    super(scope, id);
    new Cloudtrail(this, "Resource", {
      name,
      s3BucketName: bucket,
      kmsKeyId: keyArn,
      enableLogging: true,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
      lifecycle: { preventDestroy: true },
    });
  }
}
