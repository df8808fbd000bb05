import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isAlive } from "./process";

/** Another run holds the lock. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

/**
 * Does a piece of work while no other process of this machine does. The lock is a file that holds the process's id and what
 * it does; one that a dead process left is taken over.
 *
 * @param what What is done, for whoever has to wait: `infra plan`.
 * @throws LockedError that names the process, when another one is at it.
 */
export async function exclusively<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  await take(file, what);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string, what: string): Promise<void> {
  const text = `${process.pid} ${what}`;
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const [, pid, name = what] = /^(\d+) ?(.*)$/.exec(await readFile(file, "utf8").catch(() => "")) ?? [];
    if (isAlive(Number(pid)))
      throw new LockedError(`\`${name || what}\` is running (process ${pid}); wait until it ends`);
    await rm(file, { force: true });
    await writeFile(file, text, { flag: "wx" });
  }
}
