import type { Release } from "../../runtime/site/release";
import { uploadGroups } from "../../runtime/site/upload-groups";
import { count } from "../report/wording/words";
import type { RecordedBuild } from "./builds";
import type { Build } from "./ports";
import type { Published } from "./publish";

/** Where a build goes. */
export interface PublishPlace {
  readonly line: string;
  readonly stage: string;
  readonly bucket: string;
}

/** A size as people read it: `14.2 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The files of a release as rows of a table, headings first, in the order in which they are uploaded. */
export const fileRows = ({ manifest }: Release): readonly (readonly string[])[] => [
  ["FILE", "TYPE", "CACHE", "SIZE"],
  ...uploadGroups(manifest)
    .flat()
    .map(({ path, type, cache, size }) => [path, type, cache, sizeText(size)]),
];

/** What a release is, where it goes, and what it was built from. */
export function planText(
  { digest, manifest }: Release,
  { branch, commit, run, by }: Build,
  { line, stage, bucket }: PublishPlace,
): string {
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  return [
    `release  ${digest}`,
    `files    ${count(manifest.files.length)}, ${sizeText(size)}`,
    `to       ${line} ${stage}, bucket ${bucket}`,
    `build    branch ${branch}, commit ${commit.slice(0, 7)}, ${run > 0 ? `run ${run}, ` : ""}by ${by}`,
  ].join("\n");
}

/** What became of the release. */
export function publishedText(
  { kind, uploaded }: Published,
  { digest, manifest }: Release,
  { bucket }: PublishPlace,
): string {
  const total = manifest.files.length;
  if (kind === "there") return `The release ${digest} is there already, with all of its ${count(total, "file")}.`;
  const before = total - uploaded;
  return `The release ${digest} is in ${bucket}: ${count(uploaded, "file")} uploaded${before > 0 ? `, ${count(before)} there before` : ""}.`;
}

/** What became of the build. */
export function recordedText(recorded: RecordedBuild, { branch, run }: Build): string {
  if (recorded.kind === "recorded")
    return `It is the last build of ${branch} now. \`infra promote\` gives it to sites.`;
  if (recorded.kind === "unchanged") return `It was the last build of ${branch} before.`;
  const { by } = recorded;
  const whose = `run ${by.run}, commit ${by.commit.slice(0, 7)}, at ${by.at}`;
  return run > 0
    ? `A later build of ${branch} is there (${whose}), and stays the last one: this is run ${run}.`
    : `A build of ${branch} by GitHub Actions is there (${whose}), and stays the last one. To take its place, use --run with a higher number.`;
}
