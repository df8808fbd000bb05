import { appendFileSync } from "node:fs";
import { deployerImages } from "../../../adapters/aws/deployer-images";
import { packageStore } from "../../../adapters/aws/package-store";
import { codePipeline } from "../../../adapters/aws/pipeline";
import { type ReleasePackage, readPackage } from "../../../adapters/package-file";
import type { AppStage } from "../../../model/apps";
import { type PipelineInConsole, pipelinePage } from "../../../operations/apps/console";
import { follow } from "../../../operations/apps/follow";
import type { Followed } from "../../../operations/apps/follow-outcome";
import { followLine } from "../../../operations/apps/follow-text";
import { type AppOutcome, isDeployed, outcomeMarkdown, outcomeText } from "../../../operations/apps/outcome";
import { demandImage, demandImageDigest, demandVersion } from "../../../operations/apps/refusals";
import { smoke } from "../../../operations/apps/smoke";
import { appNamed, appStage, demandAccountOfApp } from "../../app-places";
import { type SmokeWorld, smokePorts, smokeTarget } from "../../app-smoke";
import { ExitCode } from "../../failures";
import { pauseFor } from "../../lease-options";
import { print, printJson, tell } from "../../output";
import { toldOnFailure } from "../../promotion-outcome";
import { mustBeWritable } from "../../text-files";

export interface AppDeployOptions extends SmokeWorld {
  /** The release package. */
  readonly package: string;
  /** How long the pipeline may take, in minutes. */
  readonly limit: number;
  /** How long it may take until the pipeline begins, in minutes. */
  readonly startLimit: number;
  readonly approval: "wait" | "leave";
  /** Whether what waits for an approval ends well. */
  readonly awaitingIsDone: boolean;
  readonly dryRun: boolean;
  readonly summary?: string;
  readonly catalogue: string;
  readonly endpoint?: string;
  readonly json: boolean;
}

/** Hands in a package, follows the very execution that it begins, and asks the stage whether it serves it. */
export async function deploy(appName: string, stageName: string, options: AppDeployOptions): Promise<ExitCode> {
  const { endpoint, dryRun, summary, json } = options;
  const stage = appStage(appNamed(options.catalogue, appName), stageName);
  const digest = demandImageDigest(stage);
  const handedIn = await readPackage(options.package, stage.app);
  demandVersion(stage, handedIn.manifest.version);
  // What it needs at its end is looked for at its beginning.
  const ports = smokePorts(stage, options);
  mustBeWritable([summary], []);
  const what = `infra app deploy ${stage.app} ${stageName}`;
  const outcome = await toldOnFailure({ what, ...(summary !== undefined && { summary }), dryRun }, async (signal) => {
    await demandAccountOfApp(stage, { endpoint });
    await demandImage(stage, digest, deployerImages({ endpoint }, imagePlace(stage)));
    if (dryRun) return undefined;
    const versionId = await upload(stage, handedIn, options);
    const { version, commit } = handedIn.manifest;
    const followed = await followTo(stage, versionId, options, signal).catch((error) => {
      if (signal.aborted) tell(`${version} is handed in, and its pipeline goes on: ${pipelinePage(pipelineOf(stage))}`);
      throw error;
    });
    const results =
      followed.kind === "succeeded"
        ? await smoke(smokeTarget(stage, version, commit), { ...ports, signal })
        : undefined;
    return outcomeOf(stage, handedIn, versionId, followed, results);
  });
  if (!outcome) return planned(stage, handedIn, json);
  if (json) printJson({ format: 1, ...outcome });
  else print(outcomeText(outcome));
  if (summary !== undefined) appendFileSync(summary, outcomeMarkdown(outcome));
  if (outcome.followed.kind === "awaiting-approval" && options.awaitingIsDone) return ExitCode.done;
  return isDeployed(outcome) || outcome.followed.kind !== "succeeded"
    ? FOLLOWED_CODES[outcome.followed.kind]
    : ExitCode.notServed;
}

/** How each end of an execution ends the command. */
const FOLLOWED_CODES = {
  succeeded: ExitCode.done,
  failed: ExitCode.failed,
  rejected: ExitCode.rejected,
  stopped: ExitCode.stopped,
  superseded: ExitCode.superseded,
  cancelled: ExitCode.cancelled,
  "awaiting-approval": ExitCode.awaitingApproval,
  "never-found": ExitCode.neverFound,
  "limit-reached": ExitCode.limitReached,
  refused: ExitCode.failed,
} as const satisfies Record<Followed["kind"], ExitCode>;

const imagePlace = ({ deployer, accountId, region }: AppStage) => ({
  repository: deployer.imageRepository,
  accountId,
  region,
});

const pipelineOf = ({ deployer, region }: AppStage): PipelineInConsole => ({ pipeline: deployer.stackId, region });

async function upload(
  { deployer, accountId, region, network }: AppStage,
  { bytes, sha256, manifest }: ReleasePackage,
  { endpoint }: AppDeployOptions,
): Promise<string> {
  const { sourceBucket: bucket, packageKey: key, stackId: madeBy } = deployer;
  const store = packageStore({ endpoint }, { bucket, key, accountId, region, network, madeBy });
  const { version, commit } = manifest;
  const { versionId } = await store.upload({ bytes, sha256, version, commit });
  tell(`Handed in ${version} as ${key} in ${bucket}.`);
  return versionId;
}

function followTo(
  stage: AppStage,
  versionId: string,
  options: AppDeployOptions,
  signal: AbortSignal,
): Promise<Followed> {
  const where = pipelineOf(stage);
  const { startLimit: startMinutes, limit: limitMinutes, approval, endpoint } = options;
  return follow(
    { versionId, startMinutes, limitMinutes, approval, signal },
    {
      pipeline: codePipeline({ endpoint }, { ...where, madeBy: where.pipeline }),
      now: () => new Date(),
      sleep: pauseFor,
      progress: (event) => tell(followLine(event, where)),
    },
  );
}

function outcomeOf(
  { app, environment, site, deployer, region }: AppStage,
  { manifest, sha256 }: ReleasePackage,
  versionId: string,
  followed: Followed,
  smoke: AppOutcome["smoke"],
): AppOutcome {
  const { version, commit } = manifest;
  return {
    app,
    stage: environment.name,
    version,
    commit,
    host: site.host,
    package: { bucket: deployer.sourceBucket, key: deployer.packageKey, versionId, sha256 },
    pipeline: { pipeline: deployer.stackId, region },
    followed,
    ...(smoke && { smoke }),
  };
}

function planned(
  { app, environment, deployer }: AppStage,
  { manifest, sha256 }: ReleasePackage,
  json: boolean,
): ExitCode {
  const { version, commit, files } = manifest;
  const { sourceBucket: bucket, packageKey: key, stackId: pipeline } = deployer;
  const stage = environment.name;
  if (json)
    printJson({ format: 1, kind: "dry-run", app, stage, version, commit, package: { bucket, key, sha256 }, pipeline });
  else
    print(
      `${app} ${version} (${commit.slice(0, 12)}, ${files.length} files) would be handed in to the pipeline ${pipeline}, as ${key} in ${bucket}.\nNothing was uploaded: --dry-run.`,
    );
  return ExitCode.done;
}
