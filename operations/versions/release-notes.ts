import { code, link } from "../report/markdown/safe-text";
import type { Markdown } from "../report/markdown/to-markdown";
import { codePointsIn } from "../report/wording/code-points";
import { count } from "../report/wording/words";
import { type Change, changeOf } from "./commit-message";
import type { ReleaseCommit } from "./next-version";

/** What the notes of a release tell. */
export interface ReleaseNotes {
  /** The repository's page: `https://github.com/equipweb/portal`. */
  readonly page: string;
  readonly tag: string;
  /** The tag of the release before; undefined of the first one. */
  readonly previous: string | undefined;
  /** Newest first. */
  readonly commits: readonly ReleaseCommit[];
}

/** Longest notes, in code points: GitHub takes 125,000. */
const LONGEST = 100_000;

const GROUPS: readonly { readonly title: string; readonly has: (change: Change) => boolean }[] = [
  { title: "Breaking changes", has: ({ isBreaking }) => isBreaking },
  { title: "New", has: ({ type }) => type === "feat" },
  { title: "Fixed", has: ({ type }) => type === "fix" || type === "revert" },
  { title: "Everything else", has: () => true },
];

/** The notes of a release: what its commits say, in groups, each with a link. What people wrote appears as code, which does nothing. */
export function releaseNotes({ page, tag, previous, commits }: ReleaseNotes): Markdown {
  const all = commits
    .filter(({ isMerge }) => !isMerge)
    .map(({ commit, message }) => ({ commit, change: changeOf(message) }));
  const groups = GROUPS.map(({ title, has }, index) => ({
    title,
    lines: all
      .filter(({ change }) => has(change) && !GROUPS.slice(0, index).some((before) => before.has(change)))
      .map(({ commit, change }) => lineOf(page, commit, change)),
  })).filter(({ lines }) => lines.length > 0);
  const listed = groups.flatMap(({ title, lines }) => [`### ${title}`, "", ...lines, ""]);
  const everything =
    previous === undefined
      ? "The first release."
      : `${link(`Everything since ${previous}`, `${page}/compare/${previous}...${tag}`)}.`;
  return [...fitting(listed), everything].join("\n");
}

function lineOf(page: string, commit: string, { scope, text, pullRequest }: Change): Markdown {
  const where = scope === undefined ? "" : `${code(scope)}: `;
  const links = [
    ...(pullRequest === undefined ? [] : [link(`#${pullRequest}`, `${page}/pull/${pullRequest}`)]),
    link(commit.slice(0, 7), `${page}/commit/${commit}`),
  ];
  return `- ${where}${code(text)} (${links.join(", ")})`;
}

/** As many lines as there is room for, and how many changes more there are. */
function fitting(lines: readonly Markdown[]): readonly Markdown[] {
  let left = LONGEST;
  const taken = lines.findIndex((line) => {
    left -= codePointsIn(line) + 1;
    return left < 0;
  });
  if (taken < 0) return lines;
  const more = lines.slice(taken).filter((line) => line.startsWith("- ")).length;
  return [...lines.slice(0, taken), "", `And ${count(more, "change")} more.`, ""];
}
