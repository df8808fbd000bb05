import { bucketArn } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";

/**
 * Lets nobody delete an object of a bucket, nor any version of one, whatever they are allowed; except those of a pattern,
 * of which versions stay, too. S3 itself still expires what the bucket's rules say: those ask no policy.
 */
export const nothingIsDeletedBut = (bucket: string, pattern: string): readonly Statement[] => [
  {
    sid: "NothingIsDeleted",
    effect: "Deny",
    actions: ["s3:DeleteObject"],
    notResources: [`${bucketArn(bucket)}/${pattern}`],
    principals: "anyone",
  },
  {
    sid: "NoVersionIsDeleted",
    effect: "Deny",
    actions: ["s3:DeleteObjectVersion"],
    resources: [`${bucketArn(bucket)}/*`],
    principals: "anyone",
  },
];
