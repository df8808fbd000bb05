import type { ObjectStore, Version as TextVersion } from "../records/object-store";
import { RecordError } from "../records/object-store";
import type { PromotionRecord } from "./record";

/** A record, and what has to be written over. */
export interface StoredRecord<Settings> {
  readonly record: PromotionRecord<Settings>;
  readonly version: TextVersion;
}

/** The record of one site. */
export interface RecordStore<Settings> {
  /** Undefined when nothing was promoted to it yet. */
  read(): Promise<StoredRecord<Settings> | undefined>;
  /**
   * Writes it over what was read.
   *
   * @throws RecordError when somebody else wrote it since: whoever holds the lock now goes on from there.
   */
  write(before: StoredRecord<Settings> | undefined, record: PromotionRecord<Settings>): Promise<StoredRecord<Settings>>;
}

/** How records of one kind of settings are written and read. */
export interface RecordFormat<Settings> {
  /** @throws RecordError when it is no record. */
  read(text: string, key: string): PromotionRecord<Settings>;
  write(record: PromotionRecord<Settings>): string;
}

/** The record under a key. */
export const recordStore = <Settings>(
  store: ObjectStore,
  key: string,
  format: RecordFormat<Settings>,
): RecordStore<Settings> => ({
  async read() {
    const stored = await store.read(key);
    return stored && { record: format.read(stored.text, key), version: stored.version };
  },

  async write(before, record) {
    const text = format.write(record);
    const written = before ? await store.replace(key, text, before.version) : await store.create(key, text);
    if (typeof written === "string")
      throw new RecordError(
        `the record ${key} was written by somebody else, who holds the lock by now. Look at what they do, then run this again.`,
      );
    return { record, version: written.version };
  },
});
