import { runInNewContext } from "node:vm";
import { apiUrlProblem } from "../model/api-url";
import { environmentSubject, workflowOnBranch } from "../model/github-subjects";
import { SITE_WORKFLOWS_BRANCH, siteEnvironment } from "../model/sites";
import { clientHost } from "../operations/sites/client-host";
import {
  all,
  besides,
  EXAMPLES,
  files,
  github,
  hosting,
  INPUTS,
  inputsOf,
  jobOf,
  named,
  OPTIONAL,
  siteLines,
  stepOf,
  textOf,
  usesOf,
  ways,
  withoutLine,
} from "./support/site-workflows";
import type { Job } from "./support/workflows";

/** What GitHub makes of an expression; `&&`, `||`, `==` and `!=` mean there what they mean in JavaScript. */
const evaluated = (text: unknown, contexts: object): unknown =>
  runInNewContext(String(text).replace(/^\$\{\{ (.*) \}\}$/, "$1"), {
    ...contexts,
    format: (pattern: string, ...words: string[]) => pattern.replace(/\{(\d)\}/g, (_, index) => words[index] ?? ""),
  });

describe("the workflows that deploy sites", () => {
  it("are called as people know them", () => {
    expect(files.map(([file, { name }]) => [file, name])).toEqual([
      ["deploy-from-rc-to-client.yml", "Deploy from RC to Client"],
      ["deploy-to-all-clients.yml", "Deploy to all Clients"],
      ["deploy-to-client.yml", "Deploy to Client"],
      ["deploy-to-dev.yml", "Deploy to Dev"],
      ["deploy-to-prod.yml", "Deploy to Prod"],
      ["deploy-to-rc.yml", "Deploy to RC"],
      ["deploy-to-uat.yml", "Deploy to UAT"],
      ["roll-back-site.yml", "Roll back"],
    ]);
  });

  it("are one for each way to a stage, one to every client, one back, and no more", () => {
    expect([...new Set([...ways, ...besides].map(({ file }) => file))].sort()).toEqual(files.map(([file]) => file));
  });

  it.each(files)("%s: is called by a repository of sites, and run by hand here", (file, { on }) => {
    expect(Object.keys(on)).toEqual(["workflow_call", "workflow_dispatch"]);
    const lines = siteLines.map(({ name }) => name);
    expect(inputsOf(file, "workflow_call").line).toMatchObject({ required: true, type: "string" });
    expect(inputsOf(file, "workflow_dispatch").line).toMatchObject({ required: true, type: "choice", options: lines });
  });

  it.each(files)("%s: asks for what the document says, in both forms alike", (file) => {
    const called = withoutLine(inputsOf(file, "workflow_call"));
    const byHand = withoutLine(inputsOf(file, "workflow_dispatch"));
    expect([called, byHand].map(Object.keys)).toEqual([INPUTS[file], INPUTS[file]]);
    for (const [name, input] of Object.entries(called))
      expect(input).toMatchObject({ required: !OPTIONAL[file]?.includes(name), type: "string" });
    // Only a form has lists to choose from.
    const { stage: said, ...others } = called as Record<string, unknown>;
    const { stage: chosen, ...same } = byHand as Record<string, unknown>;
    expect(others).toEqual(same);
    expect([said, chosen].map((input) => input !== undefined)).toEqual(Array(2).fill(INPUTS[file]?.includes("stage")));
  });

  it.each(siteLines)("roll back: offers the stages of $name", ({ stages }) => {
    const { stage } = inputsOf("roll-back-site.yml", "workflow_dispatch");
    expect(stage).toMatchObject({ required: true, type: "choice", options: stages.map(({ name }) => name) });
    expect(stage).not.toHaveProperty("default");
  });

  it.each(named)("%s: names good examples, and what a branch cannot be", (_, { file }) => {
    const { domain, "api-url": apiUrl, branch } = inputsOf(file, "workflow_call");
    const example = EXAMPLES[file];
    expect([
      domain?.description.match(/[\w.-]+\.biz/)?.[0],
      apiUrl?.description.match(/https:[^ .]+(?:\.[^ .]+)*/)?.[0],
    ]).toEqual(example === undefined ? [undefined, undefined] : [...example]);
    if (branch) expect(branch.description).toContain("It cannot be main");
    const way = ways.find((each) => each.file === file);
    if (!way || !example) return;
    expect(clientHost(way.line, way.stage, example[0])).toBe(example[0]);
    expect(apiUrlProblem(example[1])).toBeUndefined();
  });

  it.each(named)("%s: say what the stage is for, or that it is for exceptional cases", (_, { file, source, stage }) => {
    const comment = textOf(file)
      .split("\n")
      .filter((line) => line.startsWith("# "))
      .map((line) => line.slice(2))
      .join(" ");
    expect(comment).toContain("docs/sites.md");
    if (source.warning !== undefined) expect(comment).toMatch(/^Not recommended, for exceptional cases only: /);
    else expect(comment).toMatch(new RegExp(`^${stage.name}: `, "i"));
  });
});

describe("one after the other", () => {
  /** What GitHub calls a group, with these inputs. */
  const groupOf = (file: string, inputs: Readonly<Record<string, string>>): string =>
    (all[file]?.concurrency?.group ?? "").replace(/\$\{\{ (.*?) \}\}/g, (_, expression) =>
      String(evaluated(expression, { inputs: { domain: "", ...inputs } })),
    );

  it.each(named)("%s: waits for whoever rolls back the same site, and the other way round", (_, { file, stage }) => {
    const inputs = { line: "qro", ...(stage.sites === "many" && { domain: "amazingcafe.example" }) };
    expect(groupOf("roll-back-site.yml", { ...inputs, stage: stage.name })).toBe(groupOf(file, inputs));
  });

  it.each(["roll-back-site.yml", "deploy-to-all-clients.yml"])("%s: none that waits is dropped", (file) => {
    expect(all[file]?.concurrency).toEqual({
      group: expect.stringMatching(/^site-\$\{\{ inputs\.line \}\}-/),
      queue: "max",
      "cancel-in-progress": false,
    });
  });

  it.each(named)("%s: a stage with one site, or a client's site, whoever asks", (_, { file, stage }) => {
    expect(all[file]?.concurrency).toEqual({
      group: `site-\${{ inputs.line }}-${stage.name}${stage.sites === "many" ? "-${{ inputs.domain }}" : ""}`,
      // Documented by GitHub, and not known to actionlint: none that waits is dropped.
      queue: "max",
      "cancel-in-progress": false,
    });
  });

  it.each(files)("%s: no job waits or is cancelled by itself", (_, { jobs }) => {
    for (const job of Object.values(jobs)) expect(job).not.toHaveProperty("concurrency");
  });
});

describe("the jobs", () => {
  it.each(named)("%s: check, build where a branch is taken, deploy", (_, { file, source }) => {
    const jobs = all[file]?.jobs ?? {};
    expect(Object.entries(jobs).map(([id, { needs }]) => [id, needs])).toEqual(
      source.kind === "branch"
        ? [
            ["check", undefined],
            ["build", "check"],
            ["deploy", ["check", "build"]],
          ]
        : [
            ["check", undefined],
            ["deploy", "check"],
          ],
    );
    for (const { if: condition } of Object.values(jobs)) expect(condition).toBeUndefined();
  });

  it.each(besides)("$file: check, then do it for $stage.name", ({ file }) => {
    const jobs = Object.entries(all[file]?.jobs ?? {});
    expect(jobs.map(([id, { needs, if: condition }]) => [id, needs, condition])).toEqual([
      ["check", undefined, undefined],
      ["deploy", "check", undefined],
    ]);
  });

  it("to every client ends before the session of its role does", () => {
    const { "timeout-minutes": minutes = 0, steps } = jobOf("deploy-to-all-clients.yml", "deploy");
    expect(minutes * 60).toBeLessThanOrEqual(3600);
    expect(JSON.stringify(steps)).not.toContain("role-duration-seconds");
  });

  it.each(files)("%s: what is asked for is checked before anybody has a role or an environment", (file) => {
    const { check } = all[file]?.jobs ?? {};
    expect(check?.permissions).toEqual({ contents: "read" });
    expect(check).not.toHaveProperty("environment");
    expect(usesOf(jobOf(file, "check"))).toEqual([
      "actions/create-github-app-token",
      "actions/checkout",
      "./.github/actions/setup",
    ]);
    expect(check?.steps.at(-1)?.run).toMatch(/ --dry-run --check-inputs$/);
  });

  it.each(named.filter(([, { source }]) => source.kind === "branch"))(
    "%s: a build gets no identity, no environment and nothing of AWS",
    (_, { file, stage }) => {
      const build = jobOf(file, "build");
      expect(build.permissions).toEqual({ contents: "read" });
      expect(build).not.toHaveProperty("environment");
      expect(usesOf(build)).toEqual([
        "actions/create-github-app-token",
        "actions/checkout",
        "actions/setup-node",
        "actions/upload-artifact",
      ]);
      expect(build.steps.flatMap(({ run }) => run ?? [])).toEqual(["npm ci", "npm run build"]);
      for (const { env } of build.steps) expect(env).toBeUndefined();
      const kept = stepOf(build, "Keep the build").with;
      expect(stepOf(jobOf(file, "deploy"), "Fetch the build").with).toEqual({ name: kept?.name, path: "site-build" });
      expect(kept).toMatchObject({ name: `site-\${{ inputs.line }}-${stage.name}`, path: "dist" });
    },
  );

  it.each(named.filter(([, { source }]) => source.kind === "branch"))(
    "%s: reads the branch once; that commit is built, published and promoted",
    (_, { file, source }) => {
      const [build, deploy] = [jobOf(file, "build"), jobOf(file, "deploy")];
      const only = source.kind === "branch" && "only" in source.branches ? source.branches.only : undefined;
      const code = stepOf(build, "Check out the code of the sites");
      expect(code).toMatchObject({ id: "code", with: { ref: `refs/heads/${only ?? "${{ inputs.branch }}"}` } });
      expect(build.outputs).toEqual({ commit: "${{ steps.code.outputs.commit }}" });
      for (const step of ["Publish", "Promote"]) {
        expect(stepOf(deploy, step).env).toMatchObject({ COMMIT: "${{ needs.build.outputs.commit }}" });
        expect(stepOf(deploy, step).run).toContain('--commit="$COMMIT"');
      }
    },
  );

  it.each(files)("%s: deploys with the role of its environment, and may see who approved", (file) => {
    const deploy = jobOf(file, "deploy");
    expect(deploy.permissions).toEqual({ contents: "read", "id-token": "write", actions: "read" });
    expect(stepOf(deploy, "Take the role of the sites").with).toEqual({
      "role-to-assume": "${{ vars.SITE_ROLE }}",
      "role-session-name": "site-${{ github.run_id }}",
      "aws-region": "${{ vars.AWS_REGION }}",
    });
    expect(deploy.steps.at(-1)).toMatchObject({
      name: file === "roll-back-site.yml" ? "Roll back" : "Promote",
      run: expect.stringMatching(/ --summary "\$GITHUB_STEP_SUMMARY"$/),
      env: { GITHUB_TOKEN: "${{ github.token }}", SITE_CREDENTIALS: "${{ secrets.SITE_CREDENTIALS }}" },
    });
  });

  it.each(files)(
    "%s: run this very commit, wherever they are called from, and leave no token behind",
    (_, { jobs }) => {
      for (const [id, { steps }] of Object.entries(jobs)) {
        for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
          expect(step.with).toMatchObject({ "persist-credentials": false });
        if (id === "build") continue;
        const [app, checkout, setup] = steps;
        expect(app?.uses).toMatch(/^actions\/create-github-app-token@/);
        expect(checkout?.with).toMatchObject({
          repository: "${{ job.workflow_repository }}",
          ref: "${{ job.workflow_sha }}",
        });
        expect(setup?.uses).toBe("./.github/actions/setup");
      }
    },
  );

  it.each(files)("%s: know of the job only what GitHub documents", (file) => {
    // actionlint knows none of these, so it looks at none of them.
    const known = new Set(["workflow_repository", "workflow_sha"]);
    const asked = [...textOf(file).matchAll(/\bjob\.(\w+)/g)].map(([, name = ""]) => name);
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("the environment of a deployment", () => {
  it.each(named)("%s: is the catalogue's, in both repositories, with its reviewers and its role", (_, way) => {
    const { line, stage, source, from, file } = way;
    const environment = jobOf(file, "deploy").environment?.replace("${{ inputs.line }}", line.name);
    expect(environment).toBe(siteEnvironment(line.name, stage.name, from));
    expect(source.environment).toBe(environment);
    for (const repository of [github.repository, line.repository.name]) {
      const made = hosting?.repositories.find(({ name }) => name === repository);
      const found = made?.environments.find(({ name }) => name === environment);
      expect(found).toMatchObject({ branches: [SITE_WORKFLOWS_BRANCH], approvers: source.approvers });
      expect({ ...made?.variables, ...found?.variables }).toMatchObject({
        AWS_REGION: stage.place.region,
        SITE_ROLE: stage.place.role.arn,
      });
    }
  });

  it.each(besides)("$file: is that of the usual way to $stage.name", ({ file, line, stage, environment }) => {
    expect(jobOf(file, "deploy").environment).toBe(`\${{ inputs.line }}-${environment}`);
    const named = environment.replace("${{ inputs.stage }}", stage.name);
    expect(stage.sources[0]?.environment).toBe(siteEnvironment(line.name, named));
  });

  it.each(named)("%s: is trusted by its role, in that file on that branch, and so is nothing else", (_, way) => {
    const { line, stage, source, file, from } = way;
    const beside = besides.filter((each) => each.line === line && each.stage === stage && from === undefined);
    const trustedFiles = [file, ...beside.map((each) => each.file)];
    const repositories = [github, { ...github, repository: line.repository.name, repositoryId: line.repository.id }];
    const trusted = stage.place.jobs.filter(({ subject }) =>
      repositories.some((repository) => subject === environmentSubject(repository, source.environment)),
    );
    expect(trusted).toEqual(
      trustedFiles.flatMap((each) =>
        repositories.map((repository) => ({
          repositoryId: repository.repositoryId,
          subject: environmentSubject(repository, source.environment),
          workflow: workflowOnBranch(github, each, SITE_WORKFLOWS_BRANCH),
        })),
      ),
    );
  });

  it("is named by every job that a role trusts", () => {
    const workflowsTrusted = siteLines.flatMap(({ stages }) =>
      stages.flatMap(({ place }) => place.jobs.map(({ workflow }) => workflow)),
    );
    for (const workflow of workflowsTrusted)
      expect(files.map(([file]) => workflowOnBranch(github, file, SITE_WORKFLOWS_BRANCH))).toContain(workflow);
  });
});

describe("the token of the app", () => {
  it.each(files)("%s: is the only thing that its key is for, and reads code of one repository", (file, { jobs }) => {
    for (const { steps } of Object.values(jobs)) {
      for (const step of steps) {
        const key = JSON.stringify(step).includes("SITE_APP_PRIVATE_KEY");
        expect(key).toBe(step.uses?.startsWith("actions/create-github-app-token@") === true);
        if (!key) continue;
        expect(step.with).toEqual({
          "client-id": "${{ vars.SITE_APP_CLIENT_ID }}",
          "private-key": "${{ secrets.SITE_APP_PRIVATE_KEY }}",
          owner: "${{ github.repository_owner }}",
          repositories: expect.stringMatching(/^[^,\n]+$/),
          "permission-contents": "read",
        });
      }
    }
    const secrets = [...textOf(file).matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name);
    expect([...new Set(secrets)].sort()).toEqual(["SITE_APP_PRIVATE_KEY", "SITE_CREDENTIALS"]);
  });

  const contexts = (repository: string) => ({
    github: { repository, repository_owner: "equipweb", token: "the job's" },
    job: { workflow_repository: "equipweb/infra" },
    env: { SITE_REPOSITORY: "edgecafe" },
    steps: { app: { outputs: { token: "the app's" } } },
  });
  const skipped = { steps: { app: { outputs: { token: "" } } } };
  const CALLED = contexts("equipweb/edgecafe");
  const BY_HAND = contexts("equipweb/infra");

  /** What a job takes: whose code the app reads for it, and with which token each checkout is made. */
  function taken(job: Job, where: ReturnType<typeof contexts>) {
    const [app, checkout] = job.steps;
    const takes = app?.if === undefined || evaluated(app.if, where) === true;
    const then = takes ? where : { ...where, ...skipped };
    const reads = String(app?.with?.repositories);
    return {
      app: takes ? (reads.includes("${{") ? evaluated(reads, where) : reads) : undefined,
      checkout: evaluated(checkout?.with?.token, then),
      branch: evaluated(job.steps.at(-1)?.env?.SITE_REPOSITORY_TOKEN ?? "undefined", then),
    };
  }

  it.each(files)(
    "%s: reads this code where another repository calls, and that of the sites where it is needed",
    (_, { jobs }) => {
      const ours = {
        called: { app: "infra", checkout: "the app's" },
        byHand: { app: undefined, checkout: "the job's" },
      };
      const theirs = {
        called: { app: undefined, checkout: "the job's" },
        byHand: { app: "edgecafe", checkout: "the app's" },
      };
      for (const [id, job] of Object.entries(jobs)) {
        const seesBranch = job.steps.at(-1)?.env?.SITE_REPOSITORY_TOKEN !== undefined;
        const [called, byHand] = [taken(job, CALLED), taken(job, BY_HAND)];
        if (seesBranch) {
          expect(called).toEqual({ app: "infra", checkout: "the app's", branch: "the job's" });
          expect(byHand).toEqual({ app: "edgecafe", checkout: "the job's", branch: "the app's" });
        } else expect({ called, byHand }).toMatchObject(id === "build" ? theirs : ours);
      }
    },
  );

  it.each(named.filter(([, { file }]) => textOf(file).includes("SITE_REPOSITORY:")))(
    "%s: knows the repository of each line, and none of another",
    (_, { file, line }) => {
      const expression = all[file]?.env?.SITE_REPOSITORY;
      expect(evaluated(expression, { inputs: { line: line.name } })).toBe(line.repository.name);
      expect(evaluated(expression, { inputs: { line: "other" } })).toBe("");
    },
  );
});
