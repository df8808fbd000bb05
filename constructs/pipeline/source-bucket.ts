import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { bucketArn } from "../../aws/arn";
import { PrivateBucket } from "../storage/private-bucket";

/** Days for which a package that was replaced can be deployed again; its newest version stays for ever. */
const KEEP_REPLACED_DAYS = 90;

/** Packages that stay however old they are: what runs, and what can be gone back to. */
const KEEP_REPLACED_VERSIONS = 20;

export interface SourceBucketProps {
  /** Unique among all buckets of all accounts; 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** The one object that is handed in; each package is a version of it. */
  readonly packageKey: string;
  /** Encrypts the packages. */
  readonly keyArn: string;
  /** Where S3 writes down who asked for what. */
  readonly accessLogs: { readonly bucket: string; readonly prefix: string };
  /** Whether a plan that destroys or replaces the bucket fails, as long as it is declared. */
  readonly preventDestroy: boolean;
}

/**
 * Where packages are handed in. It holds one object, of which every version is kept for a while, and tells EventBridge of each:
 * so what is deployed is the very version that was handed in, and not what lies there by then.
 */
export class SourceBucket extends Construct {
  /** Name of the bucket, usable only once its policy is in force. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: SourceBucketProps) {
    super(scope, id);
    const { name, packageKey, keyArn, accessLogs, preventDestroy } = props;
    const bucket = new PrivateBucket(this, "bucket", {
      name,
      encryption: { keyArn },
      expireAfterDays: "never",
      keepReplacedDays: KEEP_REPLACED_DAYS,
      keepReplacedVersions: KEEP_REPLACED_VERSIONS,
      accessLogs,
      allow: [
        {
          sid: "NothingButPackages",
          effect: "Deny",
          actions: ["s3:PutObject"],
          notResources: [`${bucketArn(name)}/${packageKey}`],
          principals: "anyone",
        },
      ],
      preventDestroy,
    });
    new S3BucketNotification(this, "events", { bucket: bucket.name, eventbridge: true });
    this.name = bucket.name;
  }
}
