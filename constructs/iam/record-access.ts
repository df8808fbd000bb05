import { bucketArn } from "../../aws/arn";
import type { Statement } from "./policy-document";

/** Where a network keeps what became of deployments, and who deploys now; beside records that are nobody's business here. */
export interface RecordStore {
  /** Name of the bucket. */
  readonly bucket: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
}

/** ARNs of the records of deployments. */
export const deploymentsIn = ({ bucket }: Pick<RecordStore, "bucket">): string => `${bucketArn(bucket)}/deployments/*`;

/** ARNs of the locks that one deployment holds at a time. Released, they stay: nobody needs to delete one. */
export const deployLocksIn = ({ bucket }: Pick<RecordStore, "bucket">): string => `${bucketArn(bucket)}/locks/*`;

/** Lets somebody know what is deployed. Whoever may not list a bucket is told of no object that it is missing. */
export const readDeployments = (store: RecordStore): readonly Statement[] => [
  { sid: "FindRecords", actions: ["s3:ListBucket"], resources: [bucketArn(store.bucket)] },
  { sid: "ReadDeployments", actions: ["s3:GetObject"], resources: [deploymentsIn(store)] },
  { sid: "DecryptRecords", actions: ["kms:Decrypt"], resources: [store.keyArn] },
];

/** Lets a deployment write down what it does, and hold the lock of its branch, beside reading. It deletes nothing. */
export const writeDeployments = (store: RecordStore): readonly Statement[] => [
  { sid: "ReadLocks", actions: ["s3:GetObject"], resources: [deployLocksIn(store)] },
  { sid: "WriteDeployments", actions: ["s3:PutObject"], resources: [deploymentsIn(store), deployLocksIn(store)] },
  { sid: "EncryptRecords", actions: ["kms:GenerateDataKey"], resources: [store.keyArn] },
];
