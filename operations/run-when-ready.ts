import { checked, type Graph, reversed, wavesOf } from "../model/graph";

export interface RunOptions {
  /** How many may run at the same time, at least 1. */
  readonly parallel: number;
  /** Once aborted, nothing new is started. */
  readonly signal?: AbortSignal;
}

/**
 * Runs every node as soon as those that it depends on have finished, rather than wave by wave: a slow node holds back
 * only its own dependants. Of several that are ready, the one with the longest chain of dependants starts first, then the
 * first by name.
 *
 * @throws what `run` throws first, or the signal's reason, after those that were running have ended. A failure that must
 * not stop the others is a result of `run`, not an exception.
 */
export async function runWhenReady(
  graph: Graph,
  { parallel, signal }: RunOptions,
  run: (node: string) => Promise<void>,
): Promise<void> {
  const waiting = new Map(urgent(checked(graph)).map((node) => [node, new Set(graph.get(node))]));
  const running = new Map<string, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  const start = (node: string): Promise<void> =>
    Promise.resolve(node)
      .then(run)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        running.delete(node);
        for (const dependencies of waiting.values()) dependencies.delete(node);
      });

  while (waiting.size + running.size > 0) {
    for (const [node, dependencies] of waiting) {
      if (failure || signal?.aborted || running.size >= parallel) break;
      if (dependencies.size > 0) continue;
      waiting.delete(node);
      running.set(node, start(node));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
  signal?.throwIfAborted();
}

/** The nodes, those with the longest chain of dependants first. */
function urgent(graph: Graph): string[] {
  const waves = wavesOf(reversed(graph));
  return [...waves].reverse().flat();
}
