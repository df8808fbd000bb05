import type { SiteEntries, StoredEntry } from "./ports";

/**
 * Entries that were listed a moment ago need no request each: the first look at a site is what the list said, every later one
 * asks again. A switch is made only from what is there, so one that changed since is looked at anew.
 */
export function seenEntries(
  entries: Pick<SiteEntries, "read" | "change">,
  seen: readonly StoredEntry[],
): Pick<SiteEntries, "read" | "change"> {
  const first = new Map(seen.map((entry) => [entry.host, entry]));
  return {
    async read(host) {
      const known = first.get(host);
      first.delete(host);
      return known ?? entries.read(host);
    },
    change: (change) => entries.change(change),
  };
}
