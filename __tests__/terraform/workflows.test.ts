import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalGitHub, localGitHub } from "../support/github";
import { commandsOf, workflows } from "../support/workflows";

const ROOT = join(__dirname, "..", "..");
const TOKEN = "a-token";
const MINUTES = 60_000;

/** Commits every file of a folder, which becomes a repository if it is none. */
function commitAll(folder: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "change");
}

/** The commands of the workflows, read from their files and run as a runner does: in a shell, in a fresh checkout. */
describe("the commands of the workflows", () => {
  const jobs = workflows()["plan.yml"]?.jobs ?? {};
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  const summary = join(folder, "summary.md");
  let github: LocalGitHub;

  beforeAll(async () => {
    const left = new Set([".git", ".infra", "cdktf.out", "node_modules"]);
    for (const name of readdirSync(ROOT).filter((name) => !left.has(name)))
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    // As `fetch-depth: 2` leaves it: the merge commit and its first parent, which has one task fewer.
    const orders = join(folder, "catalogue", "services", "orders.yaml");
    const merged = readFileSync(orders, "utf8");
    commitAll(folder);
    writeFileSync(orders, merged.replace("dev: { tasks: 1 }", "dev: { tasks: 2 }"));
    commitAll(folder);
    github = await localGitHub("Adds a queue.\r\n", TOKEN);
  });

  afterAll(async () => {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command as a step of a job: `bash -e` with the job's environment. */
  const run = (
    command: string,
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ readonly code: number | null; readonly output: string }> =>
    new Promise((resolve) => {
      const shell = spawn("bash", ["-e", "-c", command], {
        cwd: folder,
        env: {
          ...process.env,
          CHECKPOINT_DISABLE: "1",
          DISABLE_VERSION_CHECK: "1",
          CI: "true",
          BRANCH: "dev",
          GITHUB_STEP_SUMMARY: summary,
          ...env,
        },
      });
      let output = "";
      for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (data) => (output += data));
      shell.on("close", (code) => resolve({ code, output }));
    });

  it(
    "synthesize, plan and summarize a pull request that gets no credentials",
    async () => {
      const job = jobs["plan-without-credentials"];
      expect(job).toBeDefined();
      for (const command of job ? commandsOf(job) : []) {
        const { code, output } = await run(command);
        expect({ command, code, output }).toMatchObject({ code: 0 });
      }
      expect(readFileSync(summary, "utf8")).toMatch(/^## Plan for <code>dev<\/code>: 1 of \d+ stacks changes · ~\d/);
      expect(existsSync(join(folder, ".infra", "plans", "index.json"))).toBe(true);
    },
    10 * MINUTES,
  );

  it("write the plan into the pull request's body, and leave the author's text", async () => {
    const command = jobs.plan ? commandsOf(jobs.plan).at(-1) : undefined;
    const env = {
      GITHUB_TOKEN: TOKEN,
      GITHUB_REPOSITORY: "equipweb/infra",
      GITHUB_API_URL: github.url,
      PULL_REQUEST: "7",
    };
    expect(await run(command ?? "false", env)).toMatchObject({ code: 0 });
    expect(github.body()).toMatch(
      /^Adds a queue\.\r\n[\s\S]*<!-- infra:plan:begin -->\n## Plan for <code>dev<\/code>: /,
    );
    const once = github.body();
    await run(command ?? "false", env);
    expect(github.body()).toBe(once);
    expect(github.received.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  });

  it("write nothing without a token, and say what is missing", async () => {
    const { code, output } = await run('npx infra report --pull-request "7"', {
      GITHUB_TOKEN: "",
      GITHUB_REPOSITORY: "equipweb/infra",
      GITHUB_API_URL: github.url,
    });
    expect(code).toBe(2);
    expect(output).toContain("to write a pull request's body, set GITHUB_TOKEN");
  });

  it(
    "synthesize the stacks of one branch alone when deploying it",
    async () => {
      const { code } = await run("npx cdktf synth", { INFRA_BRANCH: "main" });
      expect(code).toBe(0);
      const ids = readdirSync(join(folder, "cdktf.out", "stacks"));
      expect(ids).toContain("main-network");
      expect(ids.filter((id) => id.startsWith("dev-") || id.startsWith("stage-"))).toEqual([]);
    },
    MINUTES,
  );

  it(
    "synthesize what `infra synth` synthesizes, byte for byte",
    async () => {
      await run("npx cdktf synth");
      await run("npx infra synth --output other.out");
      const { code, output } = await run("diff --recursive cdktf.out other.out");
      expect({ code, output }).toEqual({ code: 0, output: "" });
    },
    MINUTES,
  );

  it(
    "find the generated constructs up to date",
    async () => {
      await run("cp -r .gen before.gen && npm run get");
      const { code, output } = await run("diff --recursive .gen before.gen");
      expect({ code, output }).toEqual({ code: 0, output: "" });
    },
    MINUTES,
  );
});
