import type { Attempt } from "../report/pull-request/ports";
import type { ReleaseCommit, Tag } from "./next-version";

/** What is needed of git: the tags, and what is new since. */
export interface ReleaseHistory {
  /** The commit that is released, in full. */
  readonly commit: string;
  /** All tags of the repository, in no order. */
  readonly tags: readonly Tag[];
  /** Commits that no release tag has, newest first, those alone that change what is released. */
  readonly commits: readonly ReleaseCommit[];
}

/** A file of a release on GitHub. */
export interface ReleaseAsset {
  readonly id: number;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** `sha256:…`; undefined where GitHub made none, as of files of before 2025. */
  readonly digest: string | undefined;
  /** Whether all of it came through. */
  readonly isWhole: boolean;
}

/** A release on GitHub. */
export interface StoredRelease {
  readonly id: number;
  readonly tag: string;
  readonly isDraft: boolean;
  /** Its page. */
  readonly url: string;
  readonly assets: readonly ReleaseAsset[];
  /** Where its files are uploaded to, as GitHub says. */
  readonly uploadUrl: string;
}

/** A draft to be made. */
export interface NewRelease {
  readonly tag: string;
  readonly notes: string;
}

/** What is needed of GitHub to read releases. */
export interface ReleaseReader {
  /** The commit that a tag leads to, in full; undefined when there is no such tag. */
  tagCommit(tag: string): Promise<string | undefined>;
  /** The releases of a tag, oldest first; drafts too, where the token may see them. */
  releasesOf(tag: string): Promise<readonly StoredRelease[]>;
  /** The bytes of a file. */
  download(asset: ReleaseAsset): Promise<Uint8Array>;
  /** Whether a job that deployed this commit to an environment of GitHub ended well. */
  wasDeployed(commit: string, environment: string): Promise<boolean>;
}

/** What is needed of GitHub to make a release. */
export interface ReleaseGitHub extends ReleaseReader {
  /** Does nothing when there is a tag of that name, wherever it is. */
  createTag(tag: string, commit: string): Promise<void>;
  createDraft(draft: NewRelease): Promise<Attempt<StoredRelease>>;
  /** Does nothing when it is gone. */
  deleteAsset(asset: ReleaseAsset): Promise<void>;
  uploadAsset(release: StoredRelease, name: string, bytes: Uint8Array): Promise<Attempt<ReleaseAsset>>;
  publish(release: StoredRelease): Promise<StoredRelease>;
}

/** A release cannot be made. Says what stands in the way, and what to do. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
}

/** What was asked for will not do: nothing was touched. */
export class ReleaseRefusal extends Error {
  override readonly name = "ReleaseRefusal";
}
