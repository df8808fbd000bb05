import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { sha256 } from "../site/release";
import { asking, DeployError, explained, isNamed } from "./deploy-error";
import type { Patience } from "./patience";

/** An object that is created once and never written over. */
export interface NewObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal digits; S3 refuses others. */
  readonly sha256: string;
  /** Header `Content-Type`. */
  readonly type: string;
  /**
   * Header `Cache-Control`.
   * @default - none
   */
  readonly cache?: string;
}

/** Creates an object in a bucket; `there` when it is there with the same bytes, `other` with other ones. */
export type CreateObject = (object: NewObject) => Promise<"created" | "there" | "other">;

const NEEDS = "s3:PutObject and s3:GetObject, and the use of the bucket's key";

/** Somebody writes the same key in this very moment: how often that is tried. */
const MOST_COLLISIONS = 6;

/** @throws DeployError from what it returns. */
export function objectCreator(s3: S3Client, Bucket: string, { wait }: Patience): CreateObject {
  return async (object) => {
    const { key: Key, bytes, sha256: digest, type, cache } = object;
    for (let tries = 1; ; tries++) {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket,
            Key,
            Body: bytes,
            ContentType: type,
            ...(cache !== undefined && { CacheControl: cache }),
            ChecksumAlgorithm: "SHA256",
            ChecksumSHA256: Buffer.from(digest, "hex").toString("base64"),
            IfNoneMatch: "*",
          }),
        );
        return "created";
      } catch (failure) {
        // A write whose answer was lost finds its own object.
        if (isNamed(failure, "PreconditionFailed")) return (await isThere(Key, digest)) ? "there" : "other";
        if (!isNamed(failure, "ConditionalRequestConflict") || tries === MOST_COLLISIONS)
          throw explained(`write ${Key} in the bucket ${Bucket}`, NEEDS, failure);
      }
      await wait(200 * 2 ** tries);
    }
  };

  async function isThere(Key: string, digest: string): Promise<boolean> {
    return asking(`look at ${Key} in the bucket ${Bucket}`, NEEDS, async () => {
      const { ChecksumSHA256 } = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      // Of an upload in parts it is a checksum of checksums.
      if (ChecksumSHA256 && !ChecksumSHA256.includes("-"))
        return Buffer.from(ChecksumSHA256, "base64").toString("hex") === digest;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return sha256((await Body?.transformToByteArray()) ?? new Uint8Array()) === digest;
    });
  }
}

/** @throws DeployError when the object is there with other bytes. */
export async function createOrFind(
  create: CreateObject,
  bucket: string,
  object: NewObject,
): Promise<"created" | "there"> {
  const done = await create(object);
  if (done === "other")
    throw new DeployError(
      `${object.key} in the bucket ${bucket} is there with other bytes, and is not written over. See in the versions of the bucket who wrote it.`,
    );
  return done;
}
