import type { Release } from "../../runtime/site/release";
import { inTurn } from "../in-turn";
import { PromotionError } from "../promotion/promote";
import type { ReleaseStore } from "./ports";

/** Files that are copied at the same time. */
const AT_ONCE = 8;

/** A bucket of releases, and what people call the stage that it is of. */
export interface ReleasesOf {
  readonly stage: string;
  readonly releases: ReleaseStore;
}

/**
 * Sees to it that a release is in the bucket of a stage in full, byte for byte as at the stage that it comes from. What is
 * there already stays, and what was lost of one that was whole comes back; the manifest is written last.
 *
 * @throws PromotionError when neither bucket has it in full.
 */
export async function bring(digest: string, from: ReleasesOf, to: ReleasesOf): Promise<Release> {
  const isSame = from.releases === to.releases;
  const there = await to.releases.release(digest);
  const release = there ?? (isSame ? undefined : await from.releases.release(digest));
  if (!release) throw new PromotionError(missingText(digest, from.stage));
  const present = await to.releases.present(digest, release.manifest);
  const files = release.manifest.files.filter(({ path }) => !present.has(path));
  if (isSame && files.length > 0) throw new PromotionError(missingText(digest, from.stage));
  await inTurn(files, AT_ONCE, async (file) => {
    await to.releases.upload(digest, file, await from.releases.bytes(digest, file));
  });
  if (!there) await to.releases.complete(release);
  return release;
}

/** @param stage The one whose bucket should hold it. */
export const missingText = (digest: string, stage: string): string =>
  `The bucket of ${stage} does not hold the release ${digest.slice(0, 12)} in full. Publish it again; where it came from another stage, promote it to ${stage} again.`;
