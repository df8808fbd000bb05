import { sha256 } from "../site/release";
import { manifestText, type PackageManifest } from "./manifest";
import type { CreateObject } from "./objects";
import { PackageError } from "./package-error";

/** Where the bucket says what a version consists of. */
export const versionKey = (version: string): string => `versions/${version}.json`;

/**
 * Says in the bucket of the site what a version consists of, before anything of it is there: a version never comes to mean
 * other bytes.
 *
 * @returns `there` when the same was said before: the deployment is run again.
 * @throws PackageError when the version is there with other bytes.
 */
export async function claimVersion(manifest: PackageManifest, create: CreateObject): Promise<"created" | "there"> {
  const bytes = Buffer.from(manifestText(manifest));
  const key = versionKey(manifest.version);
  const done = await create({ key, bytes, sha256: sha256(bytes), type: "application/json" });
  if (done === "other")
    throw new PackageError(
      `version ${manifest.version} of ${manifest.app} exists with other bytes (${key}), and is not replaced. Give what you built another version.`,
    );
  return done;
}
