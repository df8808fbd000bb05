import type { Manifest, Release, ReleasedFile } from "../../runtime/site/release";
import type { Version as TextVersion } from "../records/object-store";
import type { SiteEntry } from "./entry";

/** What AWS named by itself of a stage's sites. Terraform writes it into their bucket, so that no state has to be read. */
export interface SiteLocation {
  readonly keyValueStoreArn: string;
  readonly distributionId: string;
}

/** An entry as it was read. The store keeps texts; what is no entry of ours is shown as such. */
export interface StoredEntry {
  readonly host: string;
  /** What the store keeps: two reads of the same text are of the same entry. */
  readonly text: string;
  /** Undefined when the text is no entry. */
  readonly entry: SiteEntry | undefined;
}

/** One change of an entry, on the condition that nobody else changed it. */
export interface EntryChange {
  readonly host: string;
  /** The text that was read; undefined when there was none. */
  readonly before: string | undefined;
  /** The text that it gets; undefined when it goes. */
  readonly after: string | undefined;
}

/** The sites of a stage as CloudFront knows them: its key-value store. */
export interface SiteEntries {
  /** Undefined when the host has none. */
  read(host: string): Promise<StoredEntry | undefined>;
  /** Every site, sorted by host. Keys that name no host are left out. */
  list(): Promise<readonly StoredEntry[]>;
  /**
   * Changes one entry, unless somebody changed it since. Changes that are asked for at once go in few requests of the store;
   * when somebody else writes other entries meanwhile, it is tried again.
   */
  change(change: EntryChange): Promise<"changed" | "lost">;
}

/** The releases in the bucket of a stage. */
export interface ReleaseStore {
  /** Undefined when the release is not there in full: its manifest is missing. */
  release(digest: string): Promise<Release | undefined>;
  /**
   * Which files of a release are there with the bytes that its manifest says, by path.
   *
   * @param manifest What it consists of, when its manifest is not there yet.
   * @default - what its manifest in the bucket says; none of them, when that is not there
   */
  present(digest: string, manifest?: Manifest): Promise<ReadonlySet<string>>;
  /** Writes a file of a release, unless it is there. S3 itself checks the bytes by their digest. */
  upload(digest: string, file: ReleasedFile, bytes: Uint8Array): Promise<void>;
  /** The bytes of a file. */
  bytes(digest: string, file: ReleasedFile): Promise<Uint8Array>;
  /** Says that a release is whole. */
  complete(release: Release): Promise<void>;
}

/** What is served under a host name, as a browser would get it. */
export interface Served {
  /** An answer of that host for a path; redirects are not followed. */
  get(host: string, path: string): Promise<ServedAnswer>;
}

export interface ServedAnswer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Forgets at the edge what CloudFront remembers of paths: `/releases/<digest>/*`. */
export interface EdgeCache {
  invalidate(paths: readonly string[]): Promise<void>;
}

/** What was built of a branch last. */
export interface Build {
  readonly format: 1;
  readonly branch: string;
  readonly commit: string;
  /** Digest of its release. */
  readonly release: string;
  /** Id of the run that built it; a later run has a higher one, in whichever repository. 0 outside of GitHub Actions. */
  readonly run: number;
  /** When, as RFC 3339 writes it. */
  readonly at: string;
  readonly by: string;
}

/** A build, and what has to be written over. */
export interface StoredBuild {
  readonly build: Build;
  readonly version: TextVersion;
}
