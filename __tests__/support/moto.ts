import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pythonPackage } from "./python-package";

/** The emulator of AWS, as PyPI names it; what it can do is written down for this version (docs/emulator-support.md). */
const PACKAGE = "moto[server]==5.2.5";

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
  const python = join(await pythonPackage(PACKAGE), "python");
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
