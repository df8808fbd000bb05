import { setTimeout as wait } from "node:timers/promises";
import type { ReadStream } from "node:tty";
import { MOST_BYTES, SecretValue, tooLarge } from "../operations/secrets/secret-value";
import { TypedLine } from "../operations/secrets/typed-line";

/** Where a value comes from: a pipe, a file, or a terminal. */
export type SecretSource = NodeJS.ReadableStream & Partial<Pick<ReadStream, "isTTY" | "setRawMode">>;

/** Milliseconds after a line's end in which the rest of a pasted text arrives. A shell would run and remember it. */
const AFTER_THE_LINE = 150;

/**
 * Reads the value of a secret: all that is piped, or one line that is typed at a terminal and not shown.
 *
 * @param ask Shows what a terminal is waiting for.
 * @throws SecretRefusal when the value will not do, or somebody thought better of it.
 */
export const readSecretValue = (source: SecretSource, ask: (text: string) => void): Promise<SecretValue> =>
  source.isTTY && source.setRawMode ? typed(source, ask) : piped(source);

async function piped(source: SecretSource): Promise<SecretValue> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    // The line break at the end, of two bytes at most, does not count.
    if (size > MOST_BYTES + 2) throw tooLarge();
  }
  return SecretValue.from(Buffer.concat(chunks));
}

/** A terminal in raw mode shows nothing that is typed, and leaves all keys to whoever reads. */
async function typed(source: SecretSource, ask: (text: string) => void): Promise<SecretValue> {
  source.setRawMode?.(true);
  ask("Value (one line, not shown; Ctrl-C gives up): ");
  try {
    return SecretValue.from((await lineOf(source)).bytes());
  } finally {
    source.setRawMode?.(false);
    ask("\n");
  }
}

async function lineOf(source: SecretSource): Promise<TypedLine> {
  const line = new TypedLine();
  await new Promise<void>((resolve) => {
    source.on("data", (chunk: Buffer) => {
      line.take(chunk);
      if (line.isComplete) resolve();
    });
    source.once("end", resolve);
  });
  await wait(AFTER_THE_LINE);
  source.pause();
  return line;
}
