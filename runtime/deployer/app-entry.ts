import { isDeepStrictEqual } from "node:util";
import { LONGEST_ENTRY } from "../site/entry";
import type { Pages, Release } from "../site/release";
import type { PackageManifest } from "./manifest";
import { PackageError } from "./package-error";

/**
 * What CloudFront knows of an app's site: the value under its host in the stage's key-value store. Release and settings are
 * one entry, so that a switch is one write. The edge function (runtime/edge/viewer-request.js) reads it on each request.
 */
export interface AppEntry {
  /** Digest of the release that is served. */
  readonly release: string;
  readonly commit: string;
  /** What the site reads at run time from `/config.json`. */
  readonly settings: { readonly apiUrl: string; readonly version: string };
  /** How addresses become files; left out where they do it plainly. */
  readonly pages?: Pages;
  /** The build that switched the site to this. */
  readonly by: string;
  /** When, as RFC 3339 writes it. */
  readonly since: string;
}

/** The entry of a version of an app. */
export function appEntry(
  { digest, manifest: { pages } }: Release,
  { commit, version }: PackageManifest,
  { apiHost, buildId, at }: { readonly apiHost: string; readonly buildId: string; readonly at: string },
): AppEntry {
  const isPlain = pages.fallback === undefined && pages.redirects === undefined;
  const settings = { apiUrl: `https://${apiHost}`, version };
  return { release: digest, commit, settings, ...(!isPlain && { pages }), by: buildId, since: at };
}

/**
 * The entry as the store keeps it.
 *
 * @throws PackageError when it has more bytes than a store takes.
 */
export function appEntryText(entry: AppEntry): string {
  const { release, commit, settings, pages, by, since } = entry;
  const text = JSON.stringify({ release, commit, settings, ...(pages && { pages }), by, since });
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_ENTRY)
    throw new PackageError(
      `the entry of the site has ${bytes} bytes, and CloudFront takes ${LONGEST_ENTRY}. Shorten the redirects in site.json.`,
    );
  return text;
}

/** Whether a text of the store serves the same as an entry, whoever wrote it and when. */
export function servesSame(text: string, { by, since, ...served }: AppEntry): boolean {
  try {
    const { by: _, since: __, ...there } = JSON.parse(text) as Partial<AppEntry>;
    return isDeepStrictEqual(there, served);
  } catch {
    return false;
  }
}
