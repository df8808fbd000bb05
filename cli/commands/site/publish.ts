import { buildFiles } from "../../../adapters/build-folder";
import { interruptible } from "../../../adapters/terraform/interruptible";
import type { SiteStage } from "../../../model/sites";
import { type RecordedBuild, recordBuild } from "../../../operations/sites/builds";
import type { Build } from "../../../operations/sites/ports";
import {
  type Publication,
  type Published,
  publicationOf,
  publish as publishRelease,
} from "../../../operations/sites/publish";
import {
  fileRows,
  type PublishPlace,
  planText,
  publishedText,
  recordedText,
} from "../../../operations/sites/publish-wording";
import { stageOfBranch } from "../../../operations/sites/stage-of-branch";
import { demandAccountOfStage } from "../../account-in-use";
import { actorOf } from "../../actor";
import { ExitCode } from "../../failures";
import { print, printJson, table, tell } from "../../output";
import { publishProgress } from "../../publish-progress";
import { siteLine, sitePlace } from "../../site-places";

export interface PublishOptions {
  readonly branch: string;
  readonly commit: string;
  readonly stage?: string;
  readonly run?: number;
  readonly by?: string;
  readonly parallel: number;
  readonly allowSecretShapes: boolean;
  readonly dryRun: boolean;
  readonly catalogue: string;
  readonly endpoint?: string;
  readonly json: boolean;
}

/** Uploads a build as a release, and says that it is the last one of its branch. */
export async function publish(lineName: string, folder: string, options: PublishOptions): Promise<ExitCode> {
  const { branch, commit, stage: named, by, allowSecretShapes, dryRun, catalogue, json } = options;
  const line = siteLine(catalogue, lineName);
  const stage = stageOfBranch(line, branch, named);
  const actor = await actorOf(by, process.env);
  const publication = publicationOf(await buildFiles(folder), allowSecretShapes);
  for (const warning of publication.warnings) tell(`warning: ${warning}`);
  const { digest } = publication.release;
  const at = new Date().toISOString();
  const build: Build = { format: 1, branch, commit, release: digest, run: runId(options), at, by: actor };
  const where = { line: line.name, stage: stage.name, bucket: stage.place.bucket };
  if (dryRun) {
    printPlan(publication, build, where, json);
    return ExitCode.done;
  }
  const { published, recorded } = await interruptible((signal) => upload(publication, build, stage, options, signal));
  if (json) printJson({ ...where, ...build, ...published, build: recorded.kind });
  else print([publishedText(published, publication.release, where), recordedText(recorded, build)].join("\n"));
  return ExitCode.done;
}

/** What it would do; nothing is asked of AWS. */
function printPlan({ release }: Publication, build: Build, where: PublishPlace, json: boolean): void {
  const { files } = release.manifest;
  if (json) printJson({ ...where, ...build, kind: "dry-run", files });
  else print(`${table(fileRows(release))}\n\n${planText(release, build, where)}\nNothing was uploaded: --dry-run.`);
}

async function upload(
  publication: Publication,
  build: Build,
  stage: SiteStage,
  { endpoint, parallel }: PublishOptions,
  signal: AbortSignal,
): Promise<{ readonly published: Published; readonly recorded: RecordedBuild }> {
  await demandAccountOfStage(stage, { endpoint });
  const { releases, store } = sitePlace(stage.place, { endpoint });
  const progress = publishProgress(publication.release.manifest.files.length, process.stderr);
  const published = await publishRelease(publication, releases, { parallel, progress, signal });
  return { published, recorded: await recordBuild(store, build) };
}

/**
 * The id of the run, which GitHub counts up for all repositories together: builds of a branch come from two of them, and each
 * counts the runs of each of its workflows by itself (`GITHUB_RUN_NUMBER`). Outside of GitHub Actions 0.
 */
function runId({ run }: PublishOptions): number {
  const id = Number(process.env.GITHUB_RUN_ID ?? 0);
  return run ?? (Number.isSafeInteger(id) && id > 0 ? id : 0);
}
