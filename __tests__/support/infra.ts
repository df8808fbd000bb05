import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** What a run of the `infra` command left. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the `infra` command is run. */
export interface Surroundings {
  /** @default - the repository's folder */
  readonly cwd?: string;
  /** Beside the environment of the tests, of which whatever GitHub Actions sets is taken away. */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * The checkout whose command is run.
   * @default - this one
   */
  readonly root?: string;
  /**
   * What it reads from its standard input.
   * @default - nothing
   */
  readonly input?: string | Uint8Array;
}

/** Runs the `infra` command as a user does, from the repository's folder or another one. */
export function infra(words: readonly string[], surroundings: Surroundings = {}): Ran {
  const { file, args, cwd, env } = commandOf(words, surroundings);
  const { input = "" } = surroundings;
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28, env, input });
  return { code: status, stdout, stderr };
}

/** The same, while this process goes on: it may be the GitHub that the command asks. */
export function infraBeside(words: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { file, args, cwd, env } = commandOf(words, surroundings);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
    // A command that refuses does not read: then the pipe breaks.
    child.stdin.on("error", () => undefined).end(surroundings.input ?? "");
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The environment of the tests without what GitHub Actions sets there. */
export const withoutActions = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(?:GITHUB|RUNNER|ACTIONS)_/.test(name)));

const commandOf = (words: readonly string[], { cwd = ROOT, env = {}, root = ROOT }: Surroundings) => ({
  file: process.execPath,
  args: [join(root, "cli", "infra.js"), ...words],
  cwd,
  env: { ...withoutActions(), ...env },
});
