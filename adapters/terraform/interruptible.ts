/** What ends a program from outside: Ctrl-C, a runner that cancels a job, a terminal that closes. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does a piece of work that these signals end in an orderly way: the first aborts it, so that it can end what it started;
 * a second one of the same kind ends this process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => controller.abort(new Error(`interrupted (${name})`));
  for (const name of SIGNALS) process.once(name, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.removeListener(name, interrupt);
  }
}
