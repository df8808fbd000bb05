import { type BackMergeContent, backMergeText, closedText } from "./back-merge-text";
import { FLOW_SECTION, newBody, writeSection } from "./flow-section";
import { isOpen, openOnce } from "./open-once";
import { type BranchPullRequest, FlowError, type FlowGitHub } from "./ports";
import { settled } from "./settle";
import { stepsOf } from "./steps";

/** Whose commits are brought back, and where to. */
export interface BackMerge {
  readonly from: string;
  readonly to: string;
}

/** What became of it. */
export interface BackMerged {
  /** `refused`: somebody closed the pull request of these very commits, so it is not opened again. */
  readonly state: "not-needed" | "opened" | "updated" | "unchanged" | "refused";
  /** @default - none is needed */
  readonly number?: number;
  /** Whether it can be merged without a conflict; undefined while GitHub does not know. */
  readonly isMergeable?: boolean | undefined;
  /** Those that were closed, because they are not needed any more. */
  readonly closed: readonly number[];
}

const PREFIX = "back-merge/";

/** The branch of a back-merge; of this commit alone. */
const branchOf = (commit: string): string => `${PREFIX}${commit.slice(0, 7)}`;

/** Whether a pull request is a back-merge of ours. */
export const isBackMerge = ({ branch }: BranchPullRequest): boolean => branch.startsWith(PREFIX);

/**
 * Opens the pull request that brings a branch what it lacks of another, from a branch at that one's head, or brings its body
 * up to date; closes those that are not needed any more. It never merges anything: where there is a conflict, it says so.
 *
 * @throws FlowError when a branch is missing, or the body cannot take what is to be said.
 */
export function backMerge(github: FlowGitHub, wanted: BackMerge): Promise<BackMerged> {
  const { from, to } = wanted;
  return settled(github, wanted, async (heads): Promise<BackMerged> => {
    const { commits } = await github.compare(heads.to, heads.from);
    const open = (await github.openInto(to)).filter(isBackMerge);
    if (commits.length === 0) return { state: "not-needed", closed: await closeAll(github, open, heads.to, wanted) };

    const branch = branchOf(heads.from);
    const mine = await github.between(branch, to);
    const [refused] = mine.some(isOpen) ? [] : mine.filter(({ state }) => state === "closed");
    if (refused) return { state: "refused", number: refused.number, closed: [] };
    const others = open.filter((pull) => pull.branch !== branch);
    const content: BackMergeContent = {
      from,
      to,
      branch,
      head: heads.from,
      commits: commits.length,
      steps: stepsOf(commits, heads.from, await github.lastClosed(from)),
      isMergeable: undefined,
      older: [],
    };
    const title = `Bring ${from} back to ${to}`;
    const [there] = mine.filter(isOpen);
    if (!there) await makeBranch(github, branch, heads.from);
    const body = newBody(backMergeText(content));
    const { number, isNew } = there
      ? { number: there.number, isNew: false }
      : await openOnce(github, { title, body, head: branch, base: to });
    const closed = await closeAll(github, others, heads.from, wanted, number);
    const older = others.map((pull) => pull.number).filter((other) => !closed.includes(other));
    const isMergeable = await github.isMergeable(number);
    const isChanged = await writeSection(github, number, backMergeText({ ...content, isMergeable, older }));
    return { state: isNew ? "opened" : isChanged ? "updated" : "unchanged", number, isMergeable, closed };
  });
}

/** A branch at a commit. One of that name may be there already, made by a run before, and may have gone on since. */
async function makeBranch(github: FlowGitHub, branch: string, commit: string): Promise<void> {
  if ((await github.branchHead(branch)) === undefined) await github.createBranch(branch, commit);
  const head = await github.branchHead(branch);
  if (head === commit) return;
  if (head === undefined) {
    throw new FlowError(
      `GitHub made no branch "${branch}", as it does where a commit changes workflows and the token may not write those; push it yourself, then run this again: git push origin ${commit}:refs/heads/${branch}`,
    );
  }
  if ((await github.compare(head, commit)).commits.length === 0) return;
  throw new FlowError(
    `the branch "${branch}" does not hold commit ${commit}, which it is named after; delete it, then run this again`,
  );
}

/**
 * Closes pull requests of which nothing is left to be merged, with their branches.
 *
 * @param holder The commit that has everything that they should bring.
 * @param by The pull request that takes their place; undefined when none has to.
 * @returns the numbers of those that were closed: somebody may have added to the others.
 */
async function closeAll(
  github: FlowGitHub,
  pulls: readonly BranchPullRequest[],
  holder: string,
  { from, to }: BackMerge,
  by?: number,
): Promise<readonly number[]> {
  const closed: number[] = [];
  for (const { number, branch, head } of pulls) {
    if ((await github.compare(holder, head)).commits.length > 0) continue;
    await sayClosed(github, number, closedText(from, to, by));
    await github.closePullRequest(number);
    if ((await github.branchHead(branch)) === head) await github.deleteBranch(branch);
    closed.push(number);
  }
  return closed;
}

/** Says why, where that can be said: to be closed is more important. */
async function sayClosed(github: FlowGitHub, number: number, text: string): Promise<void> {
  const { body } = await github.pullRequest(number);
  if (!("error" in FLOW_SECTION.mergeInto(body, text))) await writeSection(github, number, text);
}
