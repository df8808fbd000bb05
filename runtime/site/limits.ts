/** Most files of a release: each one is read back when it is promoted, and a manifest of more than 1 MB helps nobody. */
export const MOST_FILES = 5_000;

/** Most bytes of a release: a build is held in memory while it is published, and copied for each stage in another bucket. */
export const MOST_BYTES = 500 * 1024 * 1024;
