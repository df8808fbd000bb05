import { bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";

/** Beginning of the names of the records of a bucket. */
export const accessLogPrefix = (short: string): string => `access/${short}/`;

/**
 * Lets S3 write down who asked a bucket for what, in another one of the same account and region.
 * Source: Amazon S3 user guide, "Enabling Amazon S3 server access logging", "Permissions for log delivery".
 */
export const bucketIsLogged = (
  arn: string,
  { accountId }: Pick<Place, "accountId">,
  short: string,
  source: string,
): Statement => ({
  sid: `AccessTo${short.charAt(0).toUpperCase()}${short.slice(1)}IsLogged`,
  actions: ["s3:PutObject"],
  resources: [`${arn}/${accessLogPrefix(short)}*`],
  principals: { services: ["logging.s3.amazonaws.com"] },
  conditions: {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": bucketArn(source) },
  },
});
