import { code, fence } from "../report/markdown/safe-text";
import type { Markdown } from "../report/markdown/to-markdown";
import { count } from "../report/wording/words";
import type { Step } from "./steps";
import { alert, MERGE_COMMIT, short, stepLines } from "./wording";

/** What a back-merge brings to a branch. */
export interface BackMergeContent {
  /** The branch whose commits are brought back, and the one that lacks them. */
  readonly from: string;
  readonly to: string;
  /** The branch of the pull request. */
  readonly branch: string;
  /** The commit that is brought back, in full. */
  readonly head: string;
  readonly commits: number;
  readonly steps: readonly Step[];
  /** Whether it can be merged without a conflict; undefined while GitHub does not know. */
  readonly isMergeable: boolean | undefined;
  /** Older back-merges that somebody added commits to. */
  readonly older: readonly number[];
}

/** The part of a back-merge's body that says what it brings, and what stands in its way. */
export function backMergeText(content: BackMergeContent): Markdown {
  const { from, to, head, commits, steps, older } = content;
  return [
    `## Back-merge of ${code(from)} to ${code(to)}`,
    ...conflict(content),
    ...older.map((number) =>
      alert("WARNING", [`#${number} is an older one to which somebody added commits: merge it first, or close it.`]),
    ),
    `${code(from)} has ${count(commits, "commit")} that ${code(to)} lacks, up to ${short(head)}. Until ${code(to)} has them, nothing more can be released. ${MERGE_COMMIT}`,
    stepLines(steps).join("\n"),
  ].join("\n\n");
}

/** Names of branches stand in commands here, so they are the catalogue's and our own; no other gets there. */
function conflict({ isMergeable, branch, to }: BackMergeContent): readonly Markdown[] {
  if (isMergeable === undefined)
    return [`GitHub does not say yet whether it conflicts with ${code(to)}; the end of this page does.`];
  if (isMergeable) return [];
  const commands = [
    "git fetch origin",
    `git switch ${branch}`,
    `git merge origin/${to}   # names the files: mend them, git add them, git commit`,
    `git push origin ${branch}`,
  ];
  return [
    alert("CAUTION", [
      `**It conflicts with ${code(to)}.** Nothing was merged. Until somebody resolves it on its branch, GitHub runs no workflow here, so no plan is shown:`,
    ]),
    fence(commands, "sh"),
  ];
}

/** What stands in one that is closed, because it is not needed any more. */
export const closedText = (from: string, to: string, by: number | undefined): Markdown =>
  [
    `## Back-merge of ${code(from)} to ${code(to)}`,
    by === undefined
      ? `Closed by itself: ${code(to)} has everything that ${code(from)} has.`
      : `Closed by itself: #${by} brings this, and more.`,
  ].join("\n\n");
