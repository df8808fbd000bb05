/** A file of a build. */
export interface BuildFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What was found in a build. */
export interface Findings {
  /** Why it cannot be published, a sentence each. */
  readonly errors: readonly string[];
  /** What somebody should look at. */
  readonly warnings: readonly string[];
}
