import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { ObjectStore, StoredText, Version } from "../../operations/records/object-store";
import type { Connection } from "./connection";
import { AwsError, explained, isNamed } from "./errors";
import { askedOf, type Bucket, s3Client } from "./s3-client";

/** A bucket of texts. */
export interface TextBucket extends Bucket {
  /**
   * ARN of the key, or of an alias of the key, that encrypts what is written.
   * @default - what the bucket encrypts with
   */
  readonly keyArn?: string;
}

/** Others write the same key in this very moment: how often that is tried again, and the first wait in milliseconds, which doubles. */
const COLLISIONS = { tries: 6, firstWait: 50 } as const;

/** The condition under which S3 writes. */
type Condition = { readonly IfNoneMatch: "*" } | { readonly IfMatch: Version };

/** Texts in a bucket, written by S3's conditional writes. */
export function objectStore(connection: Connection, place: TextBucket): ObjectStore {
  const { bucket: Bucket, region, keyArn } = place;
  const client = s3Client(connection, region);
  const asked = askedOf(connection, place);
  const encryption = keyArn !== undefined && { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: keyArn };

  async function look(Key: string): Promise<(StoredText & { readonly mark: string | undefined }) | undefined> {
    try {
      const { Body, ETag, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString("utf-8")) ?? "";
      return { text, version: versionOf(ETag), mark: Metadata?.mark };
    } catch (failure) {
      if (isNamed(failure, "NoSuchKey")) return undefined;
      throw explained(
        asked(`read ${Key}`, "s3:GetObject, s3:ListBucket, and kms:Decrypt of the bucket's key"),
        failure,
      );
    }
  }

  /** Undefined when the condition does not hold. */
  async function write(Key: string, Body: string, condition: Condition): Promise<Version | undefined> {
    const request = asked(`write ${Key}`, "s3:PutObject, and kms:GenerateDataKey and kms:Decrypt of the bucket's key");
    // A write whose answer was lost is sent again, and then fails over itself: only its mark tells that it was ours.
    const mark = randomUUID();
    const content = { Bucket, Key, Body, ContentType: "application/json", Metadata: { mark }, ...encryption };
    for (let tries = 1; ; tries++) {
      try {
        return versionOf((await client.send(new PutObjectCommand({ ...content, ...condition }))).ETag);
      } catch (failure) {
        if (isNamed(failure, "PreconditionFailed") || isNamed(failure, "NoSuchKey")) {
          const now = await look(Key);
          return now?.mark === mark ? now.version : undefined;
        }
        if (!isNamed(failure, "ConditionalRequestConflict")) throw explained(request, failure);
        if (tries === COLLISIONS.tries)
          throw new AwsError(`could not ${request.what}: others write it all the time. Run this again later.`);
      }
      await sleep(COLLISIONS.firstWait * 2 ** (tries - 1) * (0.5 + Math.random()));
    }
  }

  return {
    async read(key) {
      const found = await look(key);
      return found && { text: found.text, version: found.version };
    },

    async create(key, text) {
      const version = await write(key, text, { IfNoneMatch: "*" });
      return version === undefined ? "taken" : { version };
    },

    async replace(key, text, before) {
      const version = await write(key, text, { IfMatch: before });
      return version === undefined ? "changed" : { version };
    },

    async list(Prefix) {
      const keys: string[] = [];
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
          keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
      } catch (failure) {
        throw explained(asked(`list ${Prefix}*`, "s3:ListBucket"), failure);
      }
      return keys.sort();
    },
  };
}

function versionOf(etag: string | undefined): Version {
  if (!etag) throw new AwsError("the answer of S3 has no ETag. See what stands between this machine and AWS.");
  return etag as Version;
}
