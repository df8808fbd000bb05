/** How a command ended. */
export const ExitCode = {
  /** Done, and nothing found that should stop anyone. */
  done: 0,
  /** The job failed, or found something. */
  failed: 1,
  /** The input or the way it was called will not do. Checked before anything is touched. */
  badInput: 2,
  /** What is there is not what was deployed: `infra drift` found it, and could look at everything. */
  drift: 3,
  /** Somebody rejected the approval of a deployment. */
  rejected: 4,
  /** Somebody stopped a deployment. */
  stopped: 5,
  /** A later package took the place of one in its pipeline. */
  superseded: 6,
  /** The execution of a pipeline was cancelled. */
  cancelled: 7,
  /** A deployment waits for a person, and nobody waits for that here. Nothing is deployed yet. */
  awaitingApproval: 8,
  /** No execution of a pipeline took a package. */
  neverFound: 9,
  /** The pipeline goes on, and nobody waits for it any longer. */
  limitReached: 10,
  /** What is served is not what was deployed. */
  notServed: 11,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Input that will not do. The message says what is wrong, the value, and what to do. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** Does something with input; what it throws then means that the input will not do. */
export function asInput<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new InputError((error as Error).message, { cause: error });
  }
}

/** Errors by name that mean the input was bad. */
const BAD_INPUT = new Set([
  "AppRefusal",
  "CatalogueError",
  "DestroyRefusal",
  "ImageError",
  "InputError",
  "InspectionError",
  "PackageError",
  "PlanError",
  "PromotionRefusal",
  "ReleaseRefusal",
  "RetireError",
  "SecretRefusal",
  "SiteInputError",
]);

/** The exit code of an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof Error && BAD_INPUT.has(error.name) ? ExitCode.badInput : ExitCode.failed;
}

/** What a person reads of an error: its message, and its stack only when asked for. */
export function describeError(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return debug ? (error.stack ?? error.message) : error.message;
}
