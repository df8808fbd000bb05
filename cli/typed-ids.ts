import { createInterface, type ReadLineOptions } from "node:readline/promises";
import { InputError } from "./failures";

/**
 * Asks for the id of each stack that goes.
 *
 * @throws InputError when something else is typed, or the terminal ends; the signal's reason.
 */
export async function demandTyped(
  ids: readonly string[],
  signal: AbortSignal,
  streams: Pick<ReadLineOptions, "input" | "output">,
): Promise<void> {
  const terminal = createInterface(streams);
  // A terminal that ended answers nothing more: whoever waited for it would hold the lock for ever.
  const ended = new AbortController();
  terminal.once("close", () => ended.abort());
  const either = AbortSignal.any([signal, ended.signal]);
  try {
    for (const id of ids) {
      const typed = await terminal
        .question(`Type ${id} to destroy it: `, { signal: either })
        .catch((error: unknown) => {
          signal.throwIfAborted();
          // Ctrl-C and Ctrl-D at a terminal, too.
          if ((error as Error).name === "AbortError") return undefined;
          throw error;
        });
      if (typed === undefined) throw new InputError(`\n${id} was not typed. Nothing was destroyed.`);
      if (typed.trim() !== id) throw new InputError("that is not its id. Nothing was destroyed.");
    }
  } finally {
    terminal.close();
  }
}
