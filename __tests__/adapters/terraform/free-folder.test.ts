import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../../adapters/terraform/child-process";
import { PID_FILE, whenFree } from "../../../adapters/terraform/free-folder";
import { put, temporaryFolder } from "./fakes";

const folder = temporaryFolder();

const worker = (cwd: string): ChildProcess =>
  spawn(process.execPath, ["--eval", "setTimeout(() => {}, 60000)"], { cwd });

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe("a folder in which the Terraform of a killed run goes on", () => {
  it("is free when that has ended, and not before", async () => {
    const child = worker(folder.path);
    await once(child, "spawn");
    put(join(folder.path, PID_FILE), String(child.pid));
    let isFree = false;
    const free = whenFree(folder.path).then(() => {
      isFree = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(isFree).toBe(false);
    await end(child);
    await free;
    expect(readFileSync(join(folder.path, PID_FILE), "utf8")).toBe(String(child.pid));
  });

  it("is waited for until the run is interrupted", async () => {
    const child = worker(folder.path);
    await once(child, "spawn");
    put(join(folder.path, PID_FILE), String(child.pid));
    const interrupted = new AbortController();
    const waiting = whenFree(folder.path, interrupted.signal);
    interrupted.abort(new Error("interrupted"));
    await expect(waiting).rejects.toThrow("interrupted");
    await end(child);
  });

  it.each(["", "none", "0", "-1"])("is free when there is no trace of one: %j", async (text) => {
    put(join(folder.path, PID_FILE), text);
    await whenFree(folder.path);
  });
});

describe("the number of a process", () => {
  const ran = async (script: string): Promise<boolean> => {
    const pidFile = join(folder.path, PID_FILE);
    await runProgram(process.execPath, ["--eval", script], { cwd: folder.path, env: {}, pidFile });
    return existsSync(pidFile);
  };

  it("goes with one that ended by itself, and stays of one that was killed: what it locked is locked still", async () => {
    expect([await ran("process.exit(1)"), await ran("process.kill(process.pid, 'SIGKILL')")]).toEqual([false, true]);
  });
});
