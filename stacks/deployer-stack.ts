import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import { eventsUseKey, Key } from "../constructs/encryption/key";
import { boundaryArn } from "../constructs/iam/boundary-arn";
import { GitHubRole } from "../constructs/iam/github-role";
import type { Statement } from "../constructs/iam/policy-document";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import { ApproverPolicy } from "../constructs/pipeline/approver-policy";
import { handInPermissions, pushPermissions } from "../constructs/pipeline/delivery-permissions";
import { DeliveryPipeline } from "../constructs/pipeline/delivery-pipeline";
import { DeployProject } from "../constructs/pipeline/deploy-project";
import { DeploymentGroup, type RolePlace } from "../constructs/pipeline/deployment-group";
import { DeploymentNotices } from "../constructs/pipeline/deployment-notices";
import { LOGGED_BUCKETS } from "../constructs/pipeline/logged-buckets";
import { PackageTrigger } from "../constructs/pipeline/package-trigger";
import { askSomebody, runProject, takePackage } from "../constructs/pipeline/pipeline-actions";
import { DEPLOYMENT_GROUP } from "../constructs/pipeline/pipeline-names";
import { SourceBucket } from "../constructs/pipeline/source-bucket";
import { ImageRepository } from "../constructs/registry/image-repository";
import { accessLogPrefix } from "../constructs/storage/access-logs";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { type AppRole, type AppStage, asksBeforeItDeploys, LIVE_ALIAS } from "../model/apps";
import { nameOf } from "../model/names";
import type { Network } from "../model/organisation";
import type { AppOutputs } from "./app-stack";
import { BaseStack } from "./base-stack";
import type { PlatformOutputs } from "./platform-stack";
import { trustsOf } from "./site-trusts";

/** What a deployer is built upon. */
export interface DeployerUpstream {
  readonly app: AppOutputs;
  readonly platform: PlatformOutputs["platform"];
}

/** What the pipeline is made from. */
interface PipelineParts {
  readonly packages: SourceBucket;
  readonly project: DeployProject;
  readonly key: Key;
}

/** How many tagged Deployer images stay. A stage is deployed by one that the catalogue names, seldom the newest. */
const KEEP_IMAGES = 50;

/** Days for which what the pipeline passed on can be looked at; the package itself stays in the source bucket. */
const KEEP_ARTIFACTS_DAYS = 30;

/**
 * What puts versions of an app on AWS at one stage: a place to hand in packages, a place for the image that deploys them, and,
 * once the catalogue says which image that is, the pipeline between the two.
 *
 * Whoever hands in a package decides which version is deployed, and nothing else: what is run stands in the catalogue and
 * in this stack.
 */
export class DeployerStack extends BaseStack {
  private readonly isProduction: boolean;

  constructor(app: App, stage: AppStage, network: Network, upstream: DeployerUpstream) {
    const { deployer, environment, team, source } = stage;
    const production = environment.protection === "production";
    super(app, deployer.stackId, {
      network,
      kind: "deployer",
      environment: environment.name,
      production,
      source,
      tags: { team, service: stage.app, environment: environment.name },
    });
    this.isProduction = production;
    const key = this.createKey(stage);
    const packages = this.createSourceBucket(stage, key);
    this.createImageRepository(stage, key);
    this.createUploader(stage, key);
    this.createImagePusher(stage);

    const { imageDigest } = deployer;
    if (imageDigest === undefined) return;
    const { keyValueStoreArn } = this.read(upstream.app);
    const platform = this.read(upstream.platform);
    this.createLogGroup(stage, platform.keyArn);
    this.createDeploymentGroup(stage);
    const project = this.createProject(stage, { imageDigest, keyValueStoreArn, keyArn: key.arn });
    const pipeline = this.createPipeline(stage, { packages, project, key });
    this.startByPackages(stage, pipeline, platform.alarmTopicArn);
    this.tellPeople(stage, network, key);
    if (asksBeforeItDeploys(stage)) this.createApproverPolicy(stage);
  }

  /** One for all that it keeps: packages, artefacts, images, and messages to people. */
  private createKey(stage: AppStage): Key {
    const { place } = this;
    return new Key(this, "key", {
      alias: nameOf("key", stage.deployer.stackId),
      description: `${stage.title}: packages and Deployer images of ${stage.environment.name}`,
      place,
      allow: [eventsUseKey(place, topicOf(stage))],
      preventDestroy: this.isProduction,
    });
  }

  private createSourceBucket({ deployer, site }: AppStage, { arn: keyArn }: Key): SourceBucket {
    return new SourceBucket(this, "packages", {
      name: deployer.sourceBucket,
      packageKey: deployer.packageKey,
      keyArn,
      accessLogs: { bucket: site.logBucket, prefix: accessLogPrefix(LOGGED_BUCKETS.packages) },
      preventDestroy: this.isProduction,
    });
  }

  private createImageRepository({ deployer }: AppStage, { arn: keyArn }: Key): void {
    new ImageRepository(this, "images", {
      name: deployer.imageRepository,
      tags: "immutable",
      keepTagged: KEEP_IMAGES,
      keyArn,
      preventDestroy: this.isProduction,
    });
  }

  private createUploader(stage: AppStage, { arn: keyArn }: Key): void {
    const { sourceBucket: bucket, packageKey, stackId: pipeline, imageRepository, uploader } = stage.deployer;
    const packages = { bucket, key: packageKey, keyArn };
    this.createGitHubRole("uploader", stage, uploader, {
      what: "hands in packages",
      may: handInPermissions({ place: this.place, packages, pipeline, imageRepository }),
    });
  }

  private createImagePusher(stage: AppStage): void {
    const { imageRepository, imagePusher } = stage.deployer;
    this.createGitHubRole("image-pusher", stage, imagePusher, {
      what: "pushes Deployer images",
      may: pushPermissions(this.place, imageRepository),
    });
  }

  private createGitHubRole(
    id: string,
    { accountId, network, title, environment }: AppStage,
    { name, path, jobs }: AppRole,
    { what, may }: { readonly what: string; readonly may: readonly Statement[] },
  ): void {
    new GitHubRole(this, id, {
      name,
      path,
      description: `${title}: ${what} for ${environment.name}`,
      trusts: trustsOf({ accountId, jobs }),
      boundaryArn: boundaryArn(accountId, network),
      policies: {},
      inline: { allow: may },
    });
  }

  private createLogGroup({ deployer, environment }: AppStage, keyArn: string): void {
    new EncryptedLogGroup(this, "logs", {
      name: deployer.logGroup,
      retentionDays: environment.logRetentionDays,
      keyArn,
    });
  }

  private createDeploymentGroup(stage: AppStage): void {
    const { api, deployer } = stage;
    new DeploymentGroup(this, "deployments", {
      place: this.place,
      application: deployer.stackId,
      group: DEPLOYMENT_GROUP,
      shift: api.shift,
      alarms: Object.values(api.deploymentAlarms).sort(),
      functionName: api.functionName,
      role: rolePlace(stage, "codedeploy"),
    });
  }

  private createProject(
    stage: AppStage,
    how: { readonly imageDigest: string; readonly keyValueStoreArn: string; readonly keyArn: string },
  ): DeployProject {
    const { title, environment, site, api, deployer } = stage;
    return new DeployProject(this, "project", {
      ...how,
      name: deployer.stackId,
      description: `${title}: deploys to ${environment.name}`,
      place: this.place,
      buildspec: readFileSync(BUILDSPEC, "utf8"),
      imageRepository: deployer.imageRepository,
      logGroup: deployer.logGroup,
      artifactBucket: deployer.artifactBucket,
      webBucket: site.bucket,
      functionName: api.functionName,
      deployment: { application: deployer.stackId, group: DEPLOYMENT_GROUP, shift: api.shift },
      variables: variablesOf(stage, how.keyValueStoreArn),
      role: rolePlace(stage, "build"),
    });
  }

  private createPipeline(stage: AppStage, { packages, project, key }: PipelineParts): DeliveryPipeline {
    const { deployer, site } = stage;
    const artifacts = new PrivateBucket(this, "artifacts", {
      name: deployer.artifactBucket,
      encryption: { keyArn: key.arn },
      expireAfterDays: KEEP_ARTIFACTS_DAYS,
      accessLogs: { bucket: site.logBucket, prefix: accessLogPrefix(LOGGED_BUCKETS.artifacts) },
      preventDestroy: this.isProduction,
    });
    return new DeliveryPipeline(this, "pipeline", {
      name: deployer.stackId,
      place: this.place,
      actions: [
        takePackage(packages.name, deployer.packageKey),
        ...(asksBeforeItDeploys(stage) ? [askSomebody(questionOf(stage))] : []),
        runProject(project.name, this.place),
      ],
      artifacts: { bucket: artifacts.name, keyArn: key.arn },
      role: rolePlace(stage, "pipeline"),
    });
  }

  private startByPackages(stage: AppStage, pipeline: DeliveryPipeline, alarmTopicArn: string): void {
    const { stackId, sourceBucket: bucket, packageKey: key } = stage.deployer;
    new PackageTrigger(this, "trigger", {
      name: `${stackId}-package`,
      place: this.place,
      packages: { bucket, key },
      pipelineArn: pipeline.arn,
      role: rolePlace(stage, "trigger"),
      alarmTopicArn,
    });
  }

  private tellPeople(stage: AppStage, { alarmEmails }: Network, { arn: keyArn }: Key): void {
    new DeploymentNotices(this, "notices", {
      topic: topicOf(stage),
      place: this.place,
      pipeline: stage.deployer.stackId,
      asks: asksBeforeItDeploys(stage),
      keyArn,
      emails: alarmEmails,
    });
  }

  private createApproverPolicy({ network, environment, deployer }: AppStage): void {
    new ApproverPolicy(this, "approver", {
      name: `${deployer.stackId}-approver`,
      path: `/${network}/${environment.name}/`,
      place: this.place,
      pipeline: deployer.stackId,
    });
  }
}

/** The commands of the build. They are written into the project, so that no package brings its own. */
const BUILDSPEC = join(__dirname, "..", "runtime", "deployer", "buildspec.yml");

const topicOf = ({ deployer }: AppStage): string => nameOf("topic", deployer.stackId, "notices");

const rolePlace = ({ accountId, network, environment, deployer }: AppStage, purpose: string): RolePlace => ({
  name: nameOf("role", deployer.stackId, purpose),
  path: `/${network}/${environment.name}/`,
  boundaryArn: boundaryArn(accountId, network),
});

const questionOf = ({ title, environment, site }: AppStage): string =>
  `${title}: deploy to ${environment.name}, which is https://${site.host}?`;

/** What runtime/deployer/settings.ts reads. */
const variablesOf = ({ app, environment, site, api, deployer }: AppStage, keyValueStoreArn: string) => ({
  APP: app,
  STAGE: environment.name,
  SITE_HOST: site.host,
  API_HOST: api.host,
  WEB_BUCKET: site.bucket,
  FUNCTION_NAME: api.functionName,
  FUNCTION_ALIAS: LIVE_ALIAS,
  KEY_VALUE_STORE_ARN: keyValueStoreArn,
  DEPLOYMENT_APPLICATION: deployer.stackId,
  DEPLOYMENT_GROUP,
});
