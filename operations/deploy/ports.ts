import type { GitHub } from "../report/pull-request/ports";

/** A pull request that was merged. */
export interface MergedPullRequest {
  readonly number: number;
  /** The commit that was its head, in full: the one whose plan it showed. */
  readonly head: string;
  /** The branch that it was merged into. */
  readonly base: string;
}

/** What is needed of GitHub to know what was approved, and to say what became of it. */
export interface DeployGitHub
  extends Pick<
    GitHub,
    "checkRuns" | "comments" | "createComment" | "updateComment" | "labelEvents" | "login" | "pullRequest" | "reviews"
  > {
  /** The commit that a branch is at, in full; undefined when there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
  /** The pull requests whose merge made a commit: its merge commit, its squash, or the last commit of its rebase. */
  mergedAs(commit: string): Promise<readonly MergedPullRequest[]>;
}
