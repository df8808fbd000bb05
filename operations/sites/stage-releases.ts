import type { SiteEntry } from "./entry";
import type { ListedSite } from "./overview/listed-site";

/** A release in the bucket of a stage, and who has it. */
export interface StageRelease {
  readonly digest: string;
  /**
   * The commit that it was built from.
   * @default - it is not known, as no site serves it
   */
  readonly commit?: string;
  /** @default - like `commit` */
  readonly branch?: string;
  /** Hosts that serve it, sorted. */
  readonly sites: readonly string[];
  /** Whether its manifest is in the bucket. A site that serves one without is broken. */
  readonly isWhole: boolean;
}

/**
 * The releases of a stage: those that most sites serve first, then by digest.
 *
 * @param manifests Keys of the manifests in its bucket.
 * @param sites Those of the stage alone.
 */
export function stageReleases(
  manifests: readonly string[],
  sites: readonly Pick<ListedSite, "host" | "entry">[],
): readonly StageRelease[] {
  const whole = new Set(manifests.flatMap((key) => /^manifests\/([0-9a-f]{64})\.json$/.exec(key)?.[1] ?? []));
  const served = new Map<string, { readonly host: string; readonly entry: SiteEntry }[]>();
  for (const { host, entry } of sites) {
    if (!entry) continue;
    const same = served.get(entry.release);
    if (same) same.push({ host, entry });
    else served.set(entry.release, [{ host, entry }]);
  }
  return [...new Set([...whole, ...served.keys()])]
    .map((digest) => {
      const all = served.get(digest) ?? [];
      return {
        digest,
        ...builtFrom(all.map(({ entry }) => entry)),
        sites: all.map(({ host }) => host).sort(),
        isWhole: whole.has(digest),
      };
    })
    .sort((a, b) => b.sites.length - a.sites.length || (a.digest < b.digest ? -1 : 1));
}

/** The same bytes may come from several commits: the one that is named was promoted last. */
function builtFrom(entries: readonly SiteEntry[]): Pick<StageRelease, "commit" | "branch"> {
  const [last] = [...entries].sort(
    (a, b) => Date.parse(b.since) - Date.parse(a.since) || (a.commit < b.commit ? -1 : 1),
  );
  return last ? { commit: last.commit, branch: last.branch } : {};
}
