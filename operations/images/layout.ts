import { z } from "zod";

/** A blob of an image: its configuration, or a layer. */
export interface Blob {
  /** `sha256:…` */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** An image for one kind of machine, as the Open Container Initiative lays it out in a folder. */
export interface ImageLayout {
  /** `sha256:…` of the manifest: what the image is known by. */
  readonly digest: string;
  readonly mediaType: string;
  /** The very text of the manifest. */
  readonly manifest: string;
  readonly architecture: string;
  /** Everything that the manifest names, layers first. */
  readonly blobs: readonly Blob[];
}

/** An image that will not do. */
export class ImageError extends Error {
  override readonly name = "ImageError";
}

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const blob = z.object({ digest, size: z.int().min(0) });

/** Source: OCI Image Format Specification 1.1, "Image Index" and "Image Manifest". */
const index = z.object({
  schemaVersion: z.literal(2),
  manifests: z.array(z.object({ digest, mediaType: z.string() })),
});
const manifestSchema = z.object({ schemaVersion: z.literal(2), config: blob, layers: z.array(blob).min(1) });
const config = z.object({ architecture: z.string(), os: z.string() });

const MANIFEST_TYPES = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/**
 * Reads the layout of an image.
 *
 * @param indexText Of `index.json`.
 * @param textOf The text of a blob; throws ImageError when it is not there, or has other bytes than its digest says.
 * @throws ImageError when it is none, or one of several kinds of machines.
 */
export function layoutOf(indexText: string, textOf: (digest: string) => string): ImageLayout {
  const { manifests } = parsed("index.json", indexText, index);
  const [only, ...more] = manifests;
  if (!only || more.length > 0)
    throw new ImageError(`index.json names ${manifests.length} images; build one, for one kind of machine`);
  if (!MANIFEST_TYPES.includes(only.mediaType))
    throw new ImageError(
      `index.json names something of the type ${JSON.stringify(only.mediaType)}, which is no single image; build it without provenance and for one kind of machine`,
    );
  const manifest = textOf(only.digest);
  const read = parsed("the manifest", manifest, manifestSchema);
  const { architecture, os } = parsed("the configuration", textOf(read.config.digest), config);
  if (os !== "linux") throw new ImageError(`the image is for ${JSON.stringify(os)}, and CodeBuild runs it on linux`);
  const blobs = new Map([...read.layers, read.config].map((each) => [each.digest, each]));
  return { digest: only.digest, mediaType: only.mediaType, manifest, architecture, blobs: [...blobs.values()] };
}

function parsed<T>(what: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new ImageError(`${what} of the image is damaged; build it again`);
  }
}
