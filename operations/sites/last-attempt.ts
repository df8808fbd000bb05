import type { Attempt, PromotionRecord } from "../promotion/record";
import { type LeaseHolder, leaseIn } from "../records/lease-record";
import type { ObjectStore } from "../records/object-store";
import type { SiteSettings } from "./entry";
import { lockKey, recordKey } from "./keys";
import { SITE_RECORDS } from "./site-records";

/** What became of the attempt that was made last, when it did not succeed. */
export type UnfinishedAttempt =
  | { readonly kind: "running"; readonly attempt: Attempt<SiteSettings>; readonly holder: LeaseHolder }
  /** It neither ended nor runs: whatever made it was killed. */
  | { readonly kind: "interrupted"; readonly attempt: Attempt<SiteSettings> }
  | { readonly kind: "failed"; readonly attempt: Attempt<SiteSettings> };

/** A record, and what its last attempt came to. */
export interface ReadRecord {
  /** Undefined when nothing was ever promoted to the site. */
  readonly record: PromotionRecord<SiteSettings> | undefined;
  /** Undefined when the last attempt succeeded. */
  readonly unfinished: UnfinishedAttempt | undefined;
}

/**
 * Reads the record of a site. Whether an attempt that did not end still runs, its lock tells.
 *
 * @throws RecordError when the record or the lock is damaged.
 */
export async function readRecord(
  store: Pick<ObjectStore, "read">,
  stage: string,
  host: string,
  now: Date,
): Promise<ReadRecord> {
  const record = await recordOf(store, stage, host);
  if (record?.latest.status !== "in_progress") return finished(record);
  const holder = await holderNow(store, lockKey(stage, host), now);
  if (holder) return { record, unfinished: { kind: "running", attempt: record.latest, holder } };
  // It may have ended after its record was read, and before its lock was.
  const again = await recordOf(store, stage, host);
  if (again?.latest.status !== "in_progress") return finished(again);
  return { record: again, unfinished: { kind: "interrupted", attempt: again.latest } };
}

const finished = (record: PromotionRecord<SiteSettings> | undefined): ReadRecord => ({
  record,
  unfinished: record?.latest.status === "failed" ? { kind: "failed", attempt: record.latest } : undefined,
});

async function recordOf(
  store: Pick<ObjectStore, "read">,
  stage: string,
  host: string,
): Promise<PromotionRecord<SiteSettings> | undefined> {
  const key = recordKey(stage, host);
  const stored = await store.read(key);
  return stored && SITE_RECORDS.read(stored.text, key);
}

/** Who holds a lock at a time. One that was not renewed before its end is held by nobody. */
export async function holderNow(
  store: Pick<ObjectStore, "read">,
  key: string,
  now: Date,
): Promise<LeaseHolder | undefined> {
  const stored = await store.read(key);
  if (!stored) return undefined;
  const { holder, until } = leaseIn(stored.text, key);
  return holder && Date.parse(until) > now.getTime() ? holder : undefined;
}
