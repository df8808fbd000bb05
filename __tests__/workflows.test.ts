import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emergencyEnvironments, PIPELINE_WORKFLOWS } from "../model/pipeline-roles";
import { commandsOf, type Job, type Step, setupSteps, workflows } from "./support/workflows";

const all = workflows();
const jobs: readonly (readonly [name: string, job: Job])[] = Object.entries(all).flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([id, job]) => [`${file} ${id}`, job] as const),
);
const steps: readonly Step[] = [...jobs.flatMap(([, job]) => job.steps), ...setupSteps()];

/** The texts of the files: comments count too. */
const texts = [...Object.keys(all).map((file) => join("workflows", file)), join("actions", "setup", "action.yml")].map(
  (file) => readFileSync(join(__dirname, "..", ".github", file), "utf8"),
);

describe("the workflows", () => {
  it("are those that a change passes through", () => {
    expect(Object.keys(all).sort()).toEqual(["break-glass.yml", "check.yml", "confirm.yml", "deploy.yml", "plan.yml"]);
  });

  it.each(Object.entries(all))("%s: grants nothing by default", (_, { permissions }) => {
    expect(permissions).toEqual({});
  });

  it.each(jobs)("%s: has a name, a limit in time, and its own permissions", (_, job) => {
    expect(job.name).toBeDefined();
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(job.permissions).toBeDefined();
  });

  it.each(jobs)(
    "%s: checks out without leaving a token behind, and sets up the same way",
    (_, { steps: [checkout, setup] }) => {
      expect(checkout).toMatchObject({ with: { "persist-credentials": false } });
      expect(setup).toMatchObject({ uses: "./.github/actions/setup" });
    },
  );

  it("pin every foreign action by its commit, with the version beside it", () => {
    const uses = texts.flatMap((text) => text.match(/uses: .*/g) ?? []).filter((line) => !line.includes("./"));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("run one command a step, of npm, cdktf or infra", () => {
    for (const { run } of steps)
      if (run !== undefined) expect(run).toMatch(/^(npm (ci|test|run [\w:]+)|npx (cdktf|infra)) ?[^\n;&|`]*$/);
  });

  it("paste nothing into a command: what comes from outside goes through the environment", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });
});

describe("a pull request", () => {
  const { plan, "plan-without-credentials": withoutCredentials } = all["plan.yml"]?.jobs ?? {};

  it("to dev or main is planned and checked; never with the rights of the target branch", () => {
    expect(all["plan.yml"]?.on).toEqual({ pull_request: { branches: ["dev", "main"] } });
    expect(all["check.yml"]?.on).toMatchObject({ pull_request: { branches: ["dev", "main"] } });
    for (const text of texts) expect(text).not.toContain("pull_request_target");
  });

  it("of this repository takes the read-only role, and may write its body", () => {
    expect(plan?.permissions).toEqual({
      contents: "read",
      "id-token": "write",
      "pull-requests": "write",
      checks: "write",
    });
    expect(plan?.steps.map(({ run }) => run).filter(Boolean)).toEqual([
      'npx infra announce "$PULL_REQUEST"',
      "npx cdktf synth",
      'npx infra plan --from cdktf.out --branch "$BRANCH"',
      'npx infra report --rules "HEAD^1" --html plan.html --summary "$GITHUB_STEP_SUMMARY"',
      'npx infra report --rules "HEAD^1" --pull-request "$PULL_REQUEST" --full-report "$FULL_REPORT"',
    ]);
  });

  it("is judged by the rules of its base, which is checked out too", () => {
    for (const job of [plan, withoutCredentials]) {
      expect(job?.steps[0]?.with).toMatchObject({ "fetch-depth": 2 });
      for (const run of (job ? commandsOf(job) : []).filter((command) => command.includes("infra report")))
        expect(run).toContain('--rules "HEAD^1"');
    }
  });

  it("gets its report also when a stack could not be planned", () => {
    expect(plan?.steps.at(-1)).toMatchObject({ if: "${{ !cancelled() }}" });
    expect(withoutCredentials?.steps.at(-1)).toMatchObject({ if: "${{ !cancelled() }}" });
  });

  it("of a fork or of Dependabot gets no credentials at all", () => {
    expect(withoutCredentials?.permissions).toEqual({ contents: "read" });
    expect(withoutCredentials?.steps.some(({ uses }) => uses?.startsWith("aws-actions/"))).toBe(false);
    expect(JSON.stringify(withoutCredentials)).not.toMatch(/secrets\.|token/i);
  });

  it("takes exactly one of the two ways", () => {
    expect(plan?.if).toBe(
      "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'",
    );
    expect(withoutCredentials?.if).toBe(
      "github.event.pull_request.head.repo.full_name != github.repository || github.event.pull_request.user.login == 'dependabot[bot]'",
    );
  });
});

describe("a label or a review", () => {
  const confirm = all["confirm.yml"];

  it("is looked at by the code of the branch, with no right to write anything but checks", () => {
    expect(confirm?.on).toEqual({
      pull_request: { branches: ["dev", "main"], types: ["labeled", "unlabeled"] },
      pull_request_review: { types: ["submitted", "dismissed"] },
    });
    expect(confirm?.jobs.confirm?.permissions).toEqual({
      contents: "read",
      "pull-requests": "read",
      checks: "write",
    });
    expect(confirm?.jobs.confirm?.steps[0]?.with).toMatchObject({ ref: "${{ github.event.pull_request.base.sha }}" });
    expect(confirm?.concurrency).toEqual({
      group: "confirm-${{ github.event.pull_request.number }}",
      "cancel-in-progress": false,
    });
  });
});

describe("a merge", () => {
  const deploy = all["deploy.yml"];

  it("to dev or main is deployed, one run after the other, and none is cancelled", () => {
    expect(deploy?.on).toEqual({ push: { branches: ["dev", "main"] } });
    expect(deploy?.concurrency).toEqual({ group: "deploy-${{ github.ref_name }}", "cancel-in-progress": false });
  });

  it("deploys the stacks of its branch with the role of its environment, by the pinned providers alone", () => {
    const job = deploy?.jobs.deploy;
    expect(job).toMatchObject({
      environment: "${{ github.ref_name }}",
      permissions: { contents: "read", "id-token": "write" },
    });
    expect(job?.steps.slice(-4)).toMatchObject([
      { run: "npx cdktf synth", env: { INFRA_BRANCH: "${{ github.ref_name }}" } },
      { run: "npm run lay-pins" },
      { with: { "role-to-assume": "${{ vars.DEPLOY_ROLE }}" } },
      {
        run: 'npx cdktf deploy "*" --auto-approve --skip-synth --skip-provider-lock',
        env: { TF_CLI_ARGS_init: "-lockfile=readonly" },
      },
    ]);
  });
});

describe("an emergency", () => {
  const workflow = all["break-glass.yml"];
  const { request, repair } = workflow?.jobs ?? {};

  it("is asked for by hand alone, and not given up half way", () => {
    expect(Object.keys(workflow?.on as object)).toEqual(["workflow_dispatch"]);
    expect(workflow?.concurrency).toMatchObject({ "cancel-in-progress": false });
  });

  it("needs the approvals of two environments, of which the second opens the role", () => {
    const [first, second] = emergencyEnvironments({ name: "${{ github.ref_name }}" });
    expect([request?.environment, repair?.environment, repair?.needs]).toEqual([first, second, "request"]);
    expect(request?.permissions).toEqual({ contents: "read" });
    expect(repair?.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("takes the role for a quarter of an hour, and does what the approved commit says", () => {
    const [, , checkout, take, run] = repair?.steps ?? [];
    expect(checkout?.with).toEqual({ ref: "${{ inputs.commit }}", path: "repair", "persist-credentials": false });
    expect(take?.with).toEqual({
      "role-to-assume": "${{ vars.EMERGENCY_ROLE }}",
      "role-session-name": "emergency-${{ github.run_id }}",
      "role-duration-seconds": 900,
      "aws-region": "${{ vars.AWS_REGION }}",
    });
    expect(run?.run).toBe("npm run emergency");
  });
});

describe("the roles that change something", () => {
  it("trust workflow files that there are", () => {
    for (const file of Object.values(PIPELINE_WORKFLOWS)) expect(Object.keys(all)).toContain(file);
  });
});
