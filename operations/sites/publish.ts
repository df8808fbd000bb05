import { cacheOf, typeOf } from "../../runtime/site/headers";
import { MOST_BYTES, MOST_FILES } from "../../runtime/site/limits";
import { type Release, type ReleasedFile, releaseOf, sha256 } from "../../runtime/site/release";
import { SITE_FILE } from "../../runtime/site/site-file";
import { uploadGroups } from "../../runtime/site/upload-groups";
import { inTurn } from "../in-turn";
import type { BuildFile, Findings } from "./build-file";
import { checkNames } from "./check-names";
import { checkPages } from "./check-pages";
import { checkSecrets } from "./check-secrets";
import { SiteInputError } from "./input-error";
import type { ReleaseStore } from "./ports";
import { siteFileIn } from "./site-file";

/** How many reasons are told at once. */
const MOST_REASONS = 20;

/** A build that can be published. */
export interface Publication {
  readonly release: Release;
  /** What each file of the release holds, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** What somebody should look at, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The release that a build makes. Its digest is of what is served alone: the same files give the same release, in whatever
 * order, and whoever builds them.
 *
 * @param allowSecrets Whether files may hold what looks like a secret.
 * @throws SiteInputError that says everything for which the build cannot be published.
 */
export function publicationOf(build: readonly BuildFile[], allowSecrets = false): Publication {
  demandSize(build);
  const { pages, immutable } = siteFileIn(build.find(({ path }) => path === SITE_FILE)?.bytes, SITE_FILE);
  const files = build
    .filter(({ path }) => path !== SITE_FILE)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const findings = [checkPages(pages, files), checkNames(files), checkSecrets(files, allowSecrets)];
  demandNone(findings);
  const released = files.map(
    ({ path, bytes }): ReleasedFile => ({
      path,
      size: bytes.length,
      sha256: sha256(bytes),
      type: typeOf(path, bytes),
      cache: cacheOf(path, immutable),
    }),
  );
  return {
    release: releaseOf({ format: 1, pages, files: released }),
    bytes: new Map(files.map(({ path, bytes }) => [path, bytes])),
    warnings: findings.flatMap(({ warnings }) => warnings),
  };
}

function demandSize(build: readonly BuildFile[]): void {
  const size = build.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (build.length === 0) throw refused(["the build holds no files. See whether it ended well."]);
  if (build.length > MOST_FILES)
    throw refused([`the build has ${build.length} files, and a release has at most ${MOST_FILES}.`]);
  if (size > MOST_BYTES) throw refused([`the build has ${size} bytes, and a release has at most ${MOST_BYTES}.`]);
}

function demandNone(findings: readonly Findings[]): void {
  const errors = findings.flatMap(({ errors }) => errors);
  const more = errors.length - MOST_REASONS;
  if (more > 0) throw refused([...errors.slice(0, MOST_REASONS), `and ${more} more like these.`]);
  if (errors.length > 0) throw refused(errors);
}

const refused = (reasons: readonly string[]): SiteInputError =>
  new SiteInputError([...reasons, "Nothing was uploaded."].join("\n"));

/** What became of a publication. */
export interface Published {
  /** `there`: the release was whole before, and nothing was uploaded. */
  readonly kind: "published" | "there";
  /** How many files were uploaded now; the others were there. */
  readonly uploaded: number;
}

export interface PublishOptions {
  /** How many files are uploaded at the same time, at least 1. */
  readonly parallel: number;
  /** Is told of each file that is there, with how many are. */
  readonly progress: (file: ReleasedFile, done: number) => void;
  /** Ends the run. What was uploaded stays, and the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Uploads a release, never over anything. One that is there already is left alone; one that is there in part is completed.
 *
 * @throws Error when a file of the release is there with other bytes, or could not be uploaded.
 */
export async function publish(
  { release, bytes }: Publication,
  store: ReleaseStore,
  { parallel, progress, signal }: PublishOptions,
): Promise<Published> {
  const { digest, manifest } = release;
  const isWhole = (await store.release(digest)) !== undefined;
  // Also of one that is whole: somebody may have lost a file of it, and then publishing it again is the cure.
  const there = await store.present(digest, manifest);
  if (isWhole && there.size === manifest.files.length) return { kind: "there", uploaded: 0 };
  let uploaded = 0;
  for (const group of uploadGroups(manifest)) {
    const missing = group.filter(({ path }) => !there.has(path));
    await inTurn(missing, parallel, async (file) => {
      signal?.throwIfAborted();
      await store.upload(digest, file, bytes.get(file.path) as Uint8Array);
      uploaded += 1;
      progress(file, there.size + uploaded);
    });
  }
  signal?.throwIfAborted();
  await store.complete(release);
  return { kind: "published", uploaded };
}
