import { join } from "node:path";
import { buildFiles } from "../../adapters/build-folder";
import { NOT_FOUND_PAGE } from "../../constructs/site/not-found-page";
import { entryText, type SiteEntry } from "../../operations/sites/entry";
import { fileKey, NOT_FOUND_KEY } from "../../operations/sites/keys";
import { publicationOf } from "../../operations/sites/publish";
import type { Release } from "../../runtime/site/release";
import type { StoredObject } from "./edge-cache";

/** The bucket and the key-value store of a stage, in memory. */
export interface MemorySites {
  readonly objects: Map<string, StoredObject>;
  readonly entries: Map<string, string>;
}

/** An empty stage: it has its page for what is not there, and no site. */
export const memorySites = (): MemorySites => ({
  objects: new Map([[NOT_FOUND_KEY, { body: Buffer.from(NOT_FOUND_PAGE), type: "text/html; charset=utf-8" }]]),
  entries: new Map(),
});

/**
 * Publishes a site of the fixtures into a bucket in memory, as `infra site publish` does.
 *
 * @param replace What another build would have made of a text in it.
 */
export async function publish(
  { objects }: MemorySites,
  name: "ordering" | "single-page",
  replace: readonly (readonly [from: string, to: string])[] = [],
): Promise<Release> {
  const build = await buildFiles(join(__dirname, "..", "fixtures", "sites", name));
  const changed = build.map(({ path, bytes }) => {
    const text = replace.reduce((text, [from, to]) => text.replaceAll(from, to), Buffer.from(bytes).toString());
    return { path: replace.reduce((path, [from, to]) => path.replaceAll(from, to), path), bytes: Buffer.from(text) };
  });
  const { release, bytes } = publicationOf(changed);
  for (const { path, type, cache } of release.manifest.files)
    objects.set(fileKey(release.digest, path), { body: bytes.get(path) ?? new Uint8Array(), type, cache });
  return release;
}

/** Has a host serve a release, as a promotion does. */
export function serve({ entries }: MemorySites, host: string, { digest, manifest }: Release, apiUrl: string): void {
  const entry: SiteEntry = {
    release: digest,
    commit: digest.slice(0, 40),
    branch: "main",
    settings: { apiUrl },
    ...(Object.keys(manifest.pages).length > 0 && { pages: manifest.pages }),
    by: "qa",
    since: "2026-03-01T10:00:00Z",
  };
  entries.set(host, entryText(entry));
}
