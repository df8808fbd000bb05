/**
 * Beginnings of keys in the bucket of a place of sites: what its policies speak of. The keys themselves are in
 * operations/sites/keys.ts; a test compares the two.
 */
export const SITE_PREFIXES = {
  /** Files of releases, which CloudFront serves. */
  releases: "releases/",
  /** What a release consists of. */
  manifests: "manifests/",
  /** What was built of a branch last. */
  builds: "builds/",
  /** What was promoted to a site. */
  records: "records/",
  /** Who is promoting to a site. */
  locks: "locks/",
  /** What CloudFront answers where there is no file. */
  errors: "errors/",
} as const;

/** What AWS named by itself, for whoever promotes. */
export const LOCATION_KEY = "stage.json";

/** What CloudFront answers where there is no such file. */
export const NOT_FOUND_KEY = `${SITE_PREFIXES.errors}404.html`;

/** What the next stage reads of a place: versions, and what became of them. */
export const SHARED_PREFIXES: readonly string[] = [
  SITE_PREFIXES.releases,
  SITE_PREFIXES.manifests,
  SITE_PREFIXES.records,
  SITE_PREFIXES.builds,
];

/** What is written once: a release has one meaning for ever. */
export const UNCHANGING_PREFIXES: readonly string[] = [SITE_PREFIXES.releases, SITE_PREFIXES.manifests];

/** What is written over as things go on. */
export const CHANGING_PREFIXES: readonly string[] = [SITE_PREFIXES.records, SITE_PREFIXES.builds, SITE_PREFIXES.locks];

/** What whoever publishes and promotes at a place writes there. */
export const WRITTEN_PREFIXES: readonly string[] = [...UNCHANGING_PREFIXES, ...CHANGING_PREFIXES];
