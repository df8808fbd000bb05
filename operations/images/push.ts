import { type Blob, ImageError, type ImageLayout } from "./layout";

/** A repository of images. */
export interface ImageRegistry {
  /** The digest of the image with a tag; undefined when there is none. */
  digestOf(tag: string): Promise<string | undefined>;
  /** Those of these digests that are there already. */
  blobsThere(digests: readonly string[]): Promise<ReadonlySet<string>>;
  uploadBlob(blob: Blob, bytes: Uint8Array): Promise<void>;
  /** Gives an image its tag. One that was given already, to whatever, stays where it is. */
  putImage(image: Pick<ImageLayout, "digest" | "manifest" | "mediaType">, tag: string): Promise<"put" | "taken">;
}

/** What became of it. */
export interface Pushed {
  /** The digest of what has the tag now. */
  readonly digest: string;
  /** Whether an image of this source was there before: then nothing was pushed. */
  readonly wasThere: boolean;
}

/** What machine CodeBuild runs the Deployer on. */
const ARCHITECTURE = "arm64";

/**
 * Pushes an image under a tag that is given once: the digest of its source. What is there already is not pushed again, be it a
 * blob or all of it. The tag comes last, so one that is there has everything.
 *
 * @param bytesOf The bytes of a blob, which have its digest.
 * @throws ImageError when it is for another kind of machine; what the registry throws.
 */
export async function pushImage(
  registry: ImageRegistry,
  image: ImageLayout,
  tag: string,
  bytesOf: (blob: Blob) => Promise<Uint8Array>,
): Promise<Pushed> {
  if (image.architecture !== ARCHITECTURE)
    throw new ImageError(
      `the image is for ${JSON.stringify(image.architecture)}, and CodeBuild runs it on ${ARCHITECTURE}`,
    );
  const there = await registry.digestOf(tag);
  if (there !== undefined) return { digest: there, wasThere: true };
  const known = await registry.blobsThere(image.blobs.map(({ digest }) => digest));
  for (const blob of image.blobs.filter(({ digest }) => !known.has(digest)))
    await registry.uploadBlob(blob, await bytesOf(blob));
  if ((await registry.putImage(image, tag)) === "put") return { digest: image.digest, wasThere: false };
  const winner = await registry.digestOf(tag);
  if (winner !== undefined) return { digest: winner, wasThere: true };
  throw new ImageError(`the tag ${tag} was given meanwhile, and is gone; start it again`);
}
