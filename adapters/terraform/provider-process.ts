import type { ChildProcess } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endProcess, start } from "./child-process";
import type { Environment } from "./environment";

/** How long a provider may take to answer, in milliseconds. It reads 700 MB from disk on the way. */
const START_MS = 60_000;

/** A provider that runs on its own, to which one Terraform after the other can attach. */
export interface ProviderProcess {
  readonly pid: number;
  /** Whether it still serves. */
  isRunning(): boolean;
  /** What tells Terraform to attach to it: the value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  /** Ends it. Resolves when it has ended. */
  end(): Promise<void>;
}

/**
 * Starts an installed provider in the mode that its developers attach a debugger in (Terraform plugin documentation,
 * "Debugger-Based Debugging"): it then serves until it is ended, rather than for one Terraform alone.
 *
 * @param folder The unpacked package.
 * @throws Error when it does not offer that mode.
 */
export async function startProvider(folder: string, env: Environment): Promise<ProviderProcess> {
  const name = (await readdir(folder)).find((file) => file.startsWith("terraform-provider-"));
  if (name === undefined) throw new Error(`${folder} holds no provider`);
  const child = start(join(folder, name), ["-debug"], { env, stdio: ["ignore", "pipe", "pipe"] });
  // Unread output would fill its pipe and make it stand still.
  child.stderr?.resume();
  try {
    const reattach = await announced(child);
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    return { pid: child.pid ?? 0, reattach, isRunning, end: () => endProcess(child) };
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

/** Waits for the line in which the provider says how to attach to it. */
async function announced(child: ChildProcess): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const give = (reason: string) => reject(new Error(`the provider cannot be attached to: ${reason}`));
      timer = setTimeout(() => give(`it said nothing for ${START_MS / 1000} s`), START_MS);
      child.once("error", ({ message }) => give(message));
      child.once("exit", (status) => give(`it ended with status ${status}`));
      if (child.stdout) {
        createInterface(child.stdout).on("line", (line) => {
          const value = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1];
          if (value !== undefined) resolve(value);
        });
      }
    });
  } finally {
    clearTimeout(timer);
  }
}
