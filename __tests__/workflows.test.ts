import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../model/catalogue";
import { approvalEnvironment, emergencyEnvironments, PIPELINE_WORKFLOWS } from "../model/pipeline-roles";
import { commandsOf, isOfApps, isOfSites, type Job, type Step, setupSteps, workflows } from "./support/workflows";

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
  it("are those that a change passes through, beside those that deploy sites and apps", () => {
    expect(
      Object.keys(all)
        .filter((file) => !isOfSites(file) && !isOfApps(file))
        .sort(),
    ).toEqual([
      "back-merge.yml",
      "break-glass.yml",
      "check.yml",
      "confirm.yml",
      "deploy.yml",
      "dev-to-main.yml",
      "drift.yml",
      "nightly.yml",
      "plan.yml",
    ]);
  });

  it.each(Object.entries(all))("%s: grants nothing by default", (_, { permissions }) => {
    expect(permissions).toEqual({});
  });

  it.each(jobs)("%s: has a name, a limit in time, and its own permissions", (_, job) => {
    expect(job.name).toBeDefined();
    // What a called workflow may take, its own jobs say.
    if (job.uses === undefined) expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(job.permissions).toBeDefined();
  });

  it.each(jobs.filter(([name]) => name !== "deploy.yml approval" && !isOfSites(name) && !isOfApps(name)))(
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
    // The job that waits for an approval has nothing else to do.
    for (const { run } of steps.filter((step) => step.run !== 'echo "$DIGEST"'))
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
  const workflow = all["deploy.yml"];
  const { deploy, approval } = workflow?.jobs ?? {};
  const IS_DEPLOYED = `contains(fromJSON('["dev", "main"]'), github.ref_name)`;

  it("to dev or main is deployed, one run after the other, and none is cancelled", () => {
    expect(workflow?.on.push).toEqual({ branches: ["dev", "main"] });
    expect(deploy?.concurrency).toEqual({ group: "apply-${{ github.ref_name }}", "cancel-in-progress": false });
  });

  it("is not held back by a digest that waits for its reviewers", () => {
    expect(workflow?.concurrency).toEqual({
      group: "deploy-${{ github.ref_name }}${{ inputs.approve && '-approval' }}",
      "cancel-in-progress": false,
    });
    expect(approval).not.toHaveProperty("concurrency");
  });

  it("is applied as it was shown, with the role of its environment, for as long as the job may take", () => {
    expect(deploy).toMatchObject({
      environment: "${{ github.ref_name }}",
      permissions: { contents: "read", "id-token": "write", "pull-requests": "write", checks: "read" },
      "timeout-minutes": 120,
    });
    expect(deploy?.steps.slice(2)).toEqual([
      {
        name: "Take the deploy role",
        uses: expect.stringContaining("aws-actions/configure-aws-credentials@"),
        with: {
          "role-to-assume": "${{ vars.DEPLOY_ROLE }}",
          "role-session-name": "deploy-${{ github.run_id }}",
          "role-duration-seconds": 7200,
          "aws-region": "${{ vars.AWS_REGION }}",
        },
      },
      {
        name: "Take the token that manages the organisation",
        id: "organisation",
        // The stacks of GitHub belong to main.
        if: "github.ref_name == 'main'",
        uses: expect.stringContaining("actions/create-github-app-token@"),
        "continue-on-error": true,
        with: {
          "client-id": "${{ vars.ORGANISATION_MANAGER_CLIENT_ID }}",
          "private-key": "${{ secrets.ORGANISATION_MANAGER_PRIVATE_KEY }}",
          owner: "${{ github.repository_owner }}",
        },
      },
      {
        name: "Deploy",
        run: 'npx infra deploy --branch "$BRANCH" --commit "$GITHUB_SHA" --summary "$GITHUB_STEP_SUMMARY" ${DIGEST:+--approve "$DIGEST"}',
        env: {
          GITHUB_TOKEN: "${{ github.token }}",
          GITHUB_PROVIDER_TOKEN: "${{ steps.organisation.outputs.token }}",
          BRANCH: "${{ github.ref_name }}",
          DIGEST: "${{ needs.approval.result == 'success' && inputs.approve || '' }}",
        },
      },
    ]);
  });

  it("of something else needs a digest, and a reviewer of another environment, which opens nothing", () => {
    expect(workflow?.on.workflow_dispatch).toMatchObject({ inputs: { approve: { required: false, type: "string" } } });
    expect(approval).toMatchObject({
      if: `github.event_name == 'workflow_dispatch' && inputs.approve != '' && ${IS_DEPLOYED}`,
      environment: approvalEnvironment({ name: "${{ github.ref_name }}" }),
      permissions: {},
    });
    expect(approval?.steps.map(({ uses }) => uses)).toEqual([undefined]);
    expect(deploy?.needs).toBe("approval");
    expect(deploy?.if?.replace(/\s+/g, " ")).toBe(
      `!cancelled() && ${IS_DEPLOYED} && (needs.approval.result == 'success' || needs.approval.result == 'skipped')`,
    );
  });

  it("waits for reviewers that the catalogue names", () => {
    const { hosting, networks } = readCatalogue(join(__dirname, "..", "catalogue"));
    const ours = hosting?.repositories.find(({ name }) => name === "infra");
    for (const { name } of networks) {
      const environment = ours?.environments.find((each) => each.name === approvalEnvironment({ name }));
      expect(environment).toMatchObject({ branches: [name], approvers: ["platform"] });
      expect(environment?.variables).not.toHaveProperty("DEPLOY_ROLE");
    }
  });

  /** What a shell makes of the command's words. */
  const wordsOf = (env: NodeJS.ProcessEnv): readonly string[] =>
    execFileSync("bash", ["-e", "-c", (deploy?.steps.at(-1)?.run ?? "").replace("npx infra", "printf '%s\\n'")], {
      env: { PATH: process.env.PATH, BRANCH: "dev", GITHUB_SHA: "3f9c", GITHUB_STEP_SUMMARY: "/s m", ...env },
      encoding: "utf8",
      // Of a socket, bash thinks that somebody works at its other end, and reads what they set up for themselves.
      stdio: ["ignore", "pipe", "pipe"],
    })
      .trimEnd()
      .split("\n");

  it.each([
    ["none", "", []],
    ["a digest", "sha256:0a", ["--approve", "sha256:0a"]],
    ["what a shell would run", 'x"; $(echo y) `echo z` *', ["--approve", 'x"; $(echo y) `echo z` *']],
  ])("passes the digest on as one word, whatever it is: %s", (_, DIGEST, words) => {
    expect(wordsOf({ DIGEST })).toEqual([
      "deploy",
      "--branch",
      "dev",
      "--commit",
      "3f9c",
      "--summary",
      "/s m",
      ...words,
    ]);
  });
});

describe("the branches of this repository", () => {
  const { "dev-to-main.yml": release, "back-merge.yml": backMerge } = all;

  it.each([
    ["the release", release?.jobs.release, "npx infra flow release", "read"],
    ["the back-merge", backMerge?.jobs["back-merge"], "npx infra flow back-merge", "write"],
  ])("%s is opened by an app, as nothing runs on what a job's own token opens", (_, job, run, contents) => {
    expect(job).toMatchObject({ environment: "flow", permissions: { contents: "read" } });
    expect(job?.steps.slice(2)).toEqual([
      {
        name: "Take the token of the app",
        id: "app",
        uses: expect.stringContaining("actions/create-github-app-token@"),
        // The command then says what is not set up.
        "continue-on-error": true,
        with: {
          "client-id": "${{ vars.FLOW_APP_CLIENT_ID }}",
          "private-key": "${{ secrets.FLOW_APP_PRIVATE_KEY }}",
          "permission-contents": contents,
          "permission-pull-requests": "write",
        },
      },
      {
        name: expect.any(String),
        run,
        env: { GITHUB_TOKEN: "${{ steps.app.outputs.token }}", GITHUB_APP: "${{ steps.app.outputs.app-slug }}" },
      },
    ]);
  });

  it("are looked at after every push to one of them, one run after the other", () => {
    for (const workflow of [release, backMerge]) {
      expect(workflow?.on).toEqual({ push: { branches: ["dev", "main"] } });
      expect(workflow?.concurrency).toMatchObject({ "cancel-in-progress": false });
    }
    // The catalogue that is released, not the one that was pushed to.
    expect(release?.jobs.release?.steps[0]?.with).toMatchObject({ ref: "dev" });
  });

  it("have an environment for the app's key, which opens no network", () => {
    const { hosting } = readCatalogue(join(__dirname, "..", "catalogue"));
    const ours = hosting?.repositories.find(({ name }) => name === "infra");
    expect(ours?.environments.find(({ name }) => name === "flow")).toMatchObject({
      branches: ["dev", "main"],
      approvers: [],
      variables: { PROTECTION: "none" },
    });
  });
});

describe("every night", () => {
  const drift = all["drift.yml"];
  const job = drift?.jobs.drift;

  it("both networks are compared with what was deployed, each by the code of its branch and a role that reads", () => {
    expect(Object.keys(drift?.on as object)).toEqual(["schedule", "workflow_dispatch"]);
    expect(job).toMatchObject({
      environment: "${{ matrix.network }}-inspect",
      strategy: { "fail-fast": false, matrix: { network: ["dev", "main"] } },
      permissions: { contents: "read", "id-token": "write", issues: "write" },
    });
    expect(job?.steps[0]?.with).toMatchObject({ ref: "${{ matrix.network }}", "fetch-depth": 0 });
    expect(job?.steps.slice(-2)).toMatchObject([
      { with: { "role-to-assume": "${{ vars.INSPECT_ROLE }}" } },
      { run: 'npx infra drift --branch "$BRANCH" --summary "$GITHUB_STEP_SUMMARY" --issues' },
    ]);
  });

  it("one run goes on after the other: two at once would open an issue twice", () => {
    expect(drift?.concurrency).toEqual({ group: "drift-${{ github.repository }}", "cancel-in-progress": false });
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
