import type { PlannedRelease } from "./plan-release";
import { type ReleaseAsset, ReleaseError, type ReleaseGitHub, type StoredRelease } from "./ports";

/** What a release holds. */
export interface ReleaseContent {
  readonly planned: PlannedRelease;
  readonly notes: string;
  /** Name of the package's file. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `sha256:…` of the bytes. */
  readonly digest: string;
}

/** What became of it. */
export interface MadeRelease {
  readonly release: StoredRelease;
  /** The package as it lies there: whoever deploys takes this one, whatever was built since. */
  readonly asset: ReleaseAsset;
  /** Whether it was published before, so that nothing was changed. */
  readonly wasThere: boolean;
}

/**
 * Makes a release: its tag, a draft with its notes, its package, and only then what everybody sees. Each step looks first at
 * what there is, so a run that failed anywhere is started again as it was.
 *
 * @throws ReleaseError when the tag is at another commit, GitHub does not keep what it is given, or what was published is not whole.
 */
export async function makeRelease(github: ReleaseGitHub, content: ReleaseContent): Promise<MadeRelease> {
  const { planned, name } = content;
  await tagged(github, planned);
  const release = await drafted(github, content);
  if (!release.isDraft) {
    const asset = release.assets.find((each) => each.name === name);
    if (asset?.isWhole) return { release, asset, wasThere: true };
    throw new ReleaseError(
      `the release ${planned.tag} is published without the package ${name}: ${release.url}. What is published stays as it is; release the next commit.`,
    );
  }
  const asset = await uploaded(github, release, content);
  return { release: await github.publish(release), asset, wasThere: false };
}

/** Another run may have been quicker, of another commit: its number is not taken away from it. */
async function tagged(github: ReleaseGitHub, { tag, commit }: PlannedRelease): Promise<void> {
  const there = await github.tagCommit(tag);
  if (there === commit) return;
  if (there === undefined) await github.createTag(tag, commit);
  const made = there ?? (await github.tagCommit(tag));
  if (made === commit) return;
  throw new ReleaseError(
    made === undefined
      ? `GitHub has no tag ${tag} though it was made; start the release again`
      : `the tag ${tag} is at the commit ${made.slice(0, 7)}, and not at ${commit.slice(0, 7)}: somebody released another one meanwhile. Start the release again; it takes the next version.`,
  );
}

async function drafted(github: ReleaseGitHub, { planned: { tag }, notes }: ReleaseContent): Promise<StoredRelease> {
  const there = await chosen(github, tag);
  if (there) return there;
  const attempt = await github.createDraft({ tag, notes });
  if ("done" in attempt) return attempt.done;
  const made = await chosen(github, tag);
  if (made) return made;
  throw new ReleaseError(`could not make the draft of ${tag}: ${attempt.unsure}`);
}

/** What is published counts; of two drafts, which two runs at once may leave, the older one. */
async function chosen(github: ReleaseGitHub, tag: string): Promise<StoredRelease | undefined> {
  const releases = await github.releasesOf(tag);
  return releases.find(({ isDraft }) => !isDraft) ?? releases[0];
}

/** A draft was seen by nobody: what an earlier run left of its package is replaced, unless it is this very one. */
async function uploaded(
  github: ReleaseGitHub,
  release: StoredRelease,
  { planned, name, bytes, digest }: ReleaseContent,
): Promise<ReleaseAsset> {
  const isThis = (asset: ReleaseAsset): boolean =>
    asset.name === name && asset.isWhole && asset.size === bytes.length && asset.digest === digest;
  const there = release.assets.find((asset) => asset.name === name);
  if (there && isThis(there)) return there;
  if (there) await github.deleteAsset(there);
  const attempt = await github.uploadAsset(release, name, bytes);
  const asset =
    "done" in attempt ? attempt.done : (await chosen(github, planned.tag))?.assets.find((each) => each.name === name);
  if (asset && isThis(asset)) return asset;
  const why = "unsure" in attempt ? attempt.unsure : "GitHub has other bytes than were sent";
  throw new ReleaseError(
    `could not upload the package ${name} of ${planned.tag}: ${why}. It is a draft that nobody sees yet; start the release again.`,
  );
}
