import { lastRelease, nextVersion, releaseTags } from "./next-version";
import { type ReleaseHistory, type ReleaseReader, ReleaseRefusal } from "./ports";
import { compareNumbers, tagOf, type Version } from "./version";

/** The release that comes next. */
export interface PlannedRelease {
  readonly version: Version;
  readonly tag: string;
  /** In full. */
  readonly commit: string;
  /** The tag of the release before; undefined of the first one. */
  readonly previous: string | undefined;
  /** How far an earlier run came: to nothing, to the tag, to a draft, or to the whole release, which was not deployed yet. */
  readonly state: "new" | "tagged" | "drafted" | "published";
}

/**
 * Decides which release a commit becomes. One that was begun of this very commit is gone on with, so that a run which failed half
 * way is started again as it was.
 *
 * @param github Undefined where GitHub is not asked: then nobody knows how far a release came that has its tag.
 * @param environment The environment of GitHub in which production is deployed.
 * @throws ReleaseRefusal when there is nothing to release.
 */
export async function planRelease(
  history: ReleaseHistory,
  github: Pick<ReleaseReader, "releasesOf" | "tagCommit" | "wasDeployed"> | undefined,
  environment: string,
): Promise<PlannedRelease> {
  const { commit, tags, commits } = history;
  const begun = lastRelease(tags.filter((tag) => tag.commit === commit));
  const before = lastRelease(tags.filter(({ name }) => name !== begun?.name));
  if (!begun) {
    if (commits.length === 0) throw new ReleaseRefusal(nothingNew(lastRelease(tags)?.name, commit));
    const version = nextVersion(tags, commits);
    return { version, tag: tagOf(version), commit, previous: before?.name, state: "new" };
  }
  const previous = releaseTags(tags)
    .filter(({ version }) => compareNumbers(version, begun.version) < 0)
    .sort((a, b) => compareNumbers(a.version, b.version))
    .at(-1)?.name;
  const planned = { version: begun.version, tag: begun.name, commit, previous };
  if (!github) throw new ReleaseRefusal(nothingNew(begun.name, commit));
  const [release] = await github.releasesOf(begun.name);
  if (!release) return { ...planned, state: "tagged" };
  if (release.isDraft) return { ...planned, state: "drafted" };
  if (await github.wasDeployed(commit, environment)) {
    throw new ReleaseRefusal(
      `${nothingNew(begun.name, commit)} It was handed in for ${environment} already. To deploy it again, start ": deploy" for prd with the version ${begun.name}.`,
    );
  }
  return { ...planned, state: "published" };
}

const nothingNew = (last: string | undefined, commit: string): string =>
  last === undefined
    ? `There is nothing to release: no commit up to ${commit.slice(0, 7)} changes the app.`
    : `There is nothing to release: no commit up to ${commit.slice(0, 7)} changes the app since ${last}.`;
