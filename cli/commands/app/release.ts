import { appendFileSync } from "node:fs";
import { type HistoryProblem, releaseHistoryAt } from "../../../adapters/git/release-history";
import { gitHubReleases } from "../../../adapters/github/releases";
import { type ReleasePackage, readPackage } from "../../../adapters/package-file";
import { type App, appEnvironment, asksBeforeItDeploys } from "../../../model/apps";
import { type MadeRelease, makeRelease } from "../../../operations/versions/make-release";
import { releaseTags } from "../../../operations/versions/next-version";
import { type PlannedRelease, planRelease } from "../../../operations/versions/plan-release";
import type { ReleaseGitHub, ReleaseHistory } from "../../../operations/versions/ports";
import { releaseNotes } from "../../../operations/versions/release-notes";
import { versionText } from "../../../operations/versions/version";
import { appNamed } from "../../app-places";
import { asInput, ExitCode, InputError } from "../../failures";
import { gitHubSettings } from "../../github-settings";
import { print, printJson, tell } from "../../output";
import { packageName } from "../../release-place";
import { mustBeWritable } from "../../text-files";

export interface AppReleaseOptions {
  readonly catalogue: string;
  /** Where the code of the app is checked out. */
  readonly code: string;
  /** The commit that is released, by any name. */
  readonly commit: string;
  /** What the app is made of in there; everything when nothing is named. */
  readonly path?: readonly string[];
  /** The package of the release. */
  readonly package?: string;
  readonly dryRun: boolean;
  /** The file that takes what later steps of a job need to know. */
  readonly output?: string;
  readonly summary?: string;
  readonly json: boolean;
}

/** Makes the release that comes next, or says which one that is. */
export async function release(appName: string, options: AppReleaseOptions): Promise<ExitCode> {
  const { dryRun, output, summary, json } = options;
  if (!dryRun && options.package === undefined)
    throw new InputError("name the package of the release by --package, or ask with --dry-run which release is next");
  const app = appNamed(options.catalogue, appName);
  const environment = productionOf(app);
  const github = releasesOnGitHub(dryRun);
  mustBeWritable([output, summary], []);
  const history = await historyOf(options);
  const planned = await planRelease(history, github, environment);
  const page = pageOf(app);
  // Those since the release before it: of one that was begun, its own tag has them.
  const { commits } = await historyOf(options, planned.tag);
  const notes = releaseNotes({ page, tag: planned.tag, previous: planned.previous, commits });
  const made =
    dryRun || !github
      ? undefined
      : await makeRelease(github, contentOf(planned, notes, app, await packaged(app, planned, options)));
  if (output !== undefined) appendFileSync(output, outputsOf(planned));
  if (summary !== undefined) appendFileSync(summary, `## ${wordsOf(planned, made)}\n\n${notes}\n`);
  if (json) printJson(jsonOf(planned, notes, made));
  else print(made ? wordsOf(planned, made) : `${wordsOf(planned, made)}\n\n${notes}`);
  return ExitCode.done;
}

function productionOf({ name, stages, source }: App): string {
  const production = stages.find(asksBeforeItDeploys);
  if (production) return appEnvironment(name, production.environment.name);
  throw new InputError(`the app ${name} has no stage in production, so there is nothing to release it to: ${source}`);
}

/** Whoever only asks what comes next needs no GitHub. */
function releasesOnGitHub(isOptional: boolean): ReleaseGitHub | undefined {
  if (isOptional && !process.env.GITHUB_TOKEN) {
    tell("There is no GITHUB_TOKEN, so GitHub is not asked how far a release came that was begun.");
    return undefined;
  }
  const settings = gitHubSettings(process.env, "make a release");
  return asInput(() => gitHubReleases(settings));
}

/** @param without The tag of the release itself: what it brings is what the others do not have. */
async function historyOf({ code, commit, path }: AppReleaseOptions, without?: string): Promise<ReleaseHistory> {
  const isOther = (tag: string): boolean => tag !== without && releaseTags([{ name: tag, commit: "" }]).length > 0;
  const question = { ref: commit, ...(path && { paths: path }) };
  const history = await releaseHistoryAt(code, question, isOther, process.env);
  if (!("problem" in history)) return history;
  throw new InputError(PROBLEMS[history.problem](code, commit));
}

const PROBLEMS: Readonly<Record<HistoryProblem, (code: string, commit: string) => string>> = {
  "no-repository": (code) =>
    `${code} is no git repository, or there is no git; name the checkout of the app's code by --code`,
  "no-commit": (code, commit) => `${code} has no commit "${commit}"; name one by --commit`,
  shallow: (code) =>
    `${code} was fetched without its history, so nobody knows what is new; fetch all of it (actions/checkout: fetch-depth: 0; git: git fetch --unshallow --tags)`,
};

async function packaged(app: App, planned: PlannedRelease, options: AppReleaseOptions): Promise<ReleasePackage> {
  const file = options.package ?? "";
  const read = await readPackage(file, app.name);
  const { version, commit } = read.manifest;
  const wanted = { version: versionText(planned.version), commit: planned.commit };
  if (version === wanted.version && commit === wanted.commit) return read;
  throw new InputError(
    `${file} is version ${version} of the commit ${commit.slice(0, 7)}, and the release is ${wanted.version} of ${wanted.commit.slice(0, 7)}. Build it with that version and commit. Nothing was released.`,
  );
}

const contentOf = (planned: PlannedRelease, notes: string, { name }: App, { bytes, sha256 }: ReleasePackage) => ({
  planned,
  notes,
  name: packageName(name),
  bytes,
  digest: `sha256:${sha256}`,
});

function pageOf({ repository }: App): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  return `${GITHUB_SERVER_URL || "https://github.com"}/${GITHUB_REPOSITORY || `${repository.owner}/${repository.name}`}`;
}

const outputsOf = ({ version, tag, commit, state }: PlannedRelease): string =>
  `version=${versionText(version)}\ntag=${tag}\ncommit=${commit}\nstate=${state}\n`;

function wordsOf({ tag, commit, previous, state }: PlannedRelease, made: MadeRelease | undefined): string {
  const what = `${tag} of the commit ${commit.slice(0, 7)}`;
  if (made?.wasThere) return `${what}: released before; its package is deployed as it lies there`;
  if (made) return `${what}: released`;
  if (state !== "new") return `${what}: begun, and not finished; it is gone on with`;
  return previous === undefined ? `${what} is next, the first release` : `${what} is next, after ${previous}`;
}

const jsonOf = ({ version, tag, commit, previous, state }: PlannedRelease, notes: string, made?: MadeRelease) => ({
  format: 1,
  version: versionText(version),
  tag,
  commit,
  previous: previous ?? null,
  state: made ? "published" : state,
  notes,
  ...(made && { url: made.release.url, digest: made.asset.digest ?? null }),
});
