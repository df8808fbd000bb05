import { LONGEST_ENTRY } from "../../operations/sites/entry";
import type { Connection } from "./connection";
import { AwsError, explained } from "./errors";
import { keyChanges } from "./key-changes";
import { askedOfStore, type KeyValuePlace, keyValueStore } from "./key-value-store";

/** What a stage's key-value store holds beside its sites, under names that are no hosts: `auth`. */
export interface SiteKeys {
  /** Writes a key, whatever it held. */
  put(key: string, text: string): Promise<void>;
  /** Takes a key away; nothing happens when there is none. */
  remove(key: string): Promise<void>;
}

/** Somebody else writes the same key at once: how often it is written over. */
const MOST_TRIES = 5;

/**
 * Single keys of a stage's key-value store, written by the same way as its sites. A text is never repeated in an error.
 *
 * @throws AwsError from each of its methods: what was asked, why it failed, what to do.
 */
export function siteKeys(connection: Connection, place: KeyValuePlace): SiteKeys {
  const store = keyValueStore(connection, place);
  const asked = askedOfStore(connection, place)(
    "write the key-value store",
    "cloudfront-keyvaluestore:DescribeKeyValueStore, cloudfront-keyvaluestore:GetKey and cloudfront-keyvaluestore:UpdateKeys",
  );
  const failed = (failure: unknown): AwsError => explained(asked, withoutWords(failure));
  const change = keyChanges(store, failed);

  async function set(key: string, after: string | undefined): Promise<void> {
    if (!/^[a-z][a-z0-9-]{0,63}$/.test(key))
      throw new AwsError("a key beside the sites has small letters, digits and hyphens.");
    const bytes = Buffer.byteLength(after ?? "");
    if (bytes > LONGEST_ENTRY)
      throw new AwsError(`the value of the key ${key} has ${bytes} bytes, and CloudFront takes ${LONGEST_ENTRY}.`);
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const before = await store.read(key).catch((failure) => {
        throw failed(failure);
      });
      if ((await change({ key, before, after })) === "changed") return;
    }
    throw new AwsError(`could not write the key ${key}: others write it all the time. Run this again later.`);
  }

  return { put: set, remove: (key) => set(key, undefined) };
}

/** An error of the SDK without its message, which may quote what was sent. */
function withoutWords(failure: unknown): unknown {
  if (failure instanceof AwsError) return failure;
  const { name, code, $metadata } = failure as { name?: unknown; code?: unknown; $metadata?: unknown };
  return { name, code, $metadata };
}
