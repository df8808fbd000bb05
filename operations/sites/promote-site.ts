import type { SiteStage } from "../../model/sites";
import { type Promoted, promote, type Wanted } from "../promotion/promote";
import type { Origin, Version } from "../promotion/record";
import type { Target } from "../promotion/target";
import { type LeaseOptions, withLease } from "../records/lease";
import type { ObjectStore } from "../records/object-store";
import type { SiteSettings } from "./entry";
import { lockKey } from "./keys";
import { siteRecords } from "./site-records";

/** Who promotes, and who approved it. */
export interface PromotedBy {
  readonly actor: string;
  /** @default - nobody has to approve it */
  readonly approver?: string;
  /** @default - it is done outside of GitHub Actions */
  readonly run?: string;
}

/** What one site is to get. */
export interface SitePromotion {
  readonly line: string;
  readonly stage: SiteStage;
  readonly host: string;
  readonly version: Version;
  readonly settings: SiteSettings;
  readonly from: Origin;
  readonly by: PromotedBy;
  /**
   * Whether it may be a version that the site had before another one.
   * @default false
   */
  readonly older?: boolean;
  /**
   * Id of the attempt that succeeded last when this was chosen.
   * @default - it does not follow from what the site had
   */
  readonly after?: string;
}

export interface SitePorts {
  /** The bucket of the stage, as texts. */
  readonly store: ObjectStore;
  readonly targetOf: (host: string) => Target<SiteSettings>;
  readonly lease: LeaseOptions;
  readonly newId: () => string;
}

/**
 * Gives a site a version while nobody else does.
 *
 * @throws LeaseError that names who promotes to the site now. PromotionError, RecordError.
 */
export function promoteSite(
  { line, stage, host, version, settings, from, by, older, after }: SitePromotion,
  { store, targetOf, lease, newId }: SitePorts,
): Promise<Promoted<SiteSettings>> {
  const wanted: Wanted<SiteSettings> = {
    ...{ application: line, stage: stage.name, site: host },
    ...{ version, settings, from, ...by },
    ...(older !== undefined && { older }),
    ...(after !== undefined && { after }),
  };
  const records = siteRecords(store, stage.name, host);
  return withLease(store, lockKey(stage.name, host), lease, (signal) =>
    promote(wanted, { target: targetOf(host), records, now: lease.now, newId, signal }),
  );
}
