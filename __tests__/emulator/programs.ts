import { spawn } from "node:child_process";
import type { Ran } from "../support/infra";

/** As many at once: most of the time, Terraform waits for what it made. */
const AT_ONCE = 6;

/** What a program printed. @throws Error with all that it said, when it failed. */
export function succeeded(what: string, { code, stdout, stderr }: Ran): string {
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${stderr}\n${stdout}`);
  return stdout;
}

/** Runs a program to its end. */
export const run = (file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });

/** Does something with each of some items, a few at a time, to the end of all. @throws Error the first one, if some failed. */
export async function atOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, item] = next;
      await work(item).then(
        (result) => {
          results[index] = result;
        },
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
