/** A deployment did not come to its end. The message says what was done, why it ended, and what to do. */
export class DeployError extends Error {
  override readonly name = "DeployError";
}

/** An error as the SDK throws it, as far as it is looked at. */
interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether AWS answered with an error of that name. */
export const isNamed = (thrown: unknown, name: string): boolean => (thrown as Failure | undefined)?.name === name;

/**
 * Asks AWS for something.
 *
 * @param what In words: `write releases/….`
 * @param needs The permissions that it takes.
 * @throws DeployError with one line: what was asked, and what AWS answered.
 */
export async function asking<T>(what: string, needs: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw explained(what, needs, thrown);
  }
}

/** An error for people, of what the SDK threw. */
export function explained(what: string, needs: string, thrown: unknown): DeployError {
  if (thrown instanceof DeployError) return thrown;
  return new DeployError(`could not ${what}: ${reasonOf(thrown as Failure, needs)}.`, { cause: thrown });
}

function reasonOf({ name, code, message, $metadata }: Failure, needs: string): string {
  const error = String(name);
  if (/^AccessDenied/.test(error)) return `access was denied. The role of the build needs ${needs}`;
  if (/Throttl|TooManyRequests|SlowDown|RequestLimitExceeded/.test(error))
    return `AWS limits the rate of requests (${error}), for longer than is waited here. Retry the stage in the pipeline later`;
  if ($metadata?.httpStatusCode === undefined)
    return `AWS did not answer (${shown(String(code ?? error))}). Retry the stage in the pipeline`;
  return `AWS answered ${$metadata.httpStatusCode}, ${shown(error)}: ${shown(String(message)).replace(/\.$/, "")}`;
}

/**
 * What others wrote, on one line and without what a terminal would act upon.
 *
 * @param most Characters that are shown.
 */
export const shown = (text: string, most = 300): string =>
  text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, most);
