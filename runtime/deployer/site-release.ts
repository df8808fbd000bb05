import { cacheOf, typeOf } from "../site/headers";
import { type Pages, type Release, type ReleasedFile, releaseOf } from "../site/release";
import { SITE_FILE, type SiteFile, siteFileSchema } from "../site/site-file";
import { type PackageManifest, WEB_FOLDER } from "./manifest";
import { PackageError } from "./package-error";

/**
 * The release of the site in a package: the same that `infra site publish` makes of the same files.
 *
 * @param read Reads a file of the package.
 * @throws PackageError when what the build says of its site cannot be read.
 */
export async function siteReleaseOf(
  { files }: PackageManifest,
  read: (path: string) => Promise<Uint8Array>,
): Promise<Release> {
  const web = files.filter(({ path }) => path.startsWith(WEB_FOLDER));
  const settings = web.find(({ path }) => path === WEB_FOLDER + SITE_FILE);
  const { pages, immutable } = siteFileIn(settings && (await read(settings.path)));
  const released: ReleasedFile[] = [];
  for (const file of web) {
    const path = file.path.slice(WEB_FOLDER.length);
    if (path === SITE_FILE) continue;
    const { size, sha256 } = file;
    released.push({ path, size, sha256, type: typeOf(path, await read(file.path)), cache: cacheOf(path, immutable) });
  }
  return releaseOf({ format: 1, pages, files: released.sort((a, b) => (a.path < b.path ? -1 : 1)) });
}

function siteFileIn(bytes: Uint8Array | undefined): SiteFile {
  if (bytes === undefined) return { pages: {}, immutable: [] };
  const wrong = (why: string) =>
    new PackageError(`${WEB_FOLDER}${SITE_FILE} ${why}. \`infra package\` says where; build the package by it.`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw wrong("is no JSON in UTF-8");
  }
  const read = siteFileSchema.safeParse(value);
  if (!read.success) throw wrong("is not what a build may say of its site");
  return { pages: read.data.pages as Pages, immutable: read.data.immutable };
}
