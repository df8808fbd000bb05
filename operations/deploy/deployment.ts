import type { CanonicalPlan } from "../report/history/canonical-plan";

/**
 * What is kept of the deployment of one commit of a branch: `deployments/<branch>/<commit>.json` in the network's bucket of
 * records. It holds what was approved, so that a run that was killed can go on with it, and what became of each stack.
 */
export interface Deployment {
  readonly format: 1;
  readonly branch: string;
  /** In full. */
  readonly commit: string;
  /** By which every stack was approved; the last one counts. */
  readonly approvals: readonly Approval[];
  readonly runs: readonly DeploymentRun[];
  readonly status: "in_progress" | "succeeded" | "failed";
  /** Sorted by id. */
  readonly stacks: readonly StackDeployment[];
}

/** Why what was planned may be applied. */
export type Approval =
  /** It is what the pull request showed that was merged. */
  | { readonly kind: "pull-request"; readonly number: number; readonly digest: string }
  /** Somebody named the digest of a report that was published after the merge. */
  | { readonly kind: "digest"; readonly digest: string; readonly by: string };

/** One try. */
export interface DeploymentRun {
  /** Who deployed: `octocat`, `alice`. */
  readonly actor: string;
  /** Where: `user@host`, as Terraform names whoever holds a lock of its own. */
  readonly place: string;
  /** @default - it ran on no runner of GitHub */
  readonly url?: string;
  /**
   * The run of GitHub Actions, and which attempt at it.
   * @default - it ran on no runner of GitHub
   */
  readonly run?: { readonly id: number; readonly attempt: number };
  /** RFC 3339. */
  readonly started: string;
  /** @default - it was killed, or goes on */
  readonly finished?: string;
}

export interface StackDeployment {
  readonly id: string;
  /**
   * - `pending`: its turn has not come
   * - `applying`: begun, and not known to have ended
   * - `applied`: what was approved was done
   * - `unchanged`: there was nothing to do
   * - `failed`: Terraform refused or failed, or what it would do is not what was approved
   * - `skipped`: something that it depends on failed
   * - `manual`: only an administrator applies it
   */
  readonly status: "pending" | "applying" | "applied" | "unchanged" | "failed" | "skipped" | "manual";
  /**
   * Why, of one that failed, was skipped or is left to somebody; in sentences.
   * @default - there is nothing to say
   */
  readonly because?: string;
  /**
   * Whether applying it was begun: a part of what was approved may be done.
   * @default - nothing of it is
   */
  readonly isBegun?: true;
  /**
   * What was approved.
   * @default - it cannot be planned here, so nothing of it is applied
   */
  readonly approved?: CanonicalPlan;
}

/**
 * What is deployed of a branch: `deployments/<branch>/stacks.json`. Written whenever a stack was applied, or found to have
 * nothing to do.
 */
export interface DeployedStacks {
  readonly format: 1;
  /** The commit that each stack was last deployed from, by id. */
  readonly stacks: Readonly<Record<string, DeployedStack>>;
}

export interface DeployedStack {
  /** In full. */
  readonly commit: string;
  /** When it was applied, as RFC 3339 writes it. */
  readonly at: string;
}

/** Key of the record of one deployment. */
export const deploymentKey = (branch: string, commit: string): string => `deployments/${branch}/${commit}.json`;

/** Key of what is deployed of a branch. */
export const deployedKey = (branch: string): string => `deployments/${branch}/stacks.json`;

/** Key of the lock that one deployment of a branch holds at a time. */
export const deployLockKey = (branch: string): string => `locks/deploy-${branch}.json`;
