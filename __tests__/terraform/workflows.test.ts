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
import { readHeader } from "../../operations/report/history/header";
import { actionsJob, JOB_TOKEN } from "../support/actions-job";
import { BASE, HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../support/github";
import { withoutActions } from "../support/infra";
import { commandsOf, workflows } from "../support/workflows";

const ROOT = join(__dirname, "..", "..");
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
  const { "plan.yml": planning, "confirm.yml": confirming } = workflows();
  const jobs = planning?.jobs ?? {};
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  /** What a runner keeps beside the checkout. */
  const runner = mkdtempSync(join(tmpdir(), "runner-"));
  const summary = join(runner, "summary.md");
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
    github = await localGitHub("Adds a queue.\r\n", JOB_TOKEN);
  });

  afterAll(async () => {
    await github.close();
    for (const made of [folder, runner]) rmSync(made, { recursive: true, force: true });
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
          ...withoutActions(),
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
      expect(readFileSync(summary, "utf8")).toMatch(
        /^<!-- infra:plan:record .*\n\n## Plan for <code>dev<\/code>: 1 of \d+ stacks changes · ~\d/,
      );
      expect(existsSync(join(folder, ".infra", "plans", "index.json"))).toBe(true);
    },
    10 * MINUTES,
  );

  /** The command of the step of the job that plans with credentials, by the step's name. */
  const stepOf = (name: string): string => jobs.plan?.steps.find((step) => step.name === name)?.run ?? "false";
  const FULL_REPORT = "https://github.com/equipweb/infra/actions/runs/991/artifacts/7";
  const jobFor = (head = HEAD) => ({ ...actionsJob(github, runner, head), PULL_REQUEST: "7", FULL_REPORT });

  it("announce that a plan is being made, and let a check begin", async () => {
    expect(await run(stepOf("Mark the plan of the last commit as outdated"), jobFor())).toMatchObject({ code: 0 });
    expect([github.body(), github.state.checks.map(({ commit, status }) => [commit, status])]).toEqual([
      "Adds a queue.\r\n",
      [[HEAD, "in_progress"]],
    ]);
  });

  it("write the whole report as a page, and into the job summary after what stands there", async () => {
    const before = readFileSync(summary, "utf8");
    expect(await run(stepOf("Write the whole report"), jobFor())).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "plan.html"), "utf8")).toContain("dev-service-orders");
    const after = readFileSync(summary, "utf8");
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(/^<!-- infra:plan:record .*\n\n## Plan for <code>dev<\/code>: /);
    expect(github.body()).toBe("Adds a queue.\r\n");
  });

  it("write the plan into the pull request's body, and leave the author's text", async () => {
    const command = stepOf("Write the plan into the body");
    expect(await run(command, jobFor())).toMatchObject({ code: 0 });
    expect(github.body()).toMatch(
      /^Adds a queue\.\r\n\n\n<!-- infra:plan:begin -->\n<!-- infra:plan:record .*\n\n## Plan for <code>dev<\/code>: 1 of /,
    );
    expect(github.body()).toContain(`[full report](${FULL_REPORT})`);
    expect(readHeader(github.body() ?? "")).toMatchObject({ commit: HEAD, base: BASE, run: { id: 991, attempt: 1 } });
    expect(github.state.checks.map(({ status, conclusion }) => [status, conclusion])).toEqual([
      ["completed", "success"],
    ]);
    const once = github.body();
    await run(command, jobFor());
    expect(github.body()).toBe(once);
    expect(github.asked().filter((operation) => operation === "pulls/update")).toHaveLength(1);
  });

  it("deploy the branch, as far as that goes without credentials", async () => {
    // Another runner, with a checkout of its own: the page of the plan is not there.
    rmSync(join(folder, "plan.html"), { force: true });
    const [deploying] = (workflows()["deploy.yml"]?.jobs.deploy?.steps ?? []).filter(({ name }) => name === "Deploy");
    const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
    const env = {
      ...jobFor(),
      BRANCH: "dev",
      DIGEST: "",
      GITHUB_SHA: head,
      HOME: runner,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const { code, output } = await run(deploying?.run ?? "true", env);
    expect([code, output]).toEqual([1, expect.stringContaining("there are no AWS credentials")]);
    const other = await run(deploying?.run ?? "true", { ...env, GITHUB_SHA: HEAD });
    expect([other.code, other.output]).toEqual([
      2,
      expect.stringContaining(`the work tree holds ${head.slice(0, 7)}, not ${HEAD.slice(0, 7)}`),
    ]);
  });

  it("look again whether somebody confirmed it", async () => {
    const [command = "false"] = confirming?.jobs.confirm ? commandsOf(confirming.jobs.confirm) : [];
    expect(await run(command, jobFor())).toEqual({
      code: 0,
      output: expect.stringContaining("pull request 7: the check says success\n"),
    });
  });

  it("mark the plan as outdated on the next push", async () => {
    github.pull.head = NEXT_HEAD;
    expect(await run(stepOf("Mark the plan of the last commit as outdated"), jobFor(NEXT_HEAD))).toMatchObject({
      code: 0,
    });
    expect(github.body()).toContain("> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is [being planned](");
  });

  it("write nothing without a token, and say what is missing", async () => {
    const { code, output } = await run(stepOf("Write the plan into the body"), { ...jobFor(), GITHUB_TOKEN: "" });
    expect(code).toBe(2);
    expect(output).toContain("to ask GitHub, set GITHUB_TOKEN");
  });

  it(
    "synthesize the stacks of one branch alone, for who deploys by hand",
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
