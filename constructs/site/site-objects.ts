import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import { NOT_FOUND_PAGE } from "./not-found-page";
import { LOCATION_KEY, NOT_FOUND_KEY } from "./site-keys";

/** Neither browsers nor CloudFront keep it: both may change with a deployment, under the same key. */
const CACHE = "no-store";

/** S3 takes ten tags an object, and the bucket has them all (Amazon S3 user guide, "Categorizing your objects using tags"). */
const WITHOUT_TAGS = { defaultTags: { tags: {} } };

export interface SiteObjectsProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** What AWS named by itself, for whoever promotes: so that nobody has to read a state. */
  readonly location: { readonly keyValueStoreArn: string; readonly distributionId: string };
}

/** The objects in the bucket of a place that belong to no release, and change by a deployment alone. */
export class SiteObjects extends Construct {
  constructor(scope: Construct, id: string, { bucket, location }: SiteObjectsProps) {
    super(scope, id);
    const { keyValueStoreArn, distributionId } = location;
    new S3Object(this, "not-found", {
      bucket,
      key: NOT_FOUND_KEY,
      content: NOT_FOUND_PAGE,
      contentType: "text/html; charset=utf-8",
      cacheControl: CACHE,
      overrideProvider: WITHOUT_TAGS,
    });
    new S3Object(this, "location", {
      bucket,
      key: LOCATION_KEY,
      content: `${JSON.stringify({ keyValueStoreArn, distributionId })}\n`,
      contentType: "application/json",
      cacheControl: CACHE,
      overrideProvider: WITHOUT_TAGS,
    });
  }
}
