export { fileKey } from "../../runtime/site/file-key";

/**
 * Keys in the bucket of a stage's sites. CloudFront may read `releases/` and `errors/` alone; the rest is kept beside, under
 * the same versions and the same lock and key.
 */

/** The manifest of a release. It is written last: where there is one, the release is whole. */
export const manifestKey = (digest: string): string => `manifests/${digest}.json`;

/** What was built of a branch last. */
export const buildKey = (branch: string): string => `builds/${encodeURIComponent(branch)}.json`;

/** What was promoted to a site. */
export const recordKey = (stage: string, host: string): string => `records/${stage}/${host}.json`;

/** Who is promoting to a site. */
export const lockKey = (stage: string, host: string): string => `locks/${stage}/${host}.json`;

/** What AWS named by itself, which Terraform writes there: see `SiteLocation`. */
export const LOCATION_KEY = "stage.json";

/** What CloudFront answers where there is no such file. */
export const NOT_FOUND_KEY = "errors/404.html";
