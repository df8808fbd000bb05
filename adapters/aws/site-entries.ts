import { entryIn, LONGEST_ENTRY } from "../../operations/sites/entry";
import type { SiteEntries, StoredEntry } from "../../operations/sites/ports";
import type { Connection } from "./connection";
import { AwsError, explained } from "./errors";
import { keyChanges } from "./key-changes";
import { askedOfStore, type KeyValuePlace, keyValueStore } from "./key-value-store";

const READS = "cloudfront-keyvaluestore:DescribeKeyValueStore and cloudfront-keyvaluestore:GetKey";
const LISTS = "cloudfront-keyvaluestore:ListKeys";
const WRITES = `${READS}, ${LISTS} and cloudfront-keyvaluestore:UpdateKeys`;

/**
 * The sites of a stage in its key-value store.
 *
 * @throws AwsError from each of its methods: what was asked, why it failed, what to do.
 */
export function siteEntries(connection: Connection, place: KeyValuePlace): SiteEntries {
  const store = keyValueStore(connection, place);
  const asked = askedOfStore(connection, place);
  const change = keyChanges(store, (failure) =>
    explained(asked("change sites in the key-value store", WRITES), failure),
  );

  return {
    async read(host) {
      try {
        const text = await store.read(host);
        if (text !== undefined) return stored(host, text);
        // CloudFront says of a store what it says of a key: only one that is there has no such site.
        await store.version();
        return undefined;
      } catch (failure) {
        throw explained(asked(`read the site ${shown(host)} in the key-value store`, READS), failure);
      }
    },

    async list() {
      try {
        const sites = [...(await store.all())].filter(([key]) => isHost(key));
        return sites.map(([host, text]) => stored(host, text)).sort((a, b) => (a.host < b.host ? -1 : 1));
      } catch (failure) {
        throw explained(asked("list the sites in the key-value store", LISTS), failure);
      }
    },

    async change({ host, before, after }) {
      if (!isHost(host))
        throw new AwsError(`${shown(host)} is no host of a site. Use a name such as a.qro.example.com.`);
      const bytes = Buffer.byteLength(after ?? "");
      if (bytes > LONGEST_ENTRY)
        throw new AwsError(`the entry of the site ${host} has ${bytes} bytes, and CloudFront takes ${LONGEST_ENTRY}.`);
      return change({ key: host, before, after });
    },
  };
}

const stored = (host: string, text: string): StoredEntry => ({ host, text, entry: entryIn(text) });

/** Labels with dots between, in small letters; what is kept beside the sites has a name without a dot. */
const isHost = (key: string): boolean =>
  key.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(key);

/** Names come from the command line and from the store: nothing but the characters of one reaches a terminal. */
const shown = (host: string): string => host.slice(0, 253).replace(/[^\w.-]/g, "?");
