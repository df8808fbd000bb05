import { z } from "zod";
import { CONFIG_PATH, LONGEST_ENTRY } from "../../runtime/site/entry";
import { pagesSchema } from "../../runtime/site/release";
import type { Serving } from "../promotion/target";

/**
 * What CloudFront knows of a site: one value of the stage's key-value store, under the site's host name. Release and settings
 * are one entry, so that a switch is one write. The edge function (runtime/edge/viewer-request.js) reads it on each request.
 */
export interface SiteEntry {
  /** Digest of the release that is served: its files lie under `releases/<digest>/` in the stage's bucket. */
  readonly release: string;
  /** The commit that the release was built from. */
  readonly commit: string;
  /** The branch that it was built from. */
  readonly branch: string;
  /** What the site reads at run time from `/config.json`, as it is. */
  readonly settings: SiteSettings;
  /** How addresses become files; of the release. */
  readonly pages?: z.infer<typeof pagesSchema>;
  /** Who switched the site to this, for people. */
  readonly by: string;
  /** When, as RFC 3339 writes it. */
  readonly since: string;
}

/** Settings of one site, none of them secret: everybody can read them. */
export interface SiteSettings {
  /** Where the site finds its API. The path keeps its capitals. */
  readonly apiUrl: string;
}

export { CONFIG_PATH, LONGEST_ENTRY };

/** What `/config.json` answers. */
export type ServedConfig = SiteSettings & Pick<SiteEntry, "release" | "commit">;

/**
 * The entry as the store keeps it.
 *
 * @throws Error when it has more bytes than a store takes.
 */
export function entryText(entry: SiteEntry): string {
  const { release, commit, branch, settings, pages, by, since } = entry;
  const text = JSON.stringify({ release, commit, branch, settings, ...(pages && { pages }), by, since });
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_ENTRY)
    throw new Error(
      `the entry of the site has ${bytes} bytes, and CloudFront takes ${LONGEST_ENTRY}. Shorten the redirects of the release, or the API URL.`,
    );
  return text;
}

/** The entry in a text of the store; undefined when it is none. */
export function entryIn(text: string): SiteEntry | undefined {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? (read.data as SiteEntry) : undefined;
  } catch {
    return undefined;
  }
}

const line = z.string().regex(/^[^\p{C}]*$/u);

/** Settings as they are kept. That an address is one that may be given to a site is judged before it is written. */
export const settingsSchema: z.ZodType<SiteSettings> = z.object({ apiUrl: line.min(1) });

const schema = z.object({
  release: z.string().regex(/^[0-9a-f]{64}$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  branch: line.min(1),
  settings: settingsSchema,
  pages: pagesSchema.optional(),
  by: line,
  since: z.iso.datetime({ offset: true }),
});

/** What a site serves by its entry. */
export const servingOf = ({ release, commit, settings }: SiteEntry): Serving<SiteSettings> => ({
  digest: release,
  commit,
  settings,
});

/** What `--json` says of an entry; docs/sites-json.md describes it. How its addresses become files is left out. */
export const entryJson = ({ release, commit, branch, settings, since, by }: SiteEntry) => ({
  release,
  commit,
  branch,
  settings,
  since,
  by,
});
