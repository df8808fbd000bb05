import type { DeployGitHub } from "../deploy/ports";
import type { Attempt, GitHub } from "../report/pull-request/ports";

/** A commit, as far as a list of them shows it. */
export interface Commit {
  /** In full. */
  readonly sha: string;
  /** First line of its message, whoever wrote it. */
  readonly title: string;
  /** The commits that it stands on, the one of its own branch first. */
  readonly parents: readonly string[];
}

/** A file that one commit has otherwise than another. */
export interface ChangedFile {
  readonly path: string;
  /** GitHub's own word: `added`, `removed`, `modified`, `renamed`, and others. */
  readonly status: string;
  /** Where it was before; only of one that was renamed. */
  readonly from?: string;
}

/** What one commit has, and another has not. */
export interface Comparison {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  /** Against the commit from which both come. */
  readonly files: readonly ChangedFile[];
  /** Whether there may be more files: GitHub tells of so many, and no more. */
  readonly isCut: boolean;
}

/** A pull request between two branches of this repository. */
export interface BranchPullRequest {
  readonly number: number;
  /** As its author last left it. */
  readonly title: string;
  readonly state: "open" | "closed" | "merged";
  /** The branch that would be merged. */
  readonly branch: string;
  /** The commit that would be merged, in full. */
  readonly head: string;
  /** What the merge made, in full; undefined of one that is not merged. */
  readonly made: string | undefined;
}

/** A pull request to be opened. */
export interface NewPullRequest {
  readonly title: string;
  readonly body: string;
  /** The branch that would be merged, and the one that it would be merged into. */
  readonly head: string;
  readonly base: string;
}

/** What is needed of GitHub for the branches of this repository and the pull requests between them. */
export interface FlowGitHub extends Pick<GitHub, "pullRequest" | "writeBody">, Pick<DeployGitHub, "branchHead"> {
  /** What `head` has that `base` has not; both are commits, in full. */
  compare(base: string, head: string): Promise<Comparison>;
  /** Pull requests into a branch that are open, those of forks left out. */
  openInto(base: string): Promise<readonly BranchPullRequest[]>;
  /** All pull requests from one branch of this repository into another, newest first. */
  between(head: string, base: string): Promise<readonly BranchPullRequest[]>;
  /** Up to 100 pull requests into a branch that were closed, those that changed last first. */
  lastClosed(base: string): Promise<readonly BranchPullRequest[]>;
  /** The number of the new one, or why GitHub refuses it: there is one between these branches already, for one. */
  openPullRequest(opened: NewPullRequest): Promise<Attempt<number> | { readonly refused: string }>;
  /** Does nothing when it is closed. */
  closePullRequest(number: number): Promise<void>;
  /** Whether it can be merged without a conflict; undefined while GitHub does not know. */
  isMergeable(number: number): Promise<boolean | undefined>;
  /** Makes a branch at a commit. Does nothing when there is one of that name, wherever it is. */
  createBranch(branch: string, commit: string): Promise<void>;
  /** Does nothing when there is none of that name. */
  deleteBranch(branch: string): Promise<void>;
}

/** Git Flow cannot go on. Says what stands in the way, and what to do. */
export class FlowError extends Error {
  override readonly name = "FlowError";
}
