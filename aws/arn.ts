/** The account and region in which something stands. */
export interface Place {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/**
 * The ARN of a resource that carries its account and region: `arnOf(place, "logs", "log-group:/dev/*")`.
 * Only for names that are known before anything is applied; otherwise ask the resource for its ARN.
 */
export const arnOf = ({ accountId, region }: Place, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** The ARN of an S3 bucket. It has neither account nor region: names of buckets are unique without them. */
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/** The ARN of something of CloudFront, which knows no regions: `distribution/*`. */
export const cloudfrontArn = (accountId: string, resource: string): string =>
  `arn:aws:cloudfront::${accountId}:${resource}`;

/** The ARN of something in IAM, which knows no regions: `iamArn("111111111111", "role/dev/qa/*")`. */
export const iamArn = (accountId: string, resource: string): string => `arn:aws:iam::${accountId}:${resource}`;
