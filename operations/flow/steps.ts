import type { BranchPullRequest, Commit } from "./ports";

/** One thing that came to a branch: a pull request, or a commit that none brought. */
export interface Step {
  /** First line of the message, or the title of the pull request, whoever wrote it. */
  readonly title: string;
  /** The commit on the branch, in full. */
  readonly commit: string;
  /** @default - no pull request is known to have brought it */
  readonly number?: number;
}

/**
 * What came to a branch, newest first. Commits that a merge brought are no steps of their own: the merge is.
 *
 * @param commits What is new on the branch.
 * @param head Where the branch is, in full.
 * @param pulls Pull requests into the branch that were closed.
 */
export function stepsOf(
  commits: readonly Commit[],
  head: string,
  pulls: readonly BranchPullRequest[],
): readonly Step[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const byCommit = new Map(
    pulls.flatMap((pull) => (pull.state === "merged" && pull.made !== undefined ? [[pull.made, pull] as const] : [])),
  );
  const steps: Step[] = [];
  for (let commit = bySha.get(head); commit; commit = bySha.get(commit.parents[0] ?? "")) {
    const pull = byCommit.get(commit.sha);
    steps.push({ title: pull?.title ?? commit.title, commit: commit.sha, ...(pull && { number: pull.number }) });
    // A commit stands on older ones alone; an answer that says otherwise must not go round for ever.
    bySha.delete(commit.sha);
  }
  return steps;
}
