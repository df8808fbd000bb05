import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const ROOT = join(__dirname, "..", "..");

/** The emulator of AWS, as PyPI names it; the version that tests were written with. */
const PACKAGE = "moto[server]==5.2.1";

/** Where it is installed when the machine has none. */
const VENV = join(ROOT, ".infra", "moto-5.2.1");

/** A running emulator. */
export interface Moto {
  readonly url: string;
  /** What Terraform and its provider need to ask it instead of AWS, and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts an emulator of an empty account on a free port of this machine. */
export async function startMoto(accountId: string): Promise<Moto> {
  const port = await freePort();
  const server = spawn(program(), ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MOTO_ACCOUNT_ID: accountId,
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
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

/** The machine's own, or one that is installed beside what the repository writes. */
function program(): string {
  const installed = join(VENV, "bin", "moto_server");
  if (existsSync(installed)) return installed;
  if (works("moto_server")) return "moto_server";
  mkdirSync(VENV, { recursive: true });
  execFileSync("python3", ["-m", "venv", VENV]);
  execFileSync(join(VENV, "bin", "pip"), ["install", "--quiet", PACKAGE]);
  return installed;
}

function works(name: string): boolean {
  try {
    execFileSync(name, ["--help"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
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
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    try {
      await fetch(`${url}/moto-api/`);
      return;
    } catch {
      await wait(500);
    }
  }
  server.kill();
  throw new Error(`moto_server did not answer at ${url} within a minute`);
}
