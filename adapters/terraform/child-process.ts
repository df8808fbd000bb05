import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How long a process that was asked to end may take before it is made to, in milliseconds. */
const GRACE_MS = 10_000;

export interface Finished {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end, without a shell.
 *
 * It gets a process group of its own, so that Ctrl-C on the terminal reaches it once, through us: a second interrupt
 * makes Terraform drop everything at once.
 *
 * @throws the signal's reason when it was aborted, after the program has ended; the system's error when it cannot start.
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, signal }: RunOptions,
): Promise<Finished> {
  signal?.throwIfAborted();
  const child = start(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const interrupt = () => void endProcess(child, { group: true });
  signal?.addEventListener("abort", interrupt, { once: true });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    signal?.throwIfAborted();
    return { status, stdout: stdout(), stderr: stderr() };
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}

/** The programs that run. One listener ends them all, however many there are. */
const running = new Set<ChildProcess>();

function endAllNow(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Starts a program that ends with this process at the latest. */
export function start(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(file, args, options);
  if (running.size === 0) process.on("exit", endAllNow);
  running.add(child);
  const forget = () => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", endAllNow);
  };
  child.once("exit", forget);
  // Without a listener, a failure to start would be thrown where nobody can catch it.
  child.once("error", forget);
  return child;
}

/**
 * Asks a program to end as Ctrl-C does, and makes it end when it takes too long. Resolves when it has ended.
 *
 * @param group Whether it leads a process group, which is then made to end as a whole.
 */
export async function endProcess(child: ChildProcess, { group = false } = {}): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const force = setTimeout(() => (group ? process.kill(-pid, "SIGKILL") : child.kill("SIGKILL")), GRACE_MS);
  await ended;
  clearTimeout(force);
}

/** Keeps what a stream delivers; the whole is decoded at once, so that no character is cut in two. */
function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
