import type { Environment } from "./organisation";
import type { SiteRepository } from "./sites";

/** An app: a static site with an API, and the deployer that puts both on AWS at each stage. */
export interface App {
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
  readonly team: string;
  readonly repository: SiteRepository;
  /** In the order in which a version passes them. */
  readonly stages: readonly AppStage[];
  /** The catalogue file that it comes from. */
  readonly source: string;
}

/** An app in one environment: a stack of its own, and one of its deployer. */
export interface AppStage {
  readonly app: string;
  readonly title: string;
  readonly team: string;
  /** What it is for, and for whom. */
  readonly purpose: string;
  /** Name of the network that it is on. */
  readonly network: string;
  /** The environment, which the stage is called after. */
  readonly environment: Environment;
  readonly accountId: string;
  readonly region: string;
  /** `<environment>-app-<app>`: id of the stack, key of the state, prefix of derived names. */
  readonly stackId: string;
  readonly site: AppSite;
  readonly api: AppApi;
  readonly deployer: AppDeployer;
  readonly source: string;
}

/** What visitors open. */
export interface AppSite {
  /** `portal.dev.example.com` */
  readonly host: string;
  /** Whether it asks for a password. */
  readonly access: "public" | "password";
  /** Name of the bucket of its releases. */
  readonly bucket: string;
  /** Name of the bucket into which CloudFront and S3 write who asked for what. */
  readonly logBucket: string;
  /** Name of the bucket of the web ACL's log; WAF writes to no bucket that is not called `aws-waf-logs-…`. */
  readonly firewallLogBucket: string;
}

/** What its pages call. */
export interface AppApi {
  /** `portal-api.dev.example.com` */
  readonly host: string;
  /** Path that answers 200 when it is well. */
  readonly health: string;
  /** Name of the Lambda function behind it. */
  readonly functionName: string;
  /** Name of the log group of what the function says. */
  readonly functionLogGroup: string;
  /** Name of the log group of what callers asked for. */
  readonly accessLogGroup: string;
  /** Names of the alarms that take a deployment back: errors of the function, and answers of 500 and above. */
  readonly deploymentAlarms: { readonly errors: string; readonly serverErrors: string };
  /** Memory of the function in MiB. */
  readonly memory: number;
  /** How many requests it answers at once, at most. */
  readonly concurrency: number;
  /** How many requests a second are let in, on average; twice as many for a moment. */
  readonly requestsPerSecond: number;
  /** Plain settings, by the name of the environment variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** How a new version takes over: at once, or a tenth of the requests for five minutes first. */
  readonly shift: "all-at-once" | "canary";
}

/** What puts versions of an app on AWS at a stage. */
export interface AppDeployer {
  /** `<environment>-deployer-<app>`: id of the stack; name of the pipeline, of the build project, of CodeDeploy's application. */
  readonly stackId: string;
  /** Name of the bucket that packages are handed in to. */
  readonly sourceBucket: string;
  /** Key of the package in it; each package is a version of this object. */
  readonly packageKey: string;
  /** Name of the bucket in which the pipeline passes artefacts on. */
  readonly artifactBucket: string;
  /** Name in ECR of the repository of the Deployer image. */
  readonly imageRepository: string;
  /** Digest of the Deployer image that deploys here; undefined until the first one is pushed, and there is no pipeline. */
  readonly imageDigest: string | undefined;
  /** Name of the log group of what the Deployer says. */
  readonly logGroup: string;
  /** The role that hands in packages, and follows the pipeline. */
  readonly uploader: AppRole;
  /** The role that pushes the Deployer image. */
  readonly imagePusher: AppRole;
}

/** A role that jobs on GitHub take. */
export interface AppRole {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  /** Jobs that may take it, sorted by repository, then by workflow. */
  readonly jobs: readonly AppJob[];
}

/** A job on GitHub, in the repository of the app's code or in this one, always by a workflow of this one. */
export interface AppJob {
  readonly repositoryId: number;
  /** The whole subject of its token. */
  readonly subject: string;
  /** The workflow file that it is written in, with its branch, as tokens name it. */
  readonly workflow: string;
}

/** Id of the stack of an app in an environment. */
export const appStackId = (environment: string, app: string): string => `${environment}-app-${app}`;

/** Id of the stack of an app's deployer in an environment. */
export const deployerStackId = (environment: string, app: string): string => `${environment}-deployer-${app}`;

/** The GitHub environment in which an app is deployed to a stage. */
export const appEnvironment = (app: string, stage: string): string => `${app}-${stage}`;

/** Name in ECR of the repository of the image that deploys an app in an environment: one for each, so that each has its own role. */
export const deployerImageRepository = (network: string, app: string, environment: string): string =>
  `${network}/deployer-${app}-${environment}`;

/** Whether a deployment to a stage waits for a person. */
export const asksBeforeItDeploys = ({ environment }: Pick<AppStage, "environment">): boolean =>
  environment.protection === "production";

/** The workflow files of this repository that hand in packages. */
export const APP_WORKFLOWS = { deploy: "app-deploy.yml", release: "app-release.yml" } as const;

/** The workflow file of this repository that builds and pushes the Deployer image. */
export const DEPLOYER_IMAGE_WORKFLOW = "deployer-image.yml";

/** The branch of this repository whose workflows deploy apps. */
export const APP_WORKFLOWS_BRANCH = "main";

/** Name of the alias of a function that the API calls: the version that is live. */
export const LIVE_ALIAS = "live";
