import { type Zippable, zipSync } from "fflate";
import { ENTRY_MODULES, functionReleaseText, MOST_CODE_BYTES, RELEASE_FILE } from "../../runtime/deployer/function-zip";
import {
  API_FILE,
  MANIFEST_FILE,
  manifestIn,
  manifestText,
  type PackageManifest,
  WEB_FOLDER,
} from "../../runtime/deployer/manifest";
import { demandNone } from "../../runtime/deployer/package-error";
import { clashes, pathFault } from "../../runtime/deployer/paths";
import { quoted } from "../../runtime/quoted";
import { sha256 } from "../../runtime/site/release";
import type { BuildFile } from "../sites/build-file";
import { publicationOf } from "../sites/publish";

/** What a release package is made of. */
export interface PackageParts {
  /** Name of the app. */
  readonly app: string;
  readonly version: string;
  /** All forty digits. */
  readonly commit: string;
  /** The built site. */
  readonly web: readonly BuildFile[];
  /** The built code of the function. */
  readonly api: readonly BuildFile[];
  /**
   * Whether files of the site may hold what looks like a secret.
   * @default false
   */
  readonly allowSecrets?: boolean;
}

/** A release package. */
export interface Package {
  readonly manifest: PackageManifest;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** What somebody should look at, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Builds a release package. The same parts give the same bytes, in whatever order, on whatever machine: the zip says neither
 * when files were written nor by whom, and is made without Node's zlib, which differs from version to version.
 *
 * @throws SiteInputError, PackageError that say everything for which there can be none.
 */
export function packageOf({ app, version, commit, web, api, allowSecrets = false }: PackageParts): Package {
  const { warnings } = publicationOf(web, allowSecrets);
  demandNone(apiFaults(api));
  const release: BuildFile = {
    path: RELEASE_FILE,
    bytes: Buffer.from(functionReleaseText({ app, version, commit })),
  };
  const files: readonly BuildFile[] = [
    { path: API_FILE, bytes: zipOf([...api, release]) },
    ...web.map(({ path, bytes }) => ({ path: WEB_FOLDER + path, bytes })),
  ];
  const listed = files
    .map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = Buffer.from(manifestText({ format: 1, app, version, commit, files: listed }));
  // Whoever reads it judges it by the same words.
  const manifest = manifestIn(text);
  const bytes = zipOf([...files, { path: MANIFEST_FILE, bytes: text }]);
  return { manifest, bytes, sha256: sha256(bytes), warnings };
}

function apiFaults(files: readonly BuildFile[]): readonly string[] {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const named = (path: string) => `${quoted(path)} of the API`;
  if (files.length === 0) return ["the build of the API holds no files. See whether it ended well."];
  return [
    ...files.flatMap(({ path }) => {
      const fault = pathFault(path);
      return fault === undefined ? [] : [`${named(path)} ${fault}`];
    }),
    ...clashes(files.map(({ path }) => path)),
    ...(files.some(({ path }) => ENTRY_MODULES.includes(path))
      ? []
      : [
          `the build of the API has none of ${ENTRY_MODULES.join(", ")} at its top. Name the folder of the built code.`,
        ]),
    ...files
      .filter(({ path }) => path.toLowerCase() === RELEASE_FILE)
      .map(({ path }) => `${named(path)} is written by this command. Leave it out of the build.`),
    ...(size > MOST_CODE_BYTES
      ? [`the build of the API has ${size} bytes, and Lambda takes ${MOST_CODE_BYTES}. Bundle less.`]
      : []),
  ];
}

/**
 * The first day that a zip can name, at noon: fflate writes the time of day of this machine, which a zone may shift over the
 * day's edge, and not of UTC.
 */
const WRITTEN = new Date(1980, 0, 1, 12);

/** An ordinary file that everybody may read, as Unix says it. Lambda runs code as another user than who unpacked it. */
const ATTRIBUTES = { os: 3, attrs: 0o100644 << 16, mtime: WRITTEN, level: 6 } as const;

/** A zip of files, sorted by path. */
function zipOf(files: readonly BuildFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries: Zippable = Object.fromEntries(sorted.map(({ path, bytes }) => [path, [bytes, ATTRIBUTES]]));
  return zipSync(entries);
}
