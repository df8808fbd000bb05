import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runProgram } from "../../../adapters/terraform/child-process";
import { terraformEnvironment } from "../../../adapters/terraform/environment";
import { interruptible } from "../../../adapters/terraform/interruptible";
import { packageHash } from "../../../adapters/terraform/package-hash";
import { ProviderPool } from "../../../adapters/terraform/provider-pool";
import { type ProviderProcess, startProvider } from "../../../adapters/terraform/provider-process";
import type { PlanMode } from "../../../operations/plan/mode";
import { aMachine, put, putProgram, temporaryFolder } from "./fakes";

const folder = temporaryFolder();

const PATH = process.env.PATH ?? "";

/** Whether a process is still there. */
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits until something is so, for as long as a slow machine may need. */
async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !so(); turn += 1) await pause(10);
  expect(so()).toBe(true);
}

describe("the environment of Terraform", () => {
  const of = (mode: PlanMode, environment: Record<string, string> = {}) =>
    terraformEnvironment(aMachine("/home/me", { environment: { PATH: "/bin", ...environment } }), mode);

  const users = {
    AWS_PROFILE: "me",
    AWS_CA_BUNDLE: "/ca.pem",
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_ENDPOINT_URL: "http://example.com",
    GITHUB_TOKEN: "ghp",
    TF_VAR_name: "x",
    TF_CLI_ARGS_plan: "-destroy",
    TF_WORKSPACE: "other",
    TF_DATA_DIR: "/data",
    TF_REATTACH_PROVIDERS: "{}",
    TF_CLI_CONFIG_FILE: "/gone",
    NODE_OPTIONS: "--inspect",
    HTTPS_PROXY: "http://proxy:3128",
    SSL_CERT_FILE: "/ca.pem",
    TF_TOKEN_app_terraform_io: "t",
  };

  test("offline keeps what finds programs and registries, and nothing of the user's that changes a plan", () => {
    expect(of({ kind: "offline" }, users)).toEqual({
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy:3128",
      SSL_CERT_FILE: "/ca.pem",
      TF_TOKEN_app_terraform_io: "t",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
      GOGC: "200",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    });
  });

  test("sends every request to the emulator, whatever the user's own says", () => {
    const env = of({ kind: "endpoint", url: "http://127.0.0.1:4566" }, users);
    expect(env).toMatchObject({ AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_EC2_METADATA_DISABLED: "true" });
    expect(env).not.toHaveProperty("AWS_PROFILE");
    expect(env).not.toHaveProperty("AWS_CA_BUNDLE");
  });

  test("of a real plan has the credentials and inputs, and still none of Terraform's own switches", () => {
    const env = of({ kind: "real" }, users);
    expect(env).toMatchObject({
      AWS_PROFILE: "me",
      GITHUB_TOKEN: "ghp",
      TF_VAR_name: "x",
      AWS_ENDPOINT_URL: "http://example.com",
    });
    for (const name of ["TF_CLI_ARGS_plan", "TF_WORKSPACE", "TF_DATA_DIR", "TF_REATTACH_PROVIDERS", "NODE_OPTIONS"]) {
      expect(env).not.toHaveProperty(name);
    }
  });
});

describe("the token of the GitHub provider", () => {
  const tokenOf = (environment: Record<string, string>, mode: PlanMode = { kind: "real" }) =>
    terraformEnvironment(aMachine("/home/me", { environment }), mode).GITHUB_TOKEN;

  test.each<[string, Record<string, string>, string | undefined]>([
    ["that of a person", { GITHUB_TOKEN: "own" }, "own"],
    ["never that of a job", { GITHUB_TOKEN: "job", GITHUB_ACTIONS: "true" }, undefined],
    ["its own in a job", { GITHUB_TOKEN: "job", GITHUB_ACTIONS: "true", GITHUB_PROVIDER_TOKEN: "app" }, "app"],
    ["its own before that of a person", { GITHUB_TOKEN: "own", GITHUB_PROVIDER_TOKEN: "app" }, "app"],
    ["none", { GITHUB_PROVIDER_TOKEN: "" }, undefined],
  ])("is %s", (_, environment, expected) => {
    expect(tokenOf(environment)).toBe(expected);
    expect(tokenOf(environment, { kind: "endpoint", url: "http://127.0.0.1:1" })).toBeUndefined();
  });
});

describe("running a program", () => {
  const run = (script: string, signal?: AbortSignal, args: string[] = []) =>
    runProgram(putProgram(join(folder.path, "program"), script), args, {
      cwd: folder.path,
      env: { GREETING: "hello" },
      ...(signal && { signal }),
    });

  test("gives what it printed and its status, in its folder and with no other environment", async () => {
    const script =
      'console.log(process.cwd(), Object.keys(process.env).filter((n) => n !== "_").join()); console.error("über"); process.exit(3)';
    expect(await run(script)).toEqual({ status: 3, stdout: `${folder.path} GREETING\n`, stderr: "über\n" });
  });

  test("hands arguments over as they are, without a shell", async () => {
    const args = ["$(touch x)", "a b", "*", "'"];
    expect(JSON.parse((await run("console.log(JSON.stringify(args))", undefined, args)).stdout)).toEqual(args);
  });

  test("keeps long output whole", async () => {
    expect((await run('process.stdout.write("ä".repeat(1_000_000))')).stdout).toHaveLength(1_000_000);
  });

  test("fails when there is no such program", async () => {
    await expect(runProgram("/nowhere/program", [], { cwd: "/", env: {} })).rejects.toThrow(
      "spawn /nowhere/program ENOENT",
    );
  });

  test("when aborted, is interrupted as by Ctrl-C, once, and waited for", async () => {
    const controller = new AbortController();
    const script = `
      const fs = require("node:fs");
      process.on("SIGINT", () => { fs.appendFileSync("log", "interrupted "); setTimeout(() => { fs.appendFileSync("log", "cleaned up"); process.exit(1); }, 50); });
      fs.writeFileSync("ready", String(process.pid));
      setInterval(() => {}, 1000);`;
    const running = run(script, controller.signal);
    const failed = expect(running).rejects.toThrow("enough");
    await until(() => existsSync(join(folder.path, "ready")));
    controller.abort(new Error("enough"));
    await failed;
    expect(readFileSync(join(folder.path, "log"), "utf8")).toBe("interrupted cleaned up");
    expect(runs(Number(readFileSync(join(folder.path, "ready"), "utf8")))).toBe(false);
  });

  test("does not start when it is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(run('require("node:fs").writeFileSync("ran", "")', signal)).rejects.toThrow("enough");
    expect(existsSync(join(folder.path, "ran"))).toBe(false);
  });
});

describe("interrupting", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s aborts the work, and leaves no listener behind",
    async (name) => {
      const before = process.listenerCount(name);
      const work = interruptible(async (signal) => {
        process.emit(name, name);
        signal.throwIfAborted();
      });
      await expect(work).rejects.toThrow(`interrupted (${name})`);
      expect(process.listenerCount(name)).toBe(before);
    },
  );

  test("gives the result of work that nobody interrupts", async () => {
    expect(await interruptible(async () => 42)).toBe(42);
  });
});

describe("the hash of an unpacked provider", () => {
  test("is the one that Go's dirhash makes of the same files", async () => {
    put(join(folder.path, "package", "terraform-provider-x"), "binary");
    put(join(folder.path, "package", "docs", "LICENSE.txt"), "text");
    const sha = (text: string) => createHash("sha256").update(text).digest("hex");
    const list = `${sha("text")}  docs/LICENSE.txt\n${sha("binary")}  terraform-provider-x\n`;
    const expected = createHash("sha256").update(list).digest("base64");
    expect(await packageHash(join(folder.path, "package"))).toBe(`h1:${expected}`);
  });
});

/** A provider that says how to attach to it, and serves until it is ended. */
const SERVING = `
  if (args.join() !== "-debug") process.exit(9);
  console.log("Provider started.\\n\\n\\tTF_REATTACH_PROVIDERS='{\\"x\\":{\\"Pid\\":" + process.pid + "}}'\\n");
  setInterval(() => {}, 1000);
  process.on("SIGINT", () => process.exit(0));`;

/** The same, and it says so much that it would stand still if nobody read it. */
const TALKING = `${SERVING}
  const fs = require("node:fs");
  const said = require("node:path").join(__dirname, "said");
  setInterval(() => { fs.writeSync(2, "x".repeat(50_000)); fs.appendFileSync(said, "."); }, 5);
  process.on("uncaughtException", () => undefined);`;

describe("a provider process", () => {
  const start = (script: string) => {
    putProgram(join(folder.path, "terraform-provider-aws_v5.100.0_x5"), script);
    return startProvider(folder.path, { PATH });
  };

  test("serves until it is ended", async () => {
    const provider = await start(SERVING);
    expect(JSON.parse(provider.reattach)).toEqual({ x: { Pid: provider.pid } });
    expect(provider.isRunning()).toBe(true);
    await provider.end();
    expect(provider.isRunning()).toBe(false);
    expect(runs(provider.pid)).toBe(false);
    await provider.end();
  });

  test("goes on, however much it says", async () => {
    const provider = await start(TALKING);
    const said = join(folder.path, "said");
    await until(() => existsSync(said) && readFileSync(said).length > 20);
    await provider.end();
  });

  test("fails when the provider knows no such mode", async () => {
    await expect(start("process.exit(1)")).rejects.toThrow(
      "the provider cannot be attached to: it ended with status 1",
    );
  });

  test("fails when there is no provider in the folder", async () => {
    await expect(startProvider(folder.path, { PATH })).rejects.toThrow(`${folder.path} holds no provider`);
  });

  test("ends with the process that started it, also when that forgets to end it", async () => {
    putProgram(join(folder.path, "terraform-provider-aws_v5.100.0_x5"), SERVING);
    const script = `
      require(${JSON.stringify(require.resolve("tsx/cjs"))});
      require(${JSON.stringify(require.resolve("../../../adapters/terraform/provider-process.ts"))})
        .startProvider(${JSON.stringify(folder.path)}, { PATH: process.env.PATH })
        .then(({ pid }) => { console.log(pid); process.exit(0); });`;
    const program = putProgram(join(folder.path, "forgetful"), script);
    const { stdout } = await runProgram(program, [], { cwd: process.cwd(), env: { PATH, TSX_DISABLE_CACHE: "1" } });
    expect(Number(stdout)).toBeGreaterThan(0);
    await until(() => !runs(Number(stdout)));
  });
});

describe("the pool of provider processes", () => {
  const fake = (): ProviderProcess & { ended: boolean } => {
    const process = {
      pid: 1,
      reattach: "{}",
      ended: false,
      isRunning: () => !process.ended,
      end: async () => {
        process.ended = true;
      },
    };
    return process;
  };
  const pool = () => {
    const started: ReturnType<typeof fake>[] = [];
    const notes: string[] = [];
    const made = new ProviderPool(
      async () => {
        const process = fake();
        started.push(process);
        return process;
      },
      (text) => notes.push(text),
    );
    return { made, started, notes };
  };

  test("never lends a process to two stacks at the same time, and lends it again afterwards", async () => {
    const { made, started } = pool();
    const [one, other] = [await made.lend("/p"), await made.lend("/p")];
    expect(one).not.toBe(other);
    if (one) made.giveBack(one);
    expect(await made.lend("/p")).toBe(one);
    expect(started).toHaveLength(2);
  });

  test("ends every process, lent or not, and starts no more", async () => {
    const { made, started } = pool();
    const one = await made.lend("/p");
    await made.lend("/p");
    if (one) made.giveBack(one);
    await made.close();
    expect(started.map(({ ended }) => ended)).toEqual([true, true]);
    expect(await made.lend("/p")).toBeUndefined();
    expect(started).toHaveLength(2);
  });

  test("never lends a process again that was discarded or has died", async () => {
    const { made, started } = pool();
    const one = (await made.lend("/p")) as ReturnType<typeof fake>;
    await made.discard(one);
    made.giveBack(one);
    expect(one.ended).toBe(true);
    const other = (await made.lend("/p")) as ReturnType<typeof fake>;
    expect(other).not.toBe(one);
    other.ended = true;
    made.giveBack(other);
    expect(await made.lend("/p")).not.toBe(other);
    expect(started).toHaveLength(3);
  });

  test("does without, and says so once, when no process can be started", async () => {
    const notes: string[] = [];
    let tries = 0;
    const made = new ProviderPool(
      async () => {
        tries += 1;
        throw new Error("the provider cannot be attached to: it ended with status 1");
      },
      (text) => notes.push(text),
    );
    expect(await made.lend("/p")).toBeUndefined();
    expect(await made.lend("/p")).toBeUndefined();
    expect(tries).toBe(1);
    expect(notes).toEqual([
      "Each plan starts its own provider: the provider cannot be attached to: it ended with status 1",
    ]);
  });
});
