import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { hostname } from "node:os";

/** A process, and what tells its host from every other. */
export interface HostProcess {
  readonly host: string;
  readonly pid: number;
}

/** This very process. */
export const thisProcess = (): HostProcess => ({ host: thisHost(), pid: process.pid });

/** Whether a process was on this host, and is not any more. Of other hosts nothing is known. */
export const isDeadHere = ({ host, pid }: HostProcess): boolean => host === thisHost() && !isAlive(pid);

/** Whether there is a process of that number here. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  // One that ended and that nobody asked for its status is still listed, as a zombie (proc(5), /proc/pid/stat).
  if (/^\d+ \(.*\) [ZX] /s.test(told(() => readFileSync(`/proc/${pid}/stat`, "utf8")))) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether a process of that number goes on in a folder. Numbers come again: where the system tells in which folder a process
 * works, one that works elsewhere is another one.
 */
export function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  const where = told(() => readlinkSync(`/proc/${pid}/cwd`));
  return where === "" || where === told(() => realpathSync(folder));
}

/**
 * Names alone tell too little: virtual machines made of one image may share theirs, and so may containers, each of which counts
 * its processes by itself. Linux tells one boot, and one such count, from every other.
 */
const thisHost = (): string =>
  [
    hostname(),
    told(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    told(() => readlinkSync("/proc/self/ns/pid")),
  ]
    .filter((part) => part !== "")
    .join("/");

/** Other systems tell nothing of that. */
function told(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
