import { readFileSync } from "node:fs";
import { join } from "node:path";
import pins from "../scripts/pins/actions.json";
import { isOfApps, isOfSites, type Job, type Workflow, workflows } from "./support/workflows";

const GITHUB = join(__dirname, "..", ".github");
const ACTIONS = ["plan-report", "setup"];
const all = workflows();
const jobs = Object.entries(all).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs)
    .filter(([, { uses }]) => uses === undefined)
    .map(([id, job]) => [`${file} ${id}`, job, workflow] as const),
);
const textOf = (...path: readonly string[]): string => readFileSync(join(GITHUB, ...path), "utf8");
const texts = [
  ...Object.keys(all).map((file) => [file, textOf("workflows", file)] as const),
  ...ACTIONS.map((action) => [action, textOf("actions", action, "action.yml")] as const),
];

/** Of those that deploy sites and apps, site-workflows.test.ts and app-workflows.test.ts say which secrets they read. */
const isOfOthers = (file: string): boolean => !isOfSites(file) && !isOfApps(file);
const others = texts.filter(([file]) => isOfOthers(file));

const TAKES_ROLE = "aws-actions/configure-aws-credentials@";
const takesRole = (job: Job): boolean => job.steps.some(({ uses }) => uses?.startsWith(TAKES_ROLE) === true);
/** Whether a job changes what is there, or could: a plan, or a look at drift, made with a role that reads, does not. */
const changesSomething = (job: Job): boolean =>
  takesRole(job) && !job.steps.some(({ run }) => /^npx infra (?:plan|drift) /.test(run ?? ""));
const isCancelled = ({ concurrency }: Workflow): boolean => concurrency?.["cancel-in-progress"] !== false;

describe("a plan", () => {
  it.each(texts)("%s: is never made with the rights of the target branch", (_, text) => {
    expect(text).not.toMatch(/pull_request_target|workflow_run/);
  });

  it("is nowhere kept as a file: it holds secrets in clear, and the page does not", () => {
    const kept = jobs.flatMap(([, { steps }]) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")),
    );
    expect(kept.map(({ with: inputs }) => inputs?.path).sort()).toEqual([
      "${{ job.workflow_repository == github.repository && 'runtime/portal' || 'dist' }}",
      "${{ job.workflow_repository == github.repository && 'runtime/portal' || 'dist' }}",
      "deployer-image",
      "dist",
      "dist",
      "plan.html",
    ]);
    for (const [, text] of texts) expect(text).not.toMatch(/path:.*(\.infra|tfplan|\.tfstate|plans)/);
    for (const [, job] of jobs) for (const { uses } of job.steps) expect(uses ?? "").not.toMatch(/^actions\/cache/);
  });
});

describe("a job", () => {
  it.each(jobs)("%s: may ask for an identity only when it takes a role, and takes one only then", (_, job) => {
    expect(job.permissions?.["id-token"]).toBe(takesRole(job) ? "write" : undefined);
  });

  it.each(jobs.filter(([, job]) => changesSomething(job)))(
    "%s: changes something, so an environment of GitHub says who and from which branch, and nobody cancels it",
    (_, job, workflow) => {
      expect(job.environment).toMatch(/^\$\{\{ (?:github\.ref_name|inputs\.line|inputs\.app(?: \|\| 'portal')?) \}\}/);
      expect(isCancelled(workflow)).toBe(false);
      expect(Object.keys(workflow.on)).not.toContain("pull_request");
    },
  );

  it("that changes something is there", () => {
    expect(jobs.filter(([, job]) => changesSomething(job)).map(([name]) => name)).toContain("deploy.yml deploy");
  });

  it.each(jobs)("%s: ends by itself", (_, job) => {
    expect(job["timeout-minutes"]).toBeGreaterThanOrEqual(5);
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(120);
  });

  it.each(jobs)("%s: runs on a machine of a known version, and of the kind that an image is built for", (name, job) => {
    const kind = name === "deployer-image.yml build" ? "-arm" : "";
    expect(job).toMatchObject({ "runs-on": `ubuntu-24.04${kind}` });
  });

  it.each(Object.keys(all))("%s: says of each of its rights what it is for", (file) => {
    const rights = textOf("workflows", file).match(/^ {6}[a-z-]+: (?:read|write|admin)\b.*$/gm) ?? [];
    const granted = Object.values(all[file]?.jobs ?? {}).flatMap((job) => Object.keys(job.permissions ?? {}));
    expect(rights).toHaveLength(granted.length);
    for (const line of rights) expect(line).toMatch(/ # \S+/);
  });
});

describe("a workflow", () => {
  it.each(Object.entries(all))("%s: runs once at a time, by a name of its own", (file, { concurrency }) => {
    const own = `${file.replace(".yml", "")}-\\$\\{\\{ github\\.`;
    const ofApps = file.startsWith("app-") ? "app-\\$\\{\\{ inputs\\.app" : own;
    const name = isOfSites(file) ? "site-\\$\\{\\{ inputs\\.line" : ofApps;
    expect(concurrency?.group).toMatch(new RegExp(`^${name}`));
    expect(concurrency?.["cancel-in-progress"]).toEqual(expect.any(Boolean));
  });

  it.each(texts)("%s: pastes nothing that somebody else wrote into a command", (_, text) => {
    const commands = text.match(/^ *run: (?:[|>][\s\S]*?(?=^ *- |(?![\s\S]))|.*$)/gm) ?? [];
    for (const command of commands) expect(command).not.toContain("${{");
  });

  it("reads no secret but the token that every job has, and the keys of three apps; those of sites and apps, of a fourth", () => {
    const reading = others.flatMap(([file, text]) =>
      [...text.matchAll(/^.*\bsecrets\b.*$/gm)].map(([line]) => [file, line.trim()]),
    );
    const key = "private-key: ${{ secrets.FLOW_APP_PRIVATE_KEY }}";
    expect(reading).toEqual([
      ["back-merge.yml", key],
      ["check.yml", "run: npm run secrets"],
      ["deploy.yml", "private-key: ${{ secrets.ORGANISATION_MANAGER_PRIVATE_KEY }}"],
      ["dev-to-main.yml", key],
      ["plan.yml", "private-key: ${{ secrets.ORGANISATION_READER_PRIVATE_KEY }}"],
    ]);
  });

  it("gives a key to one step alone, of GitHub's own; one that writes, only in the environment that holds it, after a push", () => {
    const given = jobs.flatMap(([name, job, { on }]) =>
      (isOfOthers(name) ? job.steps : [])
        .filter((step) => JSON.stringify(step).includes("secrets."))
        .map(({ uses }) => [name, job.environment, Object.keys(on), uses?.split("@")[0]]),
    );
    expect(given).toEqual([
      ["back-merge.yml back-merge", "flow", ["push"], "actions/create-github-app-token"],
      ["deploy.yml deploy", "${{ github.ref_name }}", ["push", "workflow_dispatch"], "actions/create-github-app-token"],
      ["dev-to-main.yml release", "flow", ["push"], "actions/create-github-app-token"],
      // Of a pull request: it may only read.
      ["plan.yml plan", undefined, ["pull_request"], "actions/create-github-app-token"],
    ]);
  });

  it.each(Object.keys(all))("%s: stops Terraform and cdktf from asking their vendor", (file) => {
    expect(all[file]?.env).toMatchObject({ CHECKPOINT_DISABLE: "1" });
  });
});

describe("the table of actions", () => {
  const table = new Map(pins.map((pin) => [pin.action, pin]));

  it.each(texts)("%s: names no action at another commit or version", (_, text) => {
    for (const [, action = "", commit, version] of text.matchAll(/uses: ([\w.-]+\/[\w.-]+)@(\S+) # (\S+)/g))
      expect({ action, version, commit }).toEqual(table.get(action));
  });

  it("holds each action once, by a whole version, and its commit where that is known", () => {
    expect(table.size).toBe(pins.length);
    for (const { version, commit } of pins) {
      expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
      expect(commit ?? "0".repeat(40)).toMatch(/^[0-9a-f]{40}$/);
    }
  });
});

describe("the check of a pull request", () => {
  it("looks for secrets in the whole history, and for what breaks a rule, before it tests anything", () => {
    const job = all["check.yml"]?.jobs.test;
    expect(job?.steps[0]?.with).toMatchObject({ "fetch-depth": 0 });
    expect(job?.steps.flatMap(({ name, run }) => (run === undefined ? [] : [`${name}: ${run}`]))).toEqual([
      "Secrets: npm run secrets",
      "Policies: npx infra check --policies",
      "Every tier of tests: npm test",
    ]);
  });
});
