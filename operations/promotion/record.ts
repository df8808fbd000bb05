/** Which types of version there are. Versions of different types are never compared. */
export type VersionType = "sha" | "semver" | "calver";

/** What is promoted: the same bytes at every stage, by their digest. */
export interface Version {
  readonly type: VersionType;
  /** How people call it. Of the type `sha`, the commit. */
  readonly name: string;
  /** The commit that it was built from. */
  readonly commit: string;
  /** The branch that it was built from. */
  readonly branch: string;
  /** SHA-256 of the artefact, in hexadecimal digits. */
  readonly digest: string;
}

/** Where an attempt took its version from. */
export type Origin =
  | { readonly kind: "branch"; readonly branch: string }
  /** Another stage: `site` is the one of it whose version was taken. */
  | { readonly kind: "stage"; readonly stage: string; readonly site: string }
  /** An earlier version of the same site. */
  | { readonly kind: "rollback" };

/** One attempt to give a site a version. */
export interface Attempt<Settings = unknown> {
  readonly id: string;
  /** `in_progress` is written before anything is switched, `succeeded` only after the served version was read back. */
  readonly status: "in_progress" | "succeeded" | "failed";
  readonly version: Version;
  readonly settings: Settings;
  readonly from: Origin;
  /** Who asked for it. */
  readonly actor: string;
  /**
   * Who approved it.
   * @default - nobody has to
   */
  readonly approver?: string;
  /**
   * The run of GitHub Actions that did it.
   * @default - it was done elsewhere
   */
  readonly run?: string;
  /** As RFC 3339 writes it. */
  readonly startedAt: string;
  /** @default - it did not end yet */
  readonly finishedAt?: string;
  /**
   * Why it failed.
   * @default - it did not
   */
  readonly reason?: string;
}

/** What became of one site at one stage, or of one application where a stage has one. */
export interface PromotionRecord<Settings = unknown> {
  readonly format: 1;
  readonly application: string;
  readonly stage: string;
  /** The host of the site. */
  readonly site: string;
  /** The attempt that was made last. */
  readonly latest: Attempt<Settings>;
  /** Those that succeeded, the newest first; at most `KEPT_VERSIONS`. */
  readonly good: readonly Attempt<Settings>[];
}

/** How many versions that succeeded a record remembers: so far a site can be rolled back. */
export const KEPT_VERSIONS = 20;
