/** A version, as semver.org has it, without build metadata: two that differ in that alone have no order. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `rc.1` of `2.0.0-rc.1`; undefined of what is no pre-release. */
  readonly preRelease: string | undefined;
}

const NUMBER = "(0|[1-9]\\d{0,8})";
const PART = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
/** Source: semver.org, "Is there a suggested regular expression to check a SemVer string?". Numbers that nobody counts to are none. */
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${PART}(?:\\.${PART})*))?$`);

/** The version that a text is; undefined of one that is none. */
export function parseVersion(text: string): Version | undefined {
  const [whole, major, minor, patch, preRelease] = VERSION.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), preRelease };
}

/** The version that a tag of git names, `v1.4.0`; undefined of any other tag. */
export const versionOfTag = (tag: string): Version | undefined =>
  tag.startsWith("v") ? parseVersion(tag.slice(1)) : undefined;

/** The version as a text, `1.4.0`. */
export const versionText = ({ major, minor, patch, preRelease }: Version): string =>
  `${major}.${minor}.${patch}${preRelease === undefined ? "" : `-${preRelease}`}`;

/** The tag of a version, `v1.4.0`. */
export const tagOf = (version: Version): string => `v${versionText(version)}`;

/** Orders versions by their numbers, what is after the hyphen left out: below zero where the first one is lower. */
export const compareNumbers = (one: Version, other: Version): number =>
  one.major - other.major || one.minor - other.minor || one.patch - other.patch;

/** The highest by its numbers; undefined of none. */
export const highest = (versions: readonly Version[]): Version | undefined => [...versions].sort(compareNumbers).at(-1);
