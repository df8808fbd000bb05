import { iamArn } from "../aws/arn";
import {
  APP_WORKFLOWS,
  APP_WORKFLOWS_BRANCH,
  type App,
  type AppApi,
  type AppDeployer,
  type AppJob,
  type AppRole,
  type AppStage,
  appEnvironment,
  appStackId,
  asksBeforeItDeploys,
  DEPLOYER_IMAGE_WORKFLOW,
  deployerImageRepository,
  deployerStackId,
} from "./apps";
import type { AppEntry } from "./entries/app";
import type { Entry } from "./entries/read";
import { environmentSubject, workflowOnBranch } from "./github-subjects";
import { nameOf } from "./names";
import type { Environment, GitHubRepository, Network } from "./organisation";

type StageEntry = AppEntry["stages"][number];

/** What apps are resolved against. */
interface Surroundings {
  /** Short name of the organisation, which names of buckets begin with. */
  readonly organisation: string;
  readonly github: GitHubRepository;
  readonly networks: readonly Network[];
  readonly repositories: readonly Entry<"repository">[];
}

/** Where a stage is, and who deploys it. */
interface Located {
  readonly organisation: string;
  readonly github: GitHubRepository;
  /** This repository, and that of the app's code. */
  readonly trusted: readonly GitHubRepository[];
  readonly network: Network;
  readonly environment: Environment;
}

/** The apps. One whose repository has no number, or one of whose stages has no environment, is left out; the checks say so. */
export const resolveApps = (entries: readonly Entry<"app">[], surroundings: Surroundings): readonly App[] =>
  entries.flatMap((entry) => resolveApp(entry, surroundings));

/** The networks, each with the stages of apps on it, sorted by stack. */
export const withApps = (networks: readonly Network[], apps: readonly App[]): readonly Network[] =>
  networks.map((network) => ({
    ...network,
    apps: apps
      .flatMap(({ stages }) => stages.filter((stage) => stage.network === network.name))
      .sort((a, b) => (a.stackId < b.stackId ? -1 : 1)),
  }));

function resolveApp({ value, source }: Entry<"app">, surroundings: Surroundings): readonly App[] {
  const { organisation, github, networks, repositories } = surroundings;
  const { name, title, team, repository, stages } = value;
  const id = repositories.find((entry) => entry.value.name === repository)?.value.id;
  if (id === undefined) return [];
  const trusted = [github, { ...github, repository, repositoryId: id }].filter(
    (each, index, all) => all.findIndex(({ repositoryId }) => repositoryId === each.repositoryId) === index,
  );
  const resolved = stages.flatMap((stage) => {
    const network = networks.find(({ environments }) => environments.some((each) => each.name === stage.environment));
    const environment = network?.environments.find((each) => each.name === stage.environment);
    if (!network || !environment) return [];
    return [stageOf({ value, source }, stage, { organisation, github, trusted, network, environment })];
  });
  if (resolved.length < stages.length) return [];
  return [{ name, title, team, repository: { owner: github.owner, name: repository, id }, stages: resolved, source }];
}

function stageOf({ value, source }: Pick<Entry<"app">, "value" | "source">, stage: StageEntry, at: Located): AppStage {
  const { name: app, title, team, host = app } = value;
  const { organisation, network, environment } = at;
  const stackId = appStackId(environment.name, app);
  const { id: accountId } = network.account;
  return {
    app,
    title,
    team,
    purpose: stage.purpose,
    network: network.name,
    environment,
    accountId,
    region: network.region,
    stackId,
    site: {
      host: `${host}.${environment.domain}`,
      access: stage.access,
      bucket: nameOf("bucket", organisation, stackId, "web", accountId),
      logBucket: nameOf("bucket", organisation, stackId, "logs", accountId),
      firewallLogBucket: nameOf("bucket", "aws-waf-logs", organisation, stackId, accountId),
    },
    api: apiOf(value, stage, stackId, { host: `${host}-api.${environment.domain}`, network }),
    deployer: deployerOf(app, stage, at),
    source,
  };
}

function apiOf(
  value: AppEntry,
  stage: StageEntry,
  stackId: string,
  { host, network }: { readonly host: string; readonly network: Network },
): AppApi {
  return {
    host,
    health: value.health,
    functionName: nameOf("function", stackId, "api"),
    functionLogGroup: `/${network.name}/${stackId}/function`,
    accessLogGroup: `/${network.name}/${stackId}/access`,
    deploymentAlarms: { errors: `${stackId}-function-errors`, serverErrors: `${stackId}-server-errors` },
    memory: stage.memory ?? value.memory,
    concurrency: stage.concurrency ?? value.concurrency,
    requestsPerSecond: stage.requestsPerSecond ?? value.requestsPerSecond,
    variables: { ...value.variables, ...stage.variables },
    shift: stage.shift,
  };
}

function deployerOf(app: string, { deployerImage }: StageEntry, at: Located): AppDeployer {
  const { organisation, network, environment } = at;
  const stackId = deployerStackId(environment.name, app);
  const { id: accountId } = network.account;
  return {
    stackId,
    sourceBucket: nameOf("bucket", organisation, stackId, "source", accountId),
    packageKey: `${app}.zip`,
    artifactBucket: nameOf("bucket", organisation, stackId, "artifacts", accountId),
    imageRepository: deployerImageRepository(network.name, app, environment.name),
    imageDigest: deployerImage,
    logGroup: `/${network.name}/${stackId}`,
    uploader: roleOf("uploader", stackId, at, jobsOf(app, at, workflowsTo(at), at.trusted)),
    imagePusher: roleOf("images", stackId, at, jobsOf(app, at, [DEPLOYER_IMAGE_WORKFLOW], [at.github])),
  };
}

function roleOf(purpose: string, stackId: string, { network, environment }: Located, jobs: readonly AppJob[]): AppRole {
  const name = nameOf("role", stackId, purpose);
  const path = `/${network.name}/${environment.name}/`;
  return { name, path, arn: iamArn(network.account.id, `role${path}${name}`), jobs };
}

/** A release goes to production alone; a version of any kind, and an earlier release, by the other one. */
const workflowsTo = (at: Located): readonly string[] =>
  asksBeforeItDeploys(at) ? Object.values(APP_WORKFLOWS) : [APP_WORKFLOWS.deploy];

/** The workflow is always one of this repository's, whoever calls it. */
const jobsOf = (
  app: string,
  { github, environment }: Located,
  workflows: readonly string[],
  repositories: readonly GitHubRepository[],
): readonly AppJob[] =>
  repositories.flatMap((repository) =>
    workflows.map((file) => ({
      repositoryId: repository.repositoryId,
      subject: environmentSubject(repository, appEnvironment(app, environment.name)),
      workflow: workflowOnBranch(github, file, APP_WORKFLOWS_BRANCH),
    })),
  );
