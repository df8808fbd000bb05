import type { Pages, Release } from "../../runtime/site/release";
import type { Version } from "../promotion/record";
import type { Destination, Pointed, Target } from "../promotion/target";
import { entryIn, entryText, type SiteEntry, type SiteSettings, servingOf } from "./entry";
import type { SiteEntries, StoredEntry } from "./ports";

export interface SiteTargetPorts {
  readonly entries: Pick<SiteEntries, "read" | "change">;
  /** Brings a release to the bucket that the site is served from. */
  readonly bring: (digest: string) => Promise<Release>;
  /** Makes CloudFront forget what it remembers of a release from before it was there. */
  readonly forget: (digest: string) => Promise<void>;
  /** Reads back what is served. */
  readonly readBack: (
    host: string,
    release: Release,
    to: Destination<SiteSettings>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** One site: its entry in the key-value store of its stage is what it points to. */
export function siteTarget(host: string, { entries, bring, forget, readBack }: SiteTargetPorts): Target<SiteSettings> {
  const brought = new Map<string, Promise<Release>>();

  /** Asked for before a switch and after it; brought once. */
  function release(digest: string): Promise<Release> {
    const known = brought.get(digest) ?? bring(digest);
    brought.set(digest, known);
    return known;
  }

  return {
    current: async () => pointedBy(await entries.read(host)),

    prepare: async ({ digest }) => {
      await release(digest);
    },

    async switch(before, to) {
      const after =
        to && ("token" in to ? to.token : entryText(entryOf(to, (await release(to.version.digest)).manifest.pages)));
      const answer = await entries.change({ host, before: before?.token, after });
      if (answer === "lost") return "lost";
      return after === undefined ? undefined : pointedBy({ host, text: after, entry: entryIn(after) });
    },

    // After a switch, whoever made it: one that was killed forgot nothing.
    async verify(to, signal) {
      const expected = await release(to.version.digest);
      await forget(to.version.digest);
      await readBack(host, expected, to, signal);
    },
  };
}

/** What an entry points to. One that is damaged points to nothing that anybody wants, and is replaced. */
function pointedBy(stored: StoredEntry | undefined): Pointed<SiteSettings> | undefined {
  if (!stored) return undefined;
  const { text, entry } = stored;
  return entry
    ? { ...servingOf(entry), token: text }
    : { digest: "", commit: "", settings: { apiUrl: "" }, token: text };
}

/** What the entry of a site says of a version, and of the pages of its release. */
export function entryOf({ version, settings, actor, at }: Destination<SiteSettings>, pages: Pages): SiteEntry {
  const { digest, commit, branch }: Version = version;
  const isPlain = pages.fallback === undefined && pages.redirects === undefined;
  return { release: digest, commit, branch, settings, ...(!isPlain && { pages }), by: actor, since: at };
}
