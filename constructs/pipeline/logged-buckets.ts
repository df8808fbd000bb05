/** How the buckets of a deployer are called among the logs of its app, which tell who asked them for what. */
export const LOGGED_BUCKETS = { packages: "packages", artifacts: "artifacts" } as const;

/** The names of the buckets of a deployer, by that short name. */
export const loggedBuckets = ({
  sourceBucket,
  artifactBucket,
}: {
  readonly sourceBucket: string;
  readonly artifactBucket: string;
}): Readonly<Record<keyof typeof LOGGED_BUCKETS, string>> => ({ packages: sourceBucket, artifacts: artifactBucket });
