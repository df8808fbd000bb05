import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Blob, ImageError, type ImageLayout, layoutOf } from "../operations/images/layout";

/** An image in a folder, and its blobs. */
export interface ImageFolder {
  readonly layout: ImageLayout;
  /** @throws ImageError when the folder has other bytes than the digest says. */
  bytesOf(blob: Blob): Promise<Uint8Array>;
}

/**
 * Reads an image that was laid out in a folder, as `docker buildx build --output type=oci,tar=false` does.
 *
 * @throws ImageError when it is none, or damaged.
 */
export function imageIn(folder: string): ImageFolder {
  const blob = (digest: string): Uint8Array => {
    const bytes = read(folder, join("blobs", "sha256", digest.replace("sha256:", "")));
    if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` === digest) return bytes;
    throw new ImageError(`${folder} has other bytes of ${digest} than it says; build it again`);
  };
  const index = new TextDecoder().decode(read(folder, "index.json"));
  return {
    layout: layoutOf(index, (digest) => new TextDecoder().decode(blob(digest))),
    bytesOf: async ({ digest }) => blob(digest),
  };
}

function read(folder: string, path: string): Uint8Array {
  try {
    return readFileSync(join(folder, path));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new ImageError(`${folder} holds no whole image: ${path} cannot be read (${code}). Build it again.`);
  }
}
