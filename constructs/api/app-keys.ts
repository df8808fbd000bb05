/** Beginnings of keys in the web bucket of an app, beside those of its site (constructs/site/site-keys.ts). */
export const APP_PREFIXES = {
  /** What each version consists of: `versions/<version>.json`, written once. */
  versions: "versions/",
  /** Code of the function: `functions/<sha256>.zip`, written once. */
  functions: "functions/",
} as const;

/** The code that the function is made with. */
export const PLACEHOLDER_KEY = `${APP_PREFIXES.functions}placeholder.zip`;
