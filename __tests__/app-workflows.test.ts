import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  APP_WORKFLOWS,
  APP_WORKFLOWS_BRANCH,
  appEnvironment,
  asksBeforeItDeploys,
  DEPLOYER_IMAGE_WORKFLOW,
} from "../model/apps";
import { readCatalogue } from "../model/catalogue";
import { environmentSubject, workflowOnBranch } from "../model/github-subjects";
import { begunBy, COMPONENTS, EXAMPLE_APP } from "../operations/versions/components";
import { evaluated, filledIn, isStartedBy } from "./support/workflow-expressions";
import { appTemplates, isOfApps, type Job, type Step, type Workflow, workflows } from "./support/workflows";

const ROOT = join(__dirname, "..");
const { github, hosting, apps } = readCatalogue(join(ROOT, "catalogue"));
const files = Object.entries(workflows()).filter(([file]) => isOfApps(file));
const all: Readonly<Record<string, Workflow>> = Object.fromEntries(files);
const textOf = (file: string): string => readFileSync(join(ROOT, ".github", "workflows", file), "utf8");
const HAND_IN = Object.values(APP_WORKFLOWS);
const stages = apps.flatMap((app) => app.stages.map((stage) => ({ app, stage })));

/** @throws Error when there is none. */
const jobOf = (file: string, id: string): Job => {
  const job = all[file]?.jobs[id];
  if (!job) throw new Error(`${file} has no job ${id}`);
  return job;
};
const runsOf = ({ steps }: Job): readonly string[] => steps.flatMap(({ run }) => run ?? []);
const usesOf = ({ steps }: Job): readonly string[] => steps.flatMap(({ uses }) => uses?.split("@")[0] ?? []);
const stepOf = (job: Job, name: string): Step => {
  const step = job.steps.find((each) => each.name === name);
  if (!step) throw new Error(`there is no step "${name}"`);
  return step;
};

describe("the workflows that deploy apps", () => {
  it("are called as the document calls them", () => {
    expect(files.map(([file, { name }]) => [file, name])).toEqual([
      ["app-deploy.yml", ": deploy"],
      ["app-release.yml", ": release"],
      ["deployer-image.yml", "Deployer image"],
    ]);
    expect([...HAND_IN, DEPLOYER_IMAGE_WORKFLOW]).toEqual(files.map(([file]) => file));
  });

  it("start by a push, by hand, and where another repository calls; a release never by a push", () => {
    expect(files.map(([file, { on }]) => [file, Object.keys(on)])).toEqual([
      ["app-deploy.yml", ["push", "workflow_dispatch", "workflow_call"]],
      ["app-release.yml", ["workflow_dispatch", "workflow_call"]],
      ["deployer-image.yml", ["workflow_dispatch", "workflow_call"]],
    ]);
    expect(all["app-deploy.yml"]?.on.push?.branches).toEqual(["main"]);
  });

  it("ask a manager for nothing: the version of a release is computed", () => {
    expect(all["app-release.yml"]?.on.workflow_dispatch).toBeNull();
  });

  it("offer the apps and the stages of the catalogue, and no more", () => {
    const names = apps.map(({ name }) => name);
    const { app, stage } = all["app-deploy.yml"]?.on.workflow_dispatch?.inputs ?? {};
    expect([app?.options, all["deployer-image.yml"]?.on.workflow_dispatch?.inputs?.app?.options]).toEqual([
      names,
      names,
    ]);
    for (const { stages: of } of apps) expect(of.map(({ environment }) => environment.name)).toEqual(stage?.options);
    expect(jobOf("deployer-image.yml", "push").strategy?.matrix.stage).toEqual(stage?.options);
  });
});

describe("a push to main", () => {
  const paths = all["app-deploy.yml"]?.on.push?.paths ?? [];
  const app = { image: false, deploy: true };
  const image = { image: true, deploy: false };
  const nothing = { image: false, deploy: false };

  it("is looked at for the paths of every component, and nothing that is written for people counts", () => {
    const listed = COMPONENTS.flatMap((component) => component.paths).map((path) =>
      path.endsWith("/") ? `${path}**` : path,
    );
    expect(paths).toEqual([...listed, "!**/*.md", "!**/docs/**"]);
  });

  it.each([
    ["the site", ["runtime/portal/web/index.html"], app],
    ["a file of the site that begins with a dot", ["runtime/portal/web/.well-known/security.txt"], app],
    ["the API", ["runtime/portal/api/index.js"], app],
    ["both", ["runtime/portal/web/app.js", "runtime/portal/api/index.js"], app],
    ["the Deployer", ["runtime/deployer/main.ts"], image],
    ["its Dockerfile", ["runtime/deployer/Dockerfile"], image],
    ["what the Deployer shares", ["runtime/site/release.ts"], image],
    ["the packages that are bundled into it", ["package-lock.json"], image],
    [
      "the Deployer and the app",
      ["runtime/deployer/main.ts", "runtime/portal/api/index.js"],
      { image: true, deploy: true },
    ],
    ["documents", ["docs/app.md", "README.md", "docs/images/body.png"], nothing],
    ["a document beside the app", ["runtime/portal/README.md"], nothing],
    ["a document in the site's folder", ["runtime/portal/web/NOTES.md"], nothing],
    ["documents in the API's folder", ["runtime/portal/api/docs/routes.txt"], nothing],
    ["a document of the Deployer", ["runtime/deployer/README.md"], nothing],
    ["a document and the app", ["docs/app.md", "runtime/portal/web/app.js"], app],
    ["the catalogue", ["catalogue/apps/portal.yaml"], nothing],
    ["a workflow", [".github/workflows/app-deploy.yml"], nothing],
    ["a folder whose name only begins alike", ["runtime/portal/website/index.html", "runtime/deployers/x.ts"], nothing],
    ["a file of the same name elsewhere", ["scripts/tools/package-lock.json"], nothing],
    ["the edge function", ["runtime/edge/viewer-request.js"], nothing],
    ["nothing", [], nothing],
  ])("of %s", (_, changed, begun) => {
    expect(begunBy(changed)).toEqual(begun);
    expect(isStartedBy(paths, changed)).toBe(begun.image || begun.deploy);
  });

  it("of which nobody knows what it changes begins both", () => {
    expect(begunBy(undefined)).toEqual({ image: true, deploy: true });
  });

  it("deploys what is there: the folders of the example app", () => {
    for (const folder of ["web/index.html", "api"]) expect(existsSync(join(ROOT, EXAMPLE_APP, folder))).toBe(true);
  });
});

describe("the jobs of : deploy", () => {
  const jobs = all["app-deploy.yml"]?.jobs ?? {};
  const yes = () => true;
  const no = () => false;

  /** Which jobs run, with these inputs, after what the first one found, where each that runs ends well. */
  function ran(
    changes: { readonly image?: string; readonly deploy?: string },
    inputs: { readonly version?: string } = {},
  ) {
    const needs = { changes: { outputs: { image: "", deploy: "", ...changes } } };
    const contexts = { needs, inputs: { version: "", ...inputs }, cancelled: no, failure: no, success: yes };
    return Object.entries(jobs)
      .filter(([, { if: condition }]) => condition === undefined || evaluated(condition, contexts) === true)
      .map(([id]) => id);
  }

  it.each([
    ["the app changed", { image: "false", deploy: "true" }, {}, ["changes", "build", "deploy"]],
    ["the Deployer changed", { image: "true", deploy: "false" }, {}, ["changes", "image"]],
    ["both changed", { image: "true", deploy: "true" }, {}, ["changes", "image", "build", "deploy"]],
    ["nothing changed", { image: "false", deploy: "false" }, {}, ["changes"]],
    ["another repository calls", {}, {}, ["changes", "build", "deploy"]],
    ["a release is deployed again", { image: "true", deploy: "true" }, { version: "v1.4.0" }, ["changes", "deploy"]],
    ["another repository goes back", {}, { version: "v1.4.0" }, ["changes", "deploy"]],
  ])("%s", (_, changes, inputs, expected) => {
    expect(ran(changes, inputs)).toEqual(expected);
  });

  it("follow each other: the image first, and no deployment after one of them failed or was cancelled", () => {
    expect(Object.entries(jobs).map(([id, { needs }]) => [id, needs])).toEqual([
      ["changes", undefined],
      ["image", "changes"],
      ["build", "changes"],
      ["deploy", ["changes", "image", "build"]],
    ]);
    const needs = { changes: { outputs: { deploy: "true" } } };
    for (const [failure, cancelled] of [
      [yes, no],
      [no, yes],
    ] as const)
      expect(evaluated(jobs.deploy?.if, { needs, failure, cancelled })).toBe(false);
  });

  it("push the image by the workflow that its role trusts, and do nothing else there", () => {
    expect(jobs.image).toMatchObject({
      uses: `./.github/workflows/${DEPLOYER_IMAGE_WORKFLOW}`,
      permissions: { contents: "read", "id-token": "write" },
    });
    expect(jobs.image?.steps).toEqual([]);
  });

  it("take a version from one place: what was built, or a release", () => {
    const { deploy } = jobs as { readonly deploy: Job };
    expect(deploy.steps.map(({ name, if: condition }) => [name, condition]).slice(3)).toEqual([
      ["Fetch the build", "inputs.version == ''"],
      ["Package", "inputs.version == ''"],
      ["Fetch the package of the release", "inputs.version != ''"],
      ["Take the role that hands in packages", undefined],
      ["Deploy", undefined],
    ]);
  });
});

describe("the jobs of : release", () => {
  const { version, build, release, deploy } = all["app-release.yml"]?.jobs ?? {};

  it("compute, build, release and deploy, one after the other, of main alone", () => {
    expect(Object.entries(all["app-release.yml"]?.jobs ?? {}).map(([id, { needs }]) => [id, needs])).toEqual([
      ["version", undefined],
      ["build", "version"],
      ["release", ["version", "build"]],
      ["deploy", ["version", "release"]],
    ]);
    expect(version?.if).toBe("github.ref == 'refs/heads/main'");
    for (const job of [build, release, deploy]) expect(job).not.toHaveProperty("if");
  });

  it("may write where the release is made, and nowhere where a role is taken or code of others runs", () => {
    expect([version, build, release, deploy].map((job) => job?.permissions)).toEqual([
      { contents: "read", deployments: "read" },
      { contents: "read" },
      { contents: "write", deployments: "read" },
      { contents: "read", "id-token": "write" },
    ]);
  });

  it("see the whole history of the app's code, at the commit that is released", () => {
    for (const job of [version, release])
      expect(stepOf(job as Job, "Check out the code of the app").with).toEqual({
        ref: "${{ github.sha }}",
        path: "app-code",
        "fetch-depth": 0,
        "persist-credentials": false,
      });
  });

  it("deploy the very package of the release", () => {
    expect(runsOf(deploy as Job)).toEqual([
      'npx infra app release-package "$APP" --output package.zip -- "$TAG"',
      'npx infra app deploy "$APP" prd --package package.zip --limit 45 --awaiting-is-done --summary "$GITHUB_STEP_SUMMARY"',
    ]);
    expect(stepOf(deploy as Job, "Fetch the package of the release").env?.TAG).toBe("${{ needs.version.outputs.tag }}");
  });

  it("ask the same twice: what is released is what was computed", () => {
    const [asked] = runsOf(version as Job);
    const [, made] = runsOf(release as Job);
    const same = 'npx infra app release "$APP" --code app-code --commit "$GITHUB_SHA" --path="$CODE"';
    expect([asked, made].map((run) => run?.slice(0, same.length))).toEqual([same, same]);
  });
});

describe("one after the other", () => {
  const groupOf = (file: string, inputs: object): string => filledIn(all[file]?.concurrency?.group ?? "", { inputs });

  it.each(files)("%s: none that waits is dropped, and none that runs is cancelled", (_, { concurrency, jobs }) => {
    expect(concurrency).toEqual({ group: expect.any(String), queue: "max", "cancel-in-progress": false });
    for (const job of Object.values(jobs)) expect(job).not.toHaveProperty("concurrency");
  });

  it("those to one stage wait for each other, and for nobody else", () => {
    expect(groupOf("app-deploy.yml", {})).toBe("app-portal-stg");
    expect(groupOf("app-deploy.yml", { app: "shop", stage: "dev" })).toBe("app-shop-dev");
    expect(groupOf("app-deploy.yml", { app: "portal", stage: "prd" })).toBe(groupOf("app-release.yml", {}));
  });
});

describe("the environment of a deployment", () => {
  const inputs = (app: string, stage: string) => ({ inputs: { app, stage }, matrix: { stage } });

  it.each(stages.map((each) => [each.stage.stackId, each] as const))(
    "%s: is the catalogue's in both repositories, without reviewers: production is approved in the pipeline",
    (_, { app, stage }) => {
      const name = appEnvironment(app.name, stage.environment.name);
      const ofJobs = [
        ["app-deploy.yml", "deploy"],
        ["deployer-image.yml", "push"],
        ...(asksBeforeItDeploys(stage) ? [["app-release.yml", "deploy"]] : []),
      ].map(([file = "", id = ""]) =>
        filledIn(jobOf(file, id).environment ?? "", inputs(app.name, stage.environment.name)),
      );
      expect([...new Set(ofJobs)]).toEqual([name]);
      for (const repository of [github.repository, app.repository.name]) {
        const made = hosting?.repositories.find((each) => each.name === repository);
        const found = made?.environments.find((each) => each.name === name);
        expect(found).toMatchObject({ branches: [APP_WORKFLOWS_BRANCH], approvers: [] });
        expect({ ...made?.variables, ...found?.variables }).toMatchObject({
          AWS_REGION: stage.region,
          UPLOADER_ROLE: stage.deployer.uploader.arn,
        });
      }
    },
  );

  it.each(stages.map((each) => [each.stage.stackId, each] as const))(
    "%s: its roles trust the jobs that take them, in those files on that branch, and no other",
    (_, { app, stage }) => {
      const subjectIn = (repository: string, repositoryId: number) =>
        environmentSubject({ ...github, repository, repositoryId }, appEnvironment(app.name, stage.environment.name));
      const ours = [github.repository, github.repositoryId] as const;
      const theirs = [app.repository.name, app.repository.id] as const;
      const jobsIn = (file: string, repositories: readonly (readonly [string, number])[]) =>
        repositories.map(([name, id]) => ({
          repositoryId: id,
          subject: subjectIn(name, id),
          workflow: workflowOnBranch(github, file, APP_WORKFLOWS_BRANCH),
        }));
      const handingIn = asksBeforeItDeploys(stage) ? HAND_IN : [APP_WORKFLOWS.deploy];
      const sorted = (jobs: readonly object[]) => jobs.map((job) => JSON.stringify(job)).sort();
      expect(sorted(stage.deployer.uploader.jobs)).toEqual(
        sorted(handingIn.flatMap((file) => jobsIn(file, [ours, theirs]))),
      );
      expect(stage.deployer.imagePusher.jobs).toEqual(jobsIn(DEPLOYER_IMAGE_WORKFLOW, [ours]));
    },
  );

  it.each([
    ["app-deploy.yml", "deploy", "UPLOADER_ROLE", "app"],
    ["app-release.yml", "deploy", "UPLOADER_ROLE", "app"],
    ["deployer-image.yml", "push", "IMAGE_PUSHER_ROLE", "image"],
  ])("%s: one job takes a role, that of its environment, and hands it to one command", (file, id, role, session) => {
    const taking = Object.entries(all[file]?.jobs ?? {}).filter(([, job]) =>
      usesOf(job).includes("aws-actions/configure-aws-credentials"),
    );
    expect(taking.map(([name]) => name)).toEqual([id]);
    const [take, ...after] = jobOf(file, id).steps.slice(-2);
    expect(take?.with).toEqual({
      "role-to-assume": `\${{ vars.${role} }}`,
      "role-session-name": `${session}-\${{ github.run_id }}`,
      "aws-region": "${{ vars.AWS_REGION }}",
    });
    expect(after.map(({ name }) => name)).toEqual([id === "push" ? "Push" : "Deploy"]);
  });
});

describe("a build", () => {
  it.each(HAND_IN)("%s: gets no identity, no environment, no secret and nothing of AWS", (file) => {
    const build = jobOf(file, "build");
    expect(build.permissions).toEqual({ contents: "read" });
    expect(build).not.toHaveProperty("environment");
    expect(usesOf(build)).toEqual(["actions/checkout", "actions/setup-node", "actions/upload-artifact"]);
    expect(runsOf(build)).toEqual(["npm ci", "npm run build"]);
    for (const { env } of build.steps) expect(env).toBeUndefined();
  });

  it.each(HAND_IN)("%s: is that of the app's repository, or the example's folders as they are", (file) => {
    const kept = stepOf(jobOf(file, "build"), "Keep the build").with;
    const contexts = (repository: string) => ({
      job: { workflow_repository: "equipweb/infra" },
      github: { repository },
    });
    expect(["equipweb/infra", "equipweb/portal"].map((name) => evaluated(kept?.path, contexts(name)))).toEqual([
      EXAMPLE_APP,
      "dist",
    ]);
    const packing = jobOf(file, file === APP_WORKFLOWS.deploy ? "deploy" : "release");
    expect(stepOf(packing, "Fetch the build").with).toEqual({ name: kept?.name, path: "app-build" });
    expect(stepOf(packing, "Package").run).toContain("--web app-build/web --api app-build/api");
  });

  it("of the image is made without a role, and the same bytes are pushed for every stage", () => {
    const { build, push } = all["deployer-image.yml"]?.jobs ?? {};
    expect(build?.permissions).toEqual({ contents: "read" });
    expect(stepOf(build as Job, "Keep the image").with?.path).toBe("deployer-image");
    expect(stepOf(push as Job, "Fetch the image").with).toEqual({ name: "deployer-image", path: "deployer-image" });
    expect([...runsOf(build as Job), ...runsOf(push as Job)]).toEqual([
      "npx infra app build-image --output deployer-image",
      'npx infra app push-image "$APP" "$STAGE" --image deployer-image --summary "$GITHUB_STEP_SUMMARY"',
    ]);
  });
});

describe("every job", () => {
  const own = files.flatMap(([file, { jobs }]) =>
    Object.entries(jobs)
      .filter(([, { uses }]) => uses === undefined)
      .map(([id, job]) => [`${file} ${id}`, file, job] as const),
  );

  it.each(own)("%s: leaves no token behind", (_, __, { steps }) => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const step of checkouts) expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  it.each(own.filter(([name, file]) => file !== "deployer-image.yml" && !name.endsWith(" build")))(
    "%s: runs the commands of this very commit, wherever it is called from",
    (_, __, { steps: [app, checkout, setup] }) => {
      expect(app).toMatchObject({
        if: "job.workflow_repository != github.repository",
        with: {
          "client-id": "${{ vars.SITE_APP_CLIENT_ID }}",
          "private-key": "${{ secrets.SITE_APP_PRIVATE_KEY }}",
          owner: "${{ github.repository_owner }}",
          repositories: "infra",
          "permission-contents": "read",
        },
      });
      expect(checkout?.with).toMatchObject({
        repository: "${{ job.workflow_repository }}",
        ref: "${{ job.workflow_sha }}",
        token: "${{ steps.app.outputs.token || github.token }}",
      });
      expect(setup?.uses).toBe("./.github/actions/setup");
    },
  );

  it.each(files)(
    "%s: reads no secret but the key of the app that reads code, and what its site asks for, each in the one step that is for it",
    (file, { jobs }) => {
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      for (const step of steps) {
        const read = [...JSON.stringify(step).matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name);
        const isApp = step.uses?.startsWith("actions/create-github-app-token@") === true;
        const allowed = isApp ? ["SITE_APP_PRIVATE_KEY"] : step.name === "Deploy" ? ["SITE_CREDENTIALS"] : [];
        expect(read).toEqual(allowed);
      }
      const secrets = [...textOf(file).matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name);
      expect([...new Set(secrets)]).toEqual(
        file === DEPLOYER_IMAGE_WORKFLOW ? [] : ["SITE_APP_PRIVATE_KEY", "SITE_CREDENTIALS"],
      );
    },
  );

  it.each(HAND_IN)("%s: knows of the job only what GitHub documents", (file) => {
    const asked = [...textOf(file).matchAll(/\bjob\.(\w+)/g)].map(([, name = ""]) => name);
    expect([...new Set(asked)].sort()).toEqual(["workflow_repository", "workflow_sha"]);
  });
});

describe("the templates for repositories of apps", () => {
  const templates = appTemplates();
  const pairs = [
    ["deploy.yml", "deploy", APP_WORKFLOWS.deploy],
    ["release.yml", "release", APP_WORKFLOWS.release],
  ] as const;

  it("are two, by the same names", () => {
    expect(Object.entries(templates).map(([file, { name }]) => [file, name])).toEqual([
      ["deploy.yml", ": deploy"],
      ["release.yml", ": release"],
    ]);
  });

  it.each(pairs)(
    "%s: calls a workflow that there is, on the branch that AWS trusts, and does nothing else",
    (file, id, called) => {
      const template = templates[file];
      expect(Object.keys(template?.jobs ?? {})).toEqual([id]);
      expect(template?.jobs[id]?.uses).toBe(
        workflowOnBranch(github, called, APP_WORKFLOWS_BRANCH).replace("refs/heads/", ""),
      );
      expect({ permissions: template?.permissions, concurrency: template?.concurrency }).toEqual({
        permissions: {},
        concurrency: undefined,
      });
    },
  );

  it.each(pairs)(
    "%s: gives it the rights that its jobs ask for, the inputs and the secrets that it names",
    (file, id, called) => {
      const job = templates[file]?.jobs[id];
      const rank = ["read", "write"];
      const asked = new Map<string, string>();
      for (const { permissions } of Object.values(all[called]?.jobs ?? {}))
        for (const [name, right] of Object.entries(permissions ?? {}))
          if (rank.indexOf(right) > rank.indexOf(asked.get(name) ?? "")) asked.set(name, right);
      expect(job?.permissions).toEqual(Object.fromEntries(asked));
      const { inputs = {}, secrets = {} } = all[called]?.on.workflow_call ?? {};
      expect(Object.keys(job?.with ?? {})).toEqual(Object.keys(inputs));
      expect(Object.keys(job?.secrets ?? {})).toEqual(Object.keys(secrets));
    },
  );

  it("ask for what the workflow of this repository asks for, but for the app", () => {
    const { app: _, ...inputs } = all["app-deploy.yml"]?.on.workflow_dispatch?.inputs ?? {};
    expect(templates["deploy.yml"]?.on.workflow_dispatch?.inputs).toEqual(inputs);
    expect(templates["release.yml"]?.on.workflow_dispatch).toBeNull();
  });

  it.each([
    ["the site", ["web/index.html"], true],
    ["the API", ["api/src/index.ts"], true],
    ["its packages", ["package-lock.json"], true],
    ["documents", ["docs/app.md", "README.md", "docs/picture.png"], false],
    ["a document beside code", ["api/README.md", "web/docs/index.html"], false],
    ["a workflow", [".github/workflows/deploy.yml"], false],
  ])("start by a push of %s, or do not", (_, changed, starts) => {
    expect(isStartedBy(templates["deploy.yml"]?.on.push?.paths ?? [], changed)).toBe(starts);
  });
});
