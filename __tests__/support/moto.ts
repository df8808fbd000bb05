import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { exclusively, LockedError } from "../../adapters/run-lock";

const ROOT = join(__dirname, "..", "..");

/** The emulator of AWS, as PyPI names it; what it can do is written down for this version (docs/emulator-support.md). */
const PACKAGE = "moto[server]==5.2.5";

/** Where it is installed, beside what the repository writes. */
const VENV = join(ROOT, ".infra", "moto-5.2.5");

/** Starts it, with stand-ins for what it lacks. */
const SERVER = join(__dirname, "emulator.py");

/** A running emulator. */
export interface Moto {
  readonly url: string;
  /** What Terraform and its provider need to ask it instead of AWS, and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts an emulator of an empty account on a free port of this machine.
 *
 * @param settings More of its environment: `{ MOTO_S3_DEFAULT_MAX_KEYS: "3" }`.
 */
export async function startMoto(accountId: string, settings: Readonly<Record<string, string>> = {}): Promise<Moto> {
  const python = await installed();
  const port = await freePort();
  const server = spawn(python, [SERVER, "-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MOTO_ACCOUNT_ID: accountId,
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      // Seconds until a certificate is valid.
      MOTO_ACM_VALIDATION_WAIT: "1",
      ...settings,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, server);
  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    stop: () =>
      new Promise((resolve) => {
        server.once("exit", () => resolve());
        server.kill();
      }),
  };
}

/** The Python that has the emulator; several test runs at once install it once. */
async function installed(): Promise<string> {
  const python = join(VENV, "bin", "python");
  const complete = join(VENV, "complete");
  for (let tries = 0; !existsSync(complete); tries++) {
    try {
      await exclusively(`${VENV}.installing`, `the installation of ${PACKAGE}`, async () => {
        if (existsSync(complete)) return;
        execFileSync("python3", ["-m", "venv", "--clear", VENV]);
        execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]);
        writeFileSync(complete, "");
      });
    } catch (error) {
      if (!(error instanceof LockedError) || tries === 120) throw error;
      await wait(1_000);
    }
  }
  return python;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`);
    try {
      await fetch(`${url}/moto-api/`);
      return;
    } catch {
      await wait(500);
    }
  }
  server.kill();
  throw new Error(`moto did not answer at ${url} within a minute`);
}
