import { bucketArn } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { CHANGING_PREFIXES, LOCATION_KEY, SHARED_PREFIXES, UNCHANGING_PREFIXES, WRITTEN_PREFIXES } from "./site-keys";

/** What a role publishes and promotes. */
export interface PublisherScope {
  /** Name of the bucket of its own place. */
  readonly bucket: string;
  /** Names of the buckets of the places that versions are taken from. */
  readonly sources: readonly string[];
  readonly storeArn: string;
  readonly distributionArn: string;
}

/** What reads and writes entries of a key-value store of CloudFront. */
export const ENTRY_ACTIONS = [
  "cloudfront-keyvaluestore:DeleteKey",
  "cloudfront-keyvaluestore:DescribeKeyValueStore",
  "cloudfront-keyvaluestore:GetKey",
  "cloudfront-keyvaluestore:ListKeys",
  "cloudfront-keyvaluestore:PutKey",
  "cloudfront-keyvaluestore:UpdateKeys",
];

/** What makes CloudFront forget what it remembers of paths, and tells whether it did. */
export const CACHE_ACTIONS = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"];

/**
 * What whoever publishes and promotes sites may do: write releases and records of one place, read them of the places before
 * it, and switch its sites. It deletes no release and no record, and reads no other place. What a release holds it writes once:
 * S3 refuses whatever does not ask it to leave alone what is there (Amazon S3 user guide, "Enforce conditional writes").
 */
export const publisherPermissions = (scope: PublisherScope): readonly Statement[] => [
  ...ownPlace(bucketArn(scope.bucket)),
  ...sourcesOf(scope.sources.map(bucketArn)),
  { sid: "SwitchSites", actions: ENTRY_ACTIONS, resources: [scope.storeArn] },
  { sid: "ForgetOldFiles", actions: CACHE_ACTIONS, resources: [scope.distributionArn] },
];

const ownPlace = (arn: string): readonly Statement[] => [
  { sid: "FindOwnObjects", actions: ["s3:ListBucket"], resources: [arn] },
  {
    sid: "ReadOwnObjects",
    actions: ["s3:GetObject"],
    resources: [...below(arn, WRITTEN_PREFIXES), `${arn}/${LOCATION_KEY}`],
  },
  {
    sid: "WriteReleasesOnce",
    actions: ["s3:PutObject"],
    resources: below(arn, UNCHANGING_PREFIXES),
    conditions: { Null: { "s3:if-none-match": "false" } },
  },
  { sid: "WriteRecords", actions: ["s3:PutObject"], resources: below(arn, CHANGING_PREFIXES) },
];

const sourcesOf = (arns: readonly string[]): readonly Statement[] =>
  arns.length === 0
    ? []
    : [
        { sid: "FindVersions", actions: ["s3:ListBucket"], resources: arns },
        {
          sid: "ReadVersions",
          actions: ["s3:GetObject"],
          resources: arns.flatMap((arn) => below(arn, SHARED_PREFIXES)),
        },
      ];

const below = (arn: string, prefixes: readonly string[]): readonly string[] =>
  prefixes.map((prefix) => `${arn}/${prefix}*`);
