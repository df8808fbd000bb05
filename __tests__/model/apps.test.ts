import { asksBeforeItDeploys } from "../../model/apps";
import { readCatalogue } from "../../model/catalogue";
import { declaredStacks } from "../../model/stack-ids";
import { APP_FILES, appWith, DEV } from "../support/apps";
import { withCatalogue } from "../support/catalogue";

const DIGEST = `sha256:${"a".repeat(64)}`;

const organisation = withCatalogue(
  {
    ...APP_FILES,
    "apps/portal.yaml": appWith(
      {
        dev: { variables: { GREETING: "Hello, dev", EXTRA: "1" }, memory: 512, concurrency: 5, requestsPerSecond: 20 },
        prod: { access: "public", deployerImage: DIGEST },
      },
      { variables: { GREETING: "Hello" } },
    ),
  },
  readCatalogue,
);
const [app] = organisation.apps;
if (!app) throw new Error("the catalogue has no app");
const [dev, prod] = app.stages;
if (!dev || !prod) throw new Error("the app has no stages");

describe("an app", () => {
  it("is told with its repository's number, and where it stands", () => {
    const { stages, ...rest } = app;
    expect({ ...rest, stages: stages.map(({ stackId }) => stackId) }).toEqual({
      name: "portal",
      title: "The customers' portal",
      team: "frontend",
      repository: { owner: "equipweb", name: "portal", id: 1043718290 },
      stages: ["dev-app-portal", "prod-app-portal"],
      source: "catalogue/apps/portal.yaml",
    });
  });

  it("has a stage in an environment, whose settings win, and everything else by default", () => {
    expect(dev).toEqual({
      app: "portal",
      title: "The customers' portal",
      team: "frontend",
      purpose: "Development, by the make targets.",
      network: "dev",
      environment: expect.objectContaining({ name: "dev", domain: "dev.equipweb.biz", protection: "none" }),
      accountId: "111111111111",
      region: "eu-west-1",
      stackId: "dev-app-portal",
      site: {
        host: "portal.dev.equipweb.biz",
        access: "password",
        bucket: "equipweb-dev-app-portal-web-111111111111",
        logBucket: "equipweb-dev-app-portal-logs-111111111111",
        firewallLogBucket: "aws-waf-logs-equipweb-dev-app-portal-111111111111",
      },
      api: {
        host: "portal-api.dev.equipweb.biz",
        health: "/health",
        functionName: "dev-app-portal-api",
        functionLogGroup: "/dev/dev-app-portal/function",
        accessLogGroup: "/dev/dev-app-portal/access",
        deploymentAlarms: {
          errors: "dev-app-portal-function-errors",
          serverErrors: "dev-app-portal-server-errors",
        },
        memory: 512,
        concurrency: 5,
        requestsPerSecond: 20,
        variables: { GREETING: "Hello, dev", EXTRA: "1" },
        shift: "all-at-once",
      },
      deployer: {
        stackId: "dev-deployer-portal",
        sourceBucket: "equipweb-dev-deployer-portal-source-111111111111",
        packageKey: "portal.zip",
        artifactBucket: "equipweb-dev-deployer-portal-artifacts-111111111111",
        imageRepository: "dev/deployer-portal-dev",
        imageDigest: undefined,
        logGroup: "/dev/dev-deployer-portal",
        uploader: {
          name: "dev-deployer-portal-uploader",
          path: "/dev/dev/",
          arn: "arn:aws:iam::111111111111:role/dev/dev/dev-deployer-portal-uploader",
          jobs: [
            jobOf("infra", 1043718265, "dev", "app-deploy.yml"),
            jobOf("portal", 1043718290, "dev", "app-deploy.yml"),
          ],
        },
        imagePusher: {
          name: "dev-deployer-portal-images",
          path: "/dev/dev/",
          arn: "arn:aws:iam::111111111111:role/dev/dev/dev-deployer-portal-images",
          jobs: [jobOf("infra", 1043718265, "dev", "deployer-image.yml")],
        },
      },
      source: "catalogue/apps/portal.yaml",
    });
  });

  it("is in production what it is by default: with a canary, the app's own settings, and the image that it names", () => {
    const { api, site, deployer, network, accountId } = prod;
    expect({ network, accountId, site, api, image: [deployer.imageRepository, deployer.imageDigest] }).toEqual({
      network: "main",
      accountId: "222222222222",
      site: {
        host: "portal.equipweb.biz",
        access: "public",
        bucket: "equipweb-prod-app-portal-web-222222222222",
        logBucket: "equipweb-prod-app-portal-logs-222222222222",
        firewallLogBucket: "aws-waf-logs-equipweb-prod-app-portal-222222222222",
      },
      api: {
        host: "portal-api.equipweb.biz",
        health: "/health",
        functionName: "prod-app-portal-api",
        functionLogGroup: "/main/prod-app-portal/function",
        accessLogGroup: "/main/prod-app-portal/access",
        deploymentAlarms: {
          errors: "prod-app-portal-function-errors",
          serverErrors: "prod-app-portal-server-errors",
        },
        memory: 256,
        concurrency: 20,
        requestsPerSecond: 100,
        variables: { GREETING: "Hello" },
        shift: "canary",
      },
      image: ["main/deployer-portal-prod", DIGEST],
    });
  });

  it("is handed in to by what deploys any version, and to production by what releases, too", () => {
    expect(prod.deployer.uploader.jobs).toEqual([
      jobOf("infra", 1043718265, "prod", "app-deploy.yml"),
      jobOf("infra", 1043718265, "prod", "app-release.yml"),
      jobOf("portal", 1043718290, "prod", "app-deploy.yml"),
      jobOf("portal", 1043718290, "prod", "app-release.yml"),
    ]);
    expect(prod.deployer.imagePusher.jobs).toEqual([jobOf("infra", 1043718265, "prod", "deployer-image.yml")]);
  });

  it("asks before it deploys where production is, and nowhere else", () => {
    expect(app.stages.map((stage) => [stage.environment.name, asksBeforeItDeploys(stage)])).toEqual([
      ["dev", false],
      ["prod", true],
    ]);
  });

  it("is called as its entry says, where that is not its name", () => {
    const hosts = withCatalogue({ ...APP_FILES, "apps/portal.yaml": appWith({}, { host: "my" }) }, readCatalogue)
      .apps.flatMap(({ stages }) => stages)
      .map(({ site, api }) => [site.host, api.host]);
    expect(hosts).toEqual([
      ["my.dev.equipweb.biz", "my-api.dev.equipweb.biz"],
      ["my.equipweb.biz", "my-api.equipweb.biz"],
    ]);
  });

  it("stands on the networks of its environments, sorted by stack", () => {
    const two = { ...APP_FILES, "apps/admin.yaml": appWith({}, { name: "admin", host: "admin" }) };
    const { networks } = withCatalogue(two, readCatalogue);
    expect(networks.map(({ name, apps }) => [name, apps.map(({ stackId }) => stackId)])).toEqual([
      ["dev", ["dev-app-admin", "dev-app-portal"]],
      ["main", ["prod-app-admin", "prod-app-portal"]],
    ]);
  });

  it("is two stacks a stage, which the catalogue declares by its file", () => {
    const stacks = declaredStacks(organisation).filter(({ source }) => source === "catalogue/apps/portal.yaml");
    expect(stacks.map(({ id, network }) => [id, network])).toEqual([
      ["dev-app-portal", "dev"],
      ["dev-deployer-portal", "dev"],
      ["prod-app-portal", "main"],
      ["prod-deployer-portal", "main"],
    ]);
  });

  it("has names that AWS takes, however long those are that they are made from", () => {
    const environment = "environment-long";
    const [stage] = withCatalogue(
      {
        ...APP_FILES,
        "environments/long.yaml": `name: ${environment}\nnetwork: dev\ndomain: long.dev.equipweb.biz\nprotection: none\n`,
        "apps/portal.yaml": appWith({}, { name: "a-very-long-name", stages: [{ ...DEV, environment }] }),
      },
      readCatalogue,
    ).apps.flatMap(({ stages }) => stages);
    const { site, api, deployer } = stage ?? dev;
    const buckets = [
      site.bucket,
      site.logBucket,
      site.firewallLogBucket,
      deployer.sourceBucket,
      deployer.artifactBucket,
    ];
    expect(buckets.filter((name) => name.length > 63)).toEqual([]);
    expect(new Set(buckets).size).toBe(buckets.length);
    const roles = [deployer.uploader.name, deployer.imagePusher.name, api.functionName];
    expect(roles.filter((name) => name.length > 64)).toEqual([]);
  });
});

describe("an app makes environments on GitHub", () => {
  const made = (name: string) =>
    organisation.hosting?.repositories
      .find((repository) => repository.name === name)
      ?.environments.filter((environment) => environment.name.startsWith("portal-"));

  const role = (account: string, network: string, stage: string, purpose: string) =>
    `arn:aws:iam::${account}:role/${network}/${stage}/${stage}-deployer-portal-${purpose}`;

  it("in the repository of its code, which hands in packages, with nobody who approves: the pipeline asks", () => {
    const environment = { protection: "none", branches: ["main"], tags: [], approvers: [] };
    expect(made("portal")).toEqual([
      {
        ...environment,
        name: "portal-dev",
        purpose: "Development, by the make targets.",
        variables: {
          PROTECTION: "none",
          AWS_REGION: "eu-west-1",
          UPLOADER_ROLE: role("111111111111", "dev", "dev", "uploader"),
        },
      },
      {
        ...environment,
        name: "portal-prod",
        purpose: "Production, by the release.",
        variables: {
          PROTECTION: "none",
          AWS_REGION: "eu-west-1",
          UPLOADER_ROLE: role("222222222222", "main", "prod", "uploader"),
        },
      },
    ]);
  });

  it("in this one, which alone pushes images; what all its jobs are told is not told again", () => {
    expect(made("infra")?.map(({ name, variables }) => [name, variables])).toEqual([
      [
        "portal-dev",
        {
          PROTECTION: "none",
          UPLOADER_ROLE: role("111111111111", "dev", "dev", "uploader"),
          IMAGE_PUSHER_ROLE: role("111111111111", "dev", "dev", "images"),
        },
      ],
      [
        "portal-prod",
        {
          PROTECTION: "none",
          UPLOADER_ROLE: role("222222222222", "main", "prod", "uploader"),
          IMAGE_PUSHER_ROLE: role("222222222222", "main", "prod", "images"),
        },
      ],
    ]);
  });

  it("and has its workflows called from its own repository", () => {
    expect(organisation.hosting?.repositories.map(({ name, sharesWorkflows }) => [name, sharesWorkflows])).toEqual([
      ["infra", true],
      ["portal", false],
    ]);
  });
});

/** A job of a workflow of this repository, in the environment of a stage of one of the two. */
function jobOf(repository: string, id: number, stage: string, file: string) {
  return {
    repositoryId: id,
    subject: `repo:equipweb@148205917/${repository}@${id}:environment:portal-${stage}`,
    workflow: `equipweb/infra/.github/workflows/${file}@refs/heads/main`,
  };
}
