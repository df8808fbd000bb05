import { changeOf } from "./commit-message";
import { compareNumbers, highest, type Version, versionOfTag } from "./version";

/** A tag of git, and the commit that it leads to. */
export interface Tag {
  readonly name: string;
  /** In full. */
  readonly commit: string;
}

/** A commit, as a release looks at it. */
export interface ReleaseCommit {
  /** In full. */
  readonly commit: string;
  /** The whole of it, whoever wrote it. */
  readonly message: string;
  /** Whether it joins others, which are listed themselves. */
  readonly isMerge: boolean;
}

/** What a version becomes for, from the least to the most. */
export type Step = "patch" | "minor" | "major";

/**
 * The first version of an app that had none. Not 0.1.0: what is released goes to production, and what is used in production is
 * 1.0.0 (semver.org, "How do I know when to release 1.0.0?"). A tag `v0.1.0` made by hand lets an app begin below.
 */
export const FIRST_VERSION: Version = { major: 1, minor: 0, patch: 0, preRelease: undefined };

/** The release tags among tags, each with its version: pre-releases, and what is no version, are none. */
export const releaseTags = (tags: readonly Tag[]): readonly (Tag & { readonly version: Version })[] =>
  tags.flatMap((tag) => {
    const version = versionOfTag(tag.name);
    return version && version.preRelease === undefined ? [{ ...tag, version }] : [];
  });

/** The release that is the highest by its numbers; undefined where there is none. */
export const lastRelease = (tags: readonly Tag[]): (Tag & { readonly version: Version }) | undefined =>
  [...releaseTags(tags)].sort((a, b) => compareNumbers(a.version, b.version)).at(-1);

/**
 * The version that these commits make. It is above every release that there is, also those of other branches: a number is given
 * once. A pre-release above them announces its version, so nothing below that one follows it.
 *
 * @param tags All tags of the repository.
 * @param commits Those that no release has; at least one.
 */
export function nextVersion(tags: readonly Tag[], commits: readonly ReleaseCommit[]): Version {
  const last = lastRelease(tags)?.version;
  const announced = tags.flatMap(({ name }) => {
    const version = versionOfTag(name);
    return version?.preRelease === undefined ? [] : [{ ...version, preRelease: undefined }];
  });
  if (!last) return highest(announced) ?? FIRST_VERSION;
  return highest([after(last, stepOf(commits)), ...announced]) ?? last;
}

/** The greatest step that one of the commits asks for. */
export function stepOf(commits: readonly ReleaseCommit[]): Step {
  const changes = commits.filter(({ isMerge }) => !isMerge).map(({ message }) => changeOf(message));
  if (changes.some(({ isBreaking }) => isBreaking)) return "major";
  return changes.some(({ type }) => type === "feat") ? "minor" : "patch";
}

/** Below 1.0.0 anything may change, and the middle number says so. Source: semver.org, 4. */
function after({ major, minor, patch }: Version, step: Step): Version {
  const preRelease = undefined;
  if (step === "patch") return { major, minor, patch: patch + 1, preRelease };
  if (step === "minor" || major === 0) return { major, minor: minor + 1, patch: 0, preRelease };
  return { major: major + 1, minor: 0, patch: 0, preRelease };
}
