/** What every measurement needs. */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

export const ROOT = resolve(__dirname, "..", "..");

/** One line of the answer: what was measured, and the most that it may be. */
export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly bound: number;
  readonly [detail: string]: unknown;
}

/** Runs a program to its end and gives its output; fails when it does. */
export function run(program: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1", ...env },
  });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Runs a script of this folder. */
export const typescript = (script: string, ...words: readonly string[]): string =>
  run(process.execPath, ["--require", "tsx/cjs", join(ROOT, "scripts", "bench", script), ...words], ROOT);

export function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

export const rounded = (number: number): number => Math.round(number * 1000) / 1000;
