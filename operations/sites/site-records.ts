import { type RecordStore, recordStore } from "../promotion/record-store";
import { recordFormat } from "../promotion/record-text";
import type { ObjectStore } from "../records/object-store";
import { type SiteSettings, settingsSchema } from "./entry";
import { recordKey } from "./keys";

/** How the record of a site is kept. */
export const SITE_RECORDS = recordFormat(settingsSchema);

/** The record of a site, in the bucket of its stage. */
export const siteRecords = (store: ObjectStore, stage: string, host: string): RecordStore<SiteSettings> =>
  recordStore(store, recordKey(stage, host), SITE_RECORDS);
