import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  DescribeImagesCommand,
  ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from "@aws-sdk/client-ecr";
import type { Blob } from "../../operations/images/layout";
import type { ImageRegistry } from "../../operations/images/push";
import { type Connection, settingsFor } from "./connection";
import type { ImagePlace } from "./deployer-images";
import { AwsError, explained, isNamed } from "./errors";

/** How long ECR may take for one part of a layer, in milliseconds. */
const PATIENCE = 120_000;

/** Largest part that ECR takes, in bytes. Source: Amazon ECR service quotas, "Maximum layer part size". */
const LARGEST_PART = 10 * 1024 * 1024;

/**
 * A repository of ECR, through its own API: a role needs no more than the repository for it, and no password is made, as it is for
 * Docker.
 *
 * @throws AwsError when ECR refuses, or does not answer.
 */
export function imageRegistry(connection: Connection, place: ImagePlace): ImageRegistry {
  const client = new ECRClient(settingsFor(connection, place.region));
  const here = { registryId: place.accountId, repositoryName: place.repository };
  const tried = async <T>(what: string, permissions: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (failure) {
      if (failure instanceof AwsError) throw failure;
      throw explained(
        {
          what: `${what} the repository ${place.repository}`,
          permissions,
          region: place.region,
          endpoint: connection.endpoint,
          isSecret: false,
          reasons: REASONS,
        },
        failure,
      );
    }
  };
  return {
    digestOf: (tag) =>
      tried("look for an image in", "ecr:DescribeImages", async () => {
        try {
          const { imageDetails = [] } = await client.send(
            new DescribeImagesCommand({ ...here, imageIds: [{ imageTag: tag }] }),
          );
          return imageDetails[0]?.imageDigest;
        } catch (failure) {
          if (isNamed(failure, "ImageNotFoundException")) return undefined;
          throw failure;
        }
      }),
    blobsThere: (digests) =>
      tried("look for layers in", "ecr:BatchCheckLayerAvailability", async () => {
        const { layers = [] } = await client.send(
          new BatchCheckLayerAvailabilityCommand({ ...here, layerDigests: [...digests] }),
        );
        const there = layers.filter(({ layerAvailability }) => layerAvailability === "AVAILABLE");
        return new Set(there.flatMap(({ layerDigest }) => layerDigest ?? []));
      }),
    uploadBlob: (blob, bytes) =>
      tried("upload a layer to", "ecr:InitiateLayerUpload, ecr:UploadLayerPart and ecr:CompleteLayerUpload", () =>
        uploadBlob(client, here, blob, bytes),
      ),
    putImage: ({ digest, manifest, mediaType }, tag) =>
      tried("put an image into", "ecr:PutImage", async () => {
        const image = {
          imageManifest: manifest,
          imageManifestMediaType: mediaType,
          imageDigest: digest,
          imageTag: tag,
        };
        try {
          await client.send(new PutImageCommand({ ...here, ...image }));
          return "put";
        } catch (failure) {
          if (isNamed(failure, "ImageTagAlreadyExistsException") || isNamed(failure, "ImageAlreadyExistsException"))
            return "taken";
          throw failure;
        }
      }),
  };
}

async function uploadBlob(
  client: ECRClient,
  here: { readonly registryId: string; readonly repositoryName: string },
  { digest }: Blob,
  bytes: Uint8Array,
): Promise<void> {
  const { uploadId, partSize = LARGEST_PART } = await client.send(new InitiateLayerUploadCommand(here));
  const upload = { ...here, uploadId };
  const size = Math.min(partSize, LARGEST_PART);
  for (let first = 0; first < bytes.length; first += size) {
    const layerPartBlob = bytes.subarray(first, first + size);
    const part = { layerPartBlob, partFirstByte: first, partLastByte: first + layerPartBlob.length - 1 };
    await client.send(new UploadLayerPartCommand({ ...upload, ...part }), { requestTimeout: PATIENCE });
  }
  try {
    const done = await client.send(new CompleteLayerUploadCommand({ ...upload, layerDigests: [digest] }));
    if (done.layerDigest !== digest)
      throw new AwsError(`ECR has other bytes of ${digest} than were sent; push it again`);
  } catch (failure) {
    // Another push was quicker with the same layer.
    if (!isNamed(failure, "LayerAlreadyExistsException")) throw failure;
  }
}

const REASONS = {
  RepositoryNotFoundException: "There is no such repository. Deploy the stack that makes it first",
  ServerException: "AWS has trouble. Run this again",
};
