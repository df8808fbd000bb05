import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { s3Client } from "../../adapters/aws/s3-client";
import { type OpenPlace, sitePlace } from "../../cli/site-places";
import type { SitePlace } from "../../model/sites";
import { LOCATION_KEY } from "../../operations/sites/keys";
import { newDistribution, newKeyValueStore } from "./emulated-edge";

/** Makes what commands about sites find at a place once its stack is deployed: bucket, key-value store, distribution. */
export async function deployedPlace(url: string, place: SitePlace): Promise<OpenPlace> {
  const { bucket: Bucket, region, stackId } = place;
  const s3 = s3Client({ endpoint: url }, region);
  const location = {
    keyValueStoreArn: await newKeyValueStore(url, stackId),
    distributionId: await newDistribution(url),
  };
  const where =
    region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } };
  await s3.send(new CreateBucketCommand({ Bucket, ...where }));
  await s3.send(new PutObjectCommand({ Bucket, Key: LOCATION_KEY, Body: JSON.stringify(location) }));
  s3.destroy();
  return sitePlace(place, { endpoint: url });
}
