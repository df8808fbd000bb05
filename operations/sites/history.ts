import type { Attempt, PromotionRecord } from "../promotion/record";
import { isPointedTo } from "../promotion/target";
import type { SiteEntry, SiteSettings } from "./entry";
import type { UnfinishedAttempt } from "./last-attempt";
import type { StoredEntry } from "./ports";

/** What became of one site at a stage. */
export interface SiteHistory {
  readonly line: string;
  readonly stage: string;
  readonly host: string;
  /** `damaged`: what CloudFront knows of it is no entry. `empty`: CloudFront knows nothing of it. */
  readonly state: "served" | "damaged" | "empty";
  /**
   * What is served.
   * @default - nothing that is known
   */
  readonly entry?: SiteEntry;
  /**
   * The attempt that was made last.
   * @default - it succeeded, or there was none
   */
  readonly unfinished?: UnfinishedAttempt;
  /** Attempts that succeeded, the newest first. */
  readonly good: readonly PastAttempt[];
  /** Whether something is served that no attempt which succeeded, or the one that was made last, asked for. */
  readonly isUnrecorded: boolean;
}

/** An attempt that succeeded. */
export interface PastAttempt {
  readonly attempt: Attempt<SiteSettings>;
  /** Whether its version and settings are served now. Of several with the same, the newest. */
  readonly isServed: boolean;
}

/** What is known of a site. */
export interface KnownOfSite {
  readonly line: string;
  readonly stage: string;
  readonly host: string;
  /** Undefined when CloudFront knows nothing of it. */
  readonly stored: StoredEntry | undefined;
  /** Undefined when nothing was ever promoted to it. */
  readonly record: PromotionRecord<SiteSettings> | undefined;
  readonly unfinished: UnfinishedAttempt | undefined;
}

/** What became of a site, from what is kept of it. */
export function historyOf({ line, stage, host, stored, record, unfinished }: KnownOfSite): SiteHistory {
  const entry = stored?.entry;
  const good = record?.good ?? [];
  const served = entry ? good.findIndex((attempt) => isOf(attempt, entry)) : -1;
  const isTried = entry !== undefined && unfinished !== undefined && isOf(unfinished.attempt, entry);
  return {
    line,
    stage,
    host,
    state: !stored ? "empty" : entry ? "served" : "damaged",
    ...(entry && { entry }),
    ...(unfinished && { unfinished }),
    good: good.map((attempt, index) => ({ attempt, isServed: index === served })),
    isUnrecorded: entry !== undefined && served === -1 && !isTried,
  };
}

/** Whether an entry is what an attempt asked for. */
const isOf = (attempt: Attempt<SiteSettings>, { release, commit, settings }: SiteEntry): boolean =>
  isPointedTo({ digest: release, commit, settings }, attempt);
