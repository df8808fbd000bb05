import type { Place } from "../demand";
import { textAround } from "../iam/patterns";
import { blocksIn, isUnknown, referencesIn, textIn, type Value } from "../value";
import type { Resource } from "../view/stack-view";

/** What a CloudFront distribution does with requests: its default behaviour, and one for each pattern of paths. */
export const behavioursOf = (resource: Resource): readonly Place[] =>
  ["default_cache_behavior", "ordered_cache_behavior"].flatMap((key) => blocksAt(resource, key));

/** Where a CloudFront distribution fetches what it serves. */
export const originsOf = (resource: Resource): readonly Place[] => blocksAt(resource, "origin");

const blocksAt = (resource: Resource, key: string): readonly Place[] =>
  blocksIn(resource.values[key]).map((block, index, { length }) => ({
    resource,
    block,
    at: length === 1 ? key : `${key}[${index}]`,
  }));

const OF_BUCKETS = /\.s3[.-](?:.*\.)?amazonaws\.com(?:\.cn)?$/i;

/** Whether an origin is an S3 bucket, by its domain or by what that refers to. */
export function isBucket({ block }: Place): boolean {
  const domain = block?.domain_name;
  const name = domain === undefined ? undefined : textAround(domain);
  if (name && OF_BUCKETS.test(name)) return true;
  if (textIn(domain)) return false;
  return blocksIn(block?.s3_origin_config).length > 0 || refersToBucket(domain);
}

const refersToBucket = (domain: Value | undefined): boolean =>
  isUnknown(domain) && referencesIn(domain).some((reference) => /(?:^|\.)aws_s3_bucket\./.test(reference));
