import { BatchDeleteImageCommand, ECRClient, type ImageFailure, paginateListImages } from "@aws-sdk/client-ecr";
import {
  DeleteObjectsCommand,
  type DeleteObjectsCommandOutput,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from "@aws-sdk/client-s3";
import type { Container } from "../../operations/destroy/containers";
import { type Connection, settingsFor } from "./connection";
import { AwsError, explained, isNamed } from "./errors";
import { askedOf, s3Client } from "./s3-client";

/** Where containers are, and whose they must be. */
export interface ContainerPlace {
  readonly region: string;
  /** A bucket of the same name in another account is refused by S3 itself. */
  readonly accountId: string;
  /** Ends it between two requests. */
  readonly signal?: AbortSignal;
}

/** Most images that one request deletes. Source: ECR API reference, `BatchDeleteImage`. */
const IMAGES_AT_ONCE = 100;

/**
 * Takes everything out of a bucket, all versions of it included, or out of a repository of images.
 *
 * @returns how much that was; none of a container that is gone.
 * @throws AwsError
 */
export const emptied = (connection: Connection, container: Container, place: ContainerPlace): Promise<number> =>
  container.kind === "bucket"
    ? emptyBucket(connection, container, place)
    : emptyRepository(connection, container, place);

async function emptyBucket(
  connection: Connection,
  { name: Bucket, region: own }: Container,
  { region, accountId: ExpectedBucketOwner, signal }: ContainerPlace,
): Promise<number> {
  const place = { bucket: Bucket, region: own ?? region };
  const client = s3Client(connection, place.region);
  const asked = askedOf(connection, place);
  let gone = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      // What was deleted is no longer listed, so the first page is always the next one.
      const page = await client.send(new ListObjectVersionsCommand({ Bucket, ExpectedBucketOwner }));
      const Objects: ObjectIdentifier[] = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(
        ({ Key, VersionId }) => (Key === undefined ? [] : [{ Key, VersionId }]),
      );
      if (Objects.length === 0) return gone;
      const request = new DeleteObjectsCommand({ Bucket, ExpectedBucketOwner, Delete: { Objects, Quiet: true } });
      demandDeleted(Bucket, await client.send(request));
      gone += Objects.length;
    }
  } catch (failure) {
    signal?.throwIfAborted();
    if (isNamed(failure, "NoSuchBucket")) return gone;
    throw explained(asked("delete all versions", "s3:ListBucketVersions and s3:DeleteObjectVersion"), failure);
  } finally {
    client.destroy();
  }
}

function demandDeleted(bucket: string, { Errors: [first] = [] }: DeleteObjectsCommandOutput): void {
  if (!first) return;
  const { Key = "", Code = "" } = first;
  const words = [Key, Code].map((text) => text.replace(/\p{C}/gu, "?").slice(0, 200));
  throw new AwsError(
    `could not delete ${words[0]} in the bucket ${bucket}: S3 answered ${words[1]}. See whether the bucket's policy, or a lock of the object, keeps it.`,
  );
}

async function emptyRepository(
  connection: Connection,
  { name: repositoryName, region: own }: Container,
  place: ContainerPlace,
): Promise<number> {
  const region = own ?? place.region;
  const registryId = place.accountId;
  const client = new ECRClient(settingsFor(connection, region));
  let gone = 0;
  try {
    for (;;) {
      const digests = new Set<string>();
      for await (const { imageIds = [] } of paginateListImages({ client }, { registryId, repositoryName }))
        for (const { imageDigest } of imageIds) if (imageDigest !== undefined) digests.add(imageDigest);
      if (digests.size === 0) return gone;
      const all = [...digests].map((imageDigest) => ({ imageDigest }));
      const failures: ImageFailure[] = [];
      for (let start = 0; start < all.length; start += IMAGES_AT_ONCE) {
        place.signal?.throwIfAborted();
        const imageIds = all.slice(start, start + IMAGES_AT_ONCE);
        const answer = await client.send(new BatchDeleteImageCommand({ registryId, repositoryName, imageIds }));
        failures.push(...(answer.failures ?? []));
      }
      // What an index names goes once the index is gone.
      if (failures.length >= all.length) throw keptImage(repositoryName, failures[0]);
      gone += all.length - failures.length;
    }
  } catch (failure) {
    place.signal?.throwIfAborted();
    if (isNamed(failure, "RepositoryNotFoundException")) return gone;
    const { endpoint } = connection;
    throw explained(
      {
        what: `delete the images in the repository ${repositoryName}`,
        permissions: "ecr:ListImages and ecr:BatchDeleteImage",
        region,
        endpoint,
        isSecret: false,
        reasons: { ServerException: "AWS has trouble. Run this again" },
      },
      failure,
    );
  } finally {
    client.destroy();
  }
}

function keptImage(repository: string, { imageId, failureCode }: ImageFailure = {}): AwsError {
  const words = [imageId?.imageDigest ?? "an image", failureCode ?? "nothing"].map((text) =>
    text.replace(/\p{C}/gu, "?").slice(0, 200),
  );
  return new AwsError(`could not delete ${words[0]} in the repository ${repository}: ECR answered ${words[1]}.`);
}
