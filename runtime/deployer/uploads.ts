import { fileKey } from "../site/file-key";
import type { Release, ReleasedFile } from "../site/release";
import { uploadGroups } from "../site/upload-groups";
import { API_FILE, WEB_FOLDER } from "./manifest";
import { type CreateObject, createOrFind } from "./objects";
import type { UnpackedPackage } from "./package-folder";

/** Files that are uploaded at once: most time goes into waiting for S3. */
const AT_ONCE = 16;

/** Where the code of a function lies. */
export const functionKey = (digest: string): string => `functions/${digest}.zip`;

/**
 * Uploads the files of a release, which nobody is shown before the site's entry names it.
 *
 * @returns How many were uploaded; the others were there.
 */
export async function uploadSite(
  { digest, manifest }: Release,
  { read }: UnpackedPackage,
  create: CreateObject,
  bucket: string,
): Promise<number> {
  let created = 0;
  const upload = async ({ path, sha256, type, cache }: ReleasedFile): Promise<void> => {
    const bytes = await read(WEB_FOLDER + path);
    const done = await createOrFind(create, bucket, { key: fileKey(digest, path), bytes, sha256, type, cache });
    if (done === "created") created += 1;
  };
  for (const group of uploadGroups(manifest))
    for (let at = 0; at < group.length; at += AT_ONCE) await Promise.all(group.slice(at, at + AT_ONCE).map(upload));
  return created;
}

/**
 * Uploads the code of the function, which Lambda takes it from.
 *
 * @returns Its digest.
 */
export async function uploadFunction(
  { manifest, read }: UnpackedPackage,
  create: CreateObject,
  bucket: string,
): Promise<string> {
  const digest = manifest.files.find(({ path }) => path === API_FILE)?.sha256 ?? "";
  const bytes = await read(API_FILE);
  await createOrFind(create, bucket, { key: functionKey(digest), bytes, sha256: digest, type: "application/zip" });
  return digest;
}
