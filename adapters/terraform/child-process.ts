import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";

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
  /**
   * A file that takes what the program prints, so that it goes on when this process is killed: one that prints into a pipe
   * which nobody reads any more is ended by that.
   * @default - it prints into pipes
   */
  readonly log?: string;
  /**
   * A file that gets the number of its process, for whoever has to know later whether it still goes on. It stays when this
   * process, or the program, is killed.
   * @default - none
   */
  readonly pidFile?: string;
  /**
   * How long it may take to end when it was asked to, in milliseconds; then it is made to.
   * @default 10 seconds
   */
  readonly graceMs?: number;
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
  { cwd, env, signal, log, pidFile, graceMs }: RunOptions,
): Promise<Finished> {
  signal?.throwIfAborted();
  const target = log === undefined ? undefined : openSync(log, "w", 0o600);
  const output = target ?? ("pipe" as const);
  const child = start(file, args, { cwd, env, detached: true, stdio: ["ignore", output, output] });
  if (target !== undefined) closeSync(target);
  if (pidFile !== undefined && child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const interrupt = () => void endProcess(child, { group: true, ...(graceMs !== undefined && { graceMs }) });
  signal?.addEventListener("abort", interrupt, { once: true });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    signal?.throwIfAborted();
    const printed = log === undefined ? stdout() : readFileSync(log, "utf8");
    return { status, stdout: printed, stderr: stderr() };
  } finally {
    signal?.removeEventListener("abort", interrupt);
    if (pidFile !== undefined && child.exitCode !== null) rmSync(pidFile, { force: true });
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
export async function endProcess(child: ChildProcess, { group = false, graceMs = GRACE_MS } = {}): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const force = setTimeout(() => (group ? process.kill(-pid, "SIGKILL") : child.kill("SIGKILL")), graceMs);
  await ended;
  clearTimeout(force);
}

/** Keeps what a stream delivers; the whole is decoded at once, so that no character is cut in two. */
function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
