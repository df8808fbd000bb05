import { S3Client } from "@aws-sdk/client-s3";
import { type Connection, settingsFor } from "./connection";
import type { Asked } from "./errors";

/** A bucket that a stack of ours makes. */
export interface Bucket {
  /** Its name. */
  readonly bucket: string;
  /** The region that it lies in. */
  readonly region: string;
  /**
   * The network that it is of, for errors.
   * @default - errors speak of the network of the bucket
   */
  readonly network?: string;
  /**
   * The stack that makes it, for errors: `dev-sites-qro`.
   * @default - the bootstrap stack of the network
   */
  readonly madeBy?: string;
}

/** A client of S3 in a region. An emulator is asked by path: names of buckets under its own name lead nowhere. */
export const s3Client = (connection: Connection, region: string): S3Client =>
  new S3Client({ ...settingsFor(connection, region), forcePathStyle: connection.endpoint !== undefined });

/** What is asked of a bucket, for the words of an error. */
export const askedOf =
  ({ endpoint }: Connection, { bucket, region, network = "<network>", madeBy = `${network}-bootstrap` }: Bucket) =>
  (what: string, permissions: string): Asked => ({
    what: `${what} in the bucket ${bucket}`,
    permissions,
    region,
    endpoint,
    isSecret: false,
    madeBy,
  });
