import type { SiteLine, SitePlace } from "../../../model/sites";
import type { SiteEntry } from "../entry";
import type { UnfinishedAttempt } from "../last-attempt";
import type { StoredEntry } from "../ports";
import type { Selection } from "./selection";

/** One site, as people ask for it. */
export interface ListedSite {
  readonly line: string;
  /** Undefined when its host is that of no stage: somebody wrote it by hand, or the catalogue changed. */
  readonly stage: string | undefined;
  readonly host: string;
  /**
   * The label of its client.
   * @default - it is the one site of a stage
   */
  readonly client?: string;
  /** `damaged`: what CloudFront knows of it is no entry. `empty`: CloudFront knows nothing of it. */
  readonly state: "served" | "damaged" | "empty";
  /**
   * What is served.
   * @default - nothing that is known
   */
  readonly entry?: SiteEntry;
  /** What somebody should know, the worst first. */
  readonly remarks: readonly Remark[];
}

/** Something about a site that is not as it mostly is. */
export type Remark =
  | { readonly kind: "damaged" }
  /** An attempt was recorded, or the stage has this one site, but nothing was ever switched on. */
  | { readonly kind: "empty" }
  | { readonly kind: "stray" }
  | AttemptRemark
  /** The stage that it takes versions from has been given another one since. */
  | { readonly kind: "behind"; readonly stage: string }
  /** It was given another version than that stage has, later than that stage got its own: it was rolled back, or has a hot fix. */
  | { readonly kind: "differs"; readonly stage: string }
  /** It does not use the API that the catalogue names for it. */
  | { readonly kind: "settings"; readonly apiUrl: string };

/** What the record of a site says of the attempt that was made last, when it did not succeed. */
export type AttemptRemark =
  | UnfinishedAttempt
  /** The record, or the lock, cannot be read. */
  | { readonly kind: "unrecorded"; readonly message: string };

/** What was read of one place. */
export interface FoundPlace {
  readonly place: SitePlace;
  readonly entries: readonly StoredEntry[];
  /** Of which sites there is a record. */
  readonly recorded: readonly { readonly stage: string; readonly host: string }[];
  /** What did not succeed last, as far as that was looked at; by `<stage>/<host>`. */
  readonly attempts: ReadonlyMap<string, AttemptRemark>;
  /** Number of records that would have to be read for it. */
  readonly unread: number;
}

/** A place that could not be looked at. */
export interface PlaceProblem {
  readonly line: string;
  readonly stack: string;
  /** Names of the stages whose sites are there, in the order of the line. */
  readonly stages: readonly string[];
  /** `not-deployed`: there is nothing to look at yet. */
  readonly kind: "not-deployed" | "unreadable";
  /** Why, and what to do; whole sentences. */
  readonly message: string;
}

/** Everything that was found of some lines. */
export interface SitesOverview {
  readonly lines: readonly SiteLine[];
  readonly selection: Selection;
  /** By line, then stage in the order of the line, then host; those of no stage come last. */
  readonly sites: readonly ListedSite[];
  readonly problems: readonly PlaceProblem[];
  /** Labels of all clients that were seen, sorted: those that were not asked for, too. */
  readonly clients: readonly string[];
  /** Number of records that were not read, as there are many: of those sites nothing is said of attempts. */
  readonly unread: number;
}
