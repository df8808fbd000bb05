import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How an image is other than one that can be pushed. */
export interface ImageSettings {
  /** @default "arm64" */
  readonly architecture?: string;
  /** @default "linux" */
  readonly os?: string;
  /** Bytes of its layers. */
  readonly layers?: readonly Uint8Array[];
  /**
   * Of what the index names.
   * @default - that of a manifest
   */
  readonly mediaType?: string;
}

/**
 * Lays an image out in a folder, as BuildKit does.
 *
 * @returns Its digest, and those of its layers.
 */
export function layImage(
  folder: string,
  { architecture = "arm64", os = "linux", layers = [Buffer.from("a layer")], mediaType = MANIFEST }: ImageSettings = {},
): { readonly digest: string; readonly layers: readonly string[] } {
  const blobs = join(folder, "blobs", "sha256");
  mkdirSync(blobs, { recursive: true });
  const put = (type: string, bytes: Uint8Array) => {
    const hex = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(blobs, hex), bytes);
    return { mediaType: type, digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (type: string, value: object) => put(type, Buffer.from(JSON.stringify(value)));
  const laid = layers.map((bytes) => put("application/vnd.oci.image.layer.v1.tar+gzip", bytes));
  const config = json("application/vnd.oci.image.config.v1+json", { architecture, os, rootfs: { type: "layers" } });
  const manifest = json(MANIFEST, { schemaVersion: 2, mediaType: MANIFEST, config, layers: laid });
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(
    join(folder, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, mediaType, platform: { architecture, os } }] }),
  );
  return { digest: manifest.digest, layers: laid.map(({ digest }) => digest) };
}

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
