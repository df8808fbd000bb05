import type { SynthesizedStack } from "../plan/synthesized-stack";
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

/** Terraform, as far as applying needs it. */
export interface DeployTerraform {
  /**
   * Plans a stack as it stands, against the real states of its upstreams, under the lock of its state, and keeps the plan.
   *
   * @param files Texts by file name, to stand beside the stack's assets.
   */
  planToApply(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<PlanToApply>;
  /** Applies a kept plan, and nothing else: a file of other bytes is refused. */
  apply(stack: SynthesizedStack, saved: SavedPlan): Promise<Applied>;
  /**
   * Whether a Terraform of an earlier run on this machine, which held the lock of a state, still goes on.
   *
   * @returns undefined when there is no trace of one.
   */
  isRunning(stack: SynthesizedStack): Promise<boolean | undefined>;
  /** Releases the lock of a state, by its id. Only for one whose holder is known to be dead. */
  release(stack: SynthesizedStack, files: ReadonlyMap<string, string>, lockId: string): Promise<Applied>;
}

export type PlanToApply =
  | {
      readonly ok: true;
      /** What `terraform show -json` printed of the kept plan. */
      readonly json: string;
      readonly saved: SavedPlan;
    }
  | {
      readonly ok: false;
      /** Terraform's own words. */
      readonly error: string;
    };

/** A plan that Terraform saved, by its bytes. */
export interface SavedPlan {
  readonly sha256: string;
}

export type Applied = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** What happens while stacks are deployed, for whoever watches. */
export type DeployEvent =
  | { readonly kind: "applying"; readonly stack: string }
  | { readonly kind: "finished"; readonly stack: string; readonly status: string; readonly seconds: number };
