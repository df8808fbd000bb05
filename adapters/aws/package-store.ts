import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { PackageStore } from "../../operations/apps/ports";
import type { Connection } from "./connection";
import { AwsError, explained } from "./errors";
import { askedOf, type Bucket, s3Client } from "./s3-client";

/** Where packages are handed in. */
export interface PackagePlace extends Bucket {
  readonly key: string;
  /** A bucket of the same name in another account is refused by S3 itself. */
  readonly accountId: string;
  readonly madeBy: string;
}

const WRITES = "s3:PutObject, and kms:GenerateDataKey of the bucket's key";

/** Slowest line that a package is sent over, in bytes a second; and how long S3 may think about it, in milliseconds. */
const SLOWEST = 100_000;
const PATIENCE = 60_000;

/**
 * The bucket that packages of a stage are handed in to: one object with versions, each of which begins an execution of the
 * pipeline. It is encrypted by what the bucket says.
 *
 * @throws AwsError when S3 refuses, or when the bucket keeps no versions: nobody could tell then what is deployed.
 */
export function packageStore(connection: Connection, place: PackagePlace): PackageStore {
  const { bucket: Bucket, key: Key, region } = place;
  return {
    async upload({ bytes, sha256, version, commit }) {
      const client = s3Client(connection, region);
      const request = new PutObjectCommand({
        Bucket,
        ExpectedBucketOwner: place.accountId,
        Key,
        Body: bytes,
        ContentType: "application/zip",
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
        // What CodePipeline shows of the package to whoever approves it (API reference, "SourceRevision").
        Metadata: { version, commit, "codepipeline-artifact-revision-summary": `${version}, commit ${commit}` },
      });
      const requestTimeout = PATIENCE + Math.ceil((bytes.byteLength / SLOWEST) * 1000);
      try {
        const { VersionId } = await client.send(request, { requestTimeout });
        if (VersionId && VersionId !== "null") return { versionId: VersionId };
      } catch (failure) {
        throw explained(askedOf(connection, place)(`write ${Key}`, WRITES), failure);
      } finally {
        client.destroy();
      }
      throw new AwsError(
        `${Key} was written to the bucket ${Bucket}, which keeps no versions: nobody can tell what is deployed. Deploy the stack ${place.madeBy} again.`,
      );
    },
  };
}
