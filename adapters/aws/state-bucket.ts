import {
  type DeleteMarkerEntry,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  paginateListObjectsV2,
  type _Object as S3Object,
} from "@aws-sdk/client-s3";
import type { StateBucket, StateLock, StateText, StateVersion } from "../../operations/inspect/ports";
import type { Connection } from "./connection";
import { AwsError, explained, isNamed } from "./errors";
import { askedOf, type Bucket, s3Client } from "./s3-client";
import { LOCK_SUFFIX, stateLock } from "./state-lock";

/** What S3 says of a version that is not there: no object, no such version, a mark of deletion, or no version's name at all. */
const NO_VERSION = ["NoSuchKey", "NoSuchVersion", "MethodNotAllowed", "InvalidArgument"];

/** The states of a network in S3. No request writes. */
export function stateBucket(connection: Connection, place: Bucket): StateBucket {
  const { bucket, region } = place;
  const client = s3Client(connection, region);
  const asked = askedOf(connection, place);

  async function objects(): Promise<readonly (S3Object & { readonly Key: string })[]> {
    const found: (S3Object & { readonly Key: string })[] = [];
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket }))
        for (const object of Contents) if (object.Key !== undefined) found.push({ ...object, Key: object.Key });
    } catch (failure) {
      throw explained(asked("list the states", "s3:ListBucket"), failure);
    }
    return found.sort(byKey);
  }

  async function read(key: string, versionId?: string): Promise<StateText | undefined> {
    try {
      const request = new GetObjectCommand({ Bucket: bucket, Key: key, ...(versionId && { VersionId: versionId }) });
      const { Body, ETag = "", VersionId, LastModified } = await client.send(request);
      const text = (await Body?.transformToString("utf-8")) ?? "";
      return { text, etag: ETag, versionId: VersionId, modified: dateOf(LastModified) };
    } catch (failure) {
      const absent = versionId === undefined ? ["NoSuchKey"] : NO_VERSION;
      if (absent.some((name) => isNamed(failure, name))) return undefined;
      const permission = versionId === undefined ? "s3:GetObject, s3:ListBucket" : "s3:GetObjectVersion";
      throw explained(asked(`read the state ${key}`, `${permission}, and kms:Decrypt of the bucket's key`), failure);
    }
  }

  return {
    name: bucket,

    async list() {
      const states = (await objects()).filter(({ Key }) => !Key.endsWith(LOCK_SUFFIX));
      return states.map(({ Key, ETag = "", Size = 0, LastModified }) => ({
        key: Key,
        etag: ETag,
        bytes: Size,
        modified: dateOf(LastModified),
      }));
    },

    read,

    async versions(key) {
      const versions: StateVersion[] = [];
      const deletions: StateVersion[] = [];
      let from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
      try {
        while (from) {
          const request = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...from });
          const page: ListObjectVersionsCommandOutput = await client.send(request);
          versions.push(...(page.Versions ?? []).filter(({ Key }) => Key === key).map(versionOf));
          deletions.push(...(page.DeleteMarkers ?? []).filter(({ Key }) => Key === key).map(deletionOf));
          // Keys that begin as this one does come after it.
          from = page.IsTruncated && page.NextKeyMarker === key ? markersOf(page) : undefined;
        }
      } catch (failure) {
        throw explained(asked(`list the versions of the state ${key}`, "s3:ListBucketVersions"), failure);
      }
      return newestFirst(versions, deletions);
    },

    async locks() {
      const keys = (await objects()).map(({ Key }) => Key).filter((key) => key.endsWith(LOCK_SUFFIX));
      const read = await Promise.all(keys.map((key) => readLock(key)));
      return read.filter((lock) => lock !== undefined);
    },
  };

  /** Undefined when it was released since it was listed. */
  async function readLock(key: string): Promise<StateLock | undefined> {
    const found = await read(key);
    return found && stateLock(key, found.text, found.modified);
  }
}

const markersOf = ({ NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput) => ({
  ...(NextKeyMarker !== undefined && { KeyMarker: NextKeyMarker }),
  ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }),
});

const byKey = (a: { readonly Key: string }, b: { readonly Key: string }): number =>
  a.Key < b.Key ? -1 : Number(a.Key > b.Key);

const versionOf = ({ VersionId = "", ETag = "", Size = 0, LastModified, IsLatest }: ObjectVersion): StateVersion => ({
  versionId: VersionId,
  etag: ETag,
  bytes: Size,
  modified: dateOf(LastModified),
  isLatest: IsLatest === true,
  isDeleted: false,
});

const deletionOf = ({ VersionId = "", LastModified, IsLatest }: DeleteMarkerEntry): StateVersion => ({
  versionId: VersionId,
  etag: "",
  bytes: 0,
  modified: dateOf(LastModified),
  isLatest: IsLatest === true,
  isDeleted: true,
});

/**
 * S3 lists both kinds newest first, each in a list of its own, with times in whole seconds. Of the same second, the latest of
 * all comes first, and then a deletion: somebody who makes what was deleted takes longer than somebody who deletes.
 */
const newestFirst = (versions: readonly StateVersion[], deletions: readonly StateVersion[]): readonly StateVersion[] =>
  [...deletions, ...versions].sort(
    (a, b) => Number(b.isLatest) - Number(a.isLatest) || b.modified.getTime() - a.modified.getTime(),
  );

function dateOf(date: Date | undefined): Date {
  if (!date) throw new AwsError("the answer of S3 has no date. See what stands between this machine and AWS.");
  return date;
}
