import type { StateLock } from "../inspect/ports";
import { isOfGitHub } from "../plan/providers";
import { scratchOf } from "../plan/scratch";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import type { ObjectStore } from "../records/object-store";
import type { AllowedDanger } from "../report/dangers/danger";
import type { ReportContext } from "../report/findings";
import { type ApplyOptions, type ApplyPorts, applyApproved, DIFFERS, SETTLED } from "./apply-approved";
import { approvedByDigest, approvedByPullRequest, changedSinceDeployed, type Decision, mergedInto } from "./approval";
import { begun, isByHand } from "./beginning";
import type { Approval, Deployment, DeploymentRun, StackDeployment } from "./deployment";
import { canGoOn } from "./going-on";
import { hindrancesIn } from "./hindrances";
import { type Ledger, openLedger } from "./ledger";
import type { DeployGitHub } from "./ports";
import type { Rehearsal } from "./rehearsal";
import { staleLocks } from "./stale-locks";

export interface DeployOptions extends Omit<ApplyOptions, "signal"> {
  readonly branch: string;
  /** The commit that is deployed, in full. */
  readonly commit: string;
  /**
   * The digest of a report that somebody read, and approves.
   * @default - what the merged pull request showed is approved
   */
  readonly approve?: string;
  /** Who deploys, where, and since when. */
  readonly run: Omit<DeploymentRun, "finished">;
  /** The label that confirms. */
  readonly label: string;
  /** What needs no confirmation. */
  readonly allowed: readonly AllowedDanger[];
  readonly signal: AbortSignal;
}

export interface DeployPorts extends Omit<ApplyPorts, "keep"> {
  /** Keeps the records of the branch's network. */
  readonly records: ObjectStore;
  /** Plans everything, as a pull request does. */
  readonly rehearse: () => Promise<Rehearsal>;
  /** The locks that are held on the branch's states. */
  readonly locks: () => Promise<readonly StateLock[]>;
  /** @default - nobody asks GitHub: only a digest approves anything */
  readonly github?: DeployGitHub;
  /** RFC 3339. */
  readonly now: () => string;
  /** Told what a person may want to know. */
  readonly note: (text: string) => void;
}

/** What came of it. */
export type Deployed =
  | {
      readonly kind: "deployed";
      readonly deployment: Deployment;
      readonly pullRequest?: number;
      /**
       * What is left to be approved, of stacks that would do something else than was approved.
       * @default - nothing
       */
      readonly next?: Rehearsal;
    }
  /** Nothing was applied. */
  | {
      readonly kind: "refused";
      readonly because: readonly string[];
      readonly pullRequest?: number;
      /** What would be done now. */
      readonly rehearsal?: Rehearsal;
      /**
       * Whether no digest lifts it: something is to be mended first.
       * @default - whoever approves the digest of what would be done lets it go on
       */
      readonly isToMend?: true;
      /** What was shown, to compare with. */
      readonly previous?: ReportContext["previous"];
    };

/**
 * Deploys a branch: applies what was approved, and nothing else.
 *
 * All stacks are planned again, as the pull request planned them; only if that is exactly what the pull request showed, or
 * what has the approved digest, is anything applied. A commit whose deployment was begun is gone on with: what it was approved
 * by is on record.
 *
 * The caller holds the lock of the branch.
 *
 * @param stacks Those of the branch.
 * @throws RecordError when the records cannot be read or written; the signal's reason when it ended the run.
 */
export async function deploy(
  stacks: readonly SynthesizedStack[],
  options: DeployOptions,
  ports: DeployPorts,
): Promise<Deployed> {
  const { branch, commit } = options;
  const overtaken = await overtakenBy(options, ports);
  if (overtaken) return overtaken;
  // Asked before anything is done: what comes of it has to be said there, whatever it is approved by.
  const [pull] = ports.github ? await mergedInto(ports.github, branch, commit) : [];
  const deployed = await deployHead(stacks, options, ports);
  return { ...(pull && { pullRequest: pull.number }), ...deployed };
}

/** The same of what is at the head of the branch. */
async function deployHead(
  stacks: readonly SynthesizedStack[],
  options: DeployOptions,
  ports: DeployPorts,
): Promise<Deployed> {
  const { branch, commit, approve } = options;
  const ledger = await openLedger(ports.records, branch, commit);
  const earlier = ledger.deployment;
  const isOpen = earlier !== undefined && earlier.status !== "succeeded";
  if (isOpen) await releaseStale(stacks, earlier, options, ports);
  if (isOpen && approve === undefined && canGoOn(earlier, idsOf(stacks), ledger.stacks)) {
    ports.note(`commit ${commit.slice(0, 7)} was begun before; what is left of it is deployed`);
    return finish(stacks, ledger, options, ports);
  }
  const rehearsal = await ports.rehearse();
  const ofGitHub = stacks.filter(({ configuration }) => isOfGitHub(configuration));
  const hindrances = hindrancesIn(rehearsal.report, new Set(idsOf(ofGitHub)));
  if (hindrances.length > 0) return { kind: "refused", because: hindrances, rehearsal, isToMend: true };
  const byHand = new Set(stacks.filter(isByHand).map(({ id }) => id));
  const isChanging = rehearsal.report.stacks.some(({ id, state }) => state === "changes" && !byHand.has(id));
  if (!isChanging && earlier?.status === "succeeded") return { kind: "deployed", deployment: earlier };
  const decision = isChanging ? await decide(rehearsal, earlier, options, ports) : NOTHING_TO_APPROVE(rehearsal);
  if ("refused" in decision) {
    const { refused: because, pullRequest, shown: previous } = decision;
    const found = { ...(pullRequest !== undefined && { pullRequest }), ...(previous && { previous }) };
    return { kind: "refused", because, rehearsal, ...found };
  }
  await ledger.record((now) => begun(now, rehearsal, decision.approval, stacks, options));
  return finish(stacks, ledger, options, ports);
}

/** Who was killed holds nothing any more; what it left is in the way of what it was doing. */
async function releaseStale(
  stacks: readonly SynthesizedStack[],
  earlier: Deployment,
  { run, mode }: DeployOptions,
  { locks, terraform, note, clean }: DeployPorts,
): Promise<void> {
  const held = await locks();
  if (held.length === 0) return;
  const isRunning = new Map(
    await Promise.all(stacks.map(async (stack) => [stack.id, await terraform.isRunning(stack)] as const)),
  );
  for (const lock of staleLocks(held, earlier, run, (id) => isRunning.get(id))) {
    const stack = stacks.find(({ id }) => id === lock.key);
    if (!stack) continue;
    const released = await terraform.release(stack, scratchOf(stack, mode, new Map()).files, lock.id);
    note(
      released.ok
        ? `${stack.id}: released the lock that the run of ${lock.created} left when it was killed`
        : `${stack.id}: the lock that a killed run left could not be released: ${clean(released.error)}`,
    );
  }
}

/** An old run that somebody repeats must not take the branch back to what it was then. */
async function overtakenBy({ branch, commit }: DeployOptions, { github }: DeployPorts): Promise<Deployed | undefined> {
  const head = await github?.branchHead(branch);
  if (github === undefined || head === commit) return undefined;
  const because =
    head === undefined
      ? `There is no branch "${branch}" any more.`
      : `Commit ${commit.slice(0, 7)} is not the head of ${branch}, which is ${head.slice(0, 7)}: deploy that one. To go back, revert the merge.`;
  return { kind: "refused", because: [because] };
}

function decide(
  rehearsal: Rehearsal,
  earlier: Deployment | undefined,
  { branch, commit, approve, label, allowed, run }: DeployOptions,
  { github }: DeployPorts,
): Decision | Promise<Decision> {
  if (approve !== undefined) return approvedByDigest(rehearsal, approve, run.actor);
  if (earlier?.status === "succeeded") return changedSinceDeployed(earlier);
  if (earlier) return LEFT_OVER;
  if (!github) return NOT_ASKED;
  return approvedByPullRequest(github, { branch, commit, label, allowed }, rehearsal);
}

const LEFT_OVER: Decision = {
  refused: ["What is left of the last run of this commit is not what was approved, and needs an approval of its own."],
};

const NOT_ASKED: Decision = {
  refused: ["Nothing was approved: GitHub was not asked what a pull request showed, and no digest was named."],
};

const NOTHING_TO_APPROVE = ({ digest }: Rehearsal): { readonly approval: Approval } => ({
  approval: { kind: "digest", digest, by: "nobody: there is nothing to do" },
});

const idsOf = (stacks: readonly SynthesizedStack[]): readonly string[] => stacks.map(({ id }) => id);

/** Applies what is on record as approved and not yet done, and keeps what became of it. */
async function finish(
  stacks: readonly SynthesizedStack[],
  ledger: Ledger,
  options: DeployOptions,
  ports: DeployPorts,
): Promise<Deployed> {
  const { commit, run } = options;
  const began = ledger.deployment as Deployment;
  if (began.runs.at(-1)?.started !== run.started) {
    await ledger.record((now) => ({ ...(now as Deployment), status: "in_progress", runs: [...began.runs, run] }));
  }
  const unchanged = began.stacks.filter(({ status }) => status === "unchanged").map(({ id }) => id);
  if (unchanged.length > 0) await ledger.deployed(unchanged, commit, ports.now());
  await applyApproved(stacks, again(began.stacks), options, {
    ...ports,
    keep: async (stack) => {
      await ledger.record((now) => withStack(now as Deployment, stack));
      if (stack.status === "applied") await ledger.deployed([stack.id], commit, ports.now());
    },
  });
  await ledger.record((now) => ended(now as Deployment, ports.now()));
  const deployment = ledger.deployment as Deployment;
  const isRefused = deployment.stacks.some(({ because = "" }) => because.startsWith(DIFFERS));
  return {
    kind: "deployed",
    deployment,
    ...(isRefused && { next: await ports.rehearse() }),
  };
}

/** Those that were skipped have their turn again. */
const again = (stacks: readonly StackDeployment[]): readonly StackDeployment[] =>
  stacks.map((stack) => (stack.status === "skipped" ? { ...stack, status: "pending" } : stack));

const withStack = (deployment: Deployment, stack: StackDeployment): Deployment => ({
  ...deployment,
  stacks: deployment.stacks.map((each) => (each.id === stack.id ? stack : each)),
});

function ended(deployment: Deployment, finished: string): Deployment {
  const isLeft = deployment.stacks.some(({ status }) => !SETTLED.has(status));
  return {
    ...deployment,
    status: isLeft ? "failed" : "succeeded",
    runs: deployment.runs.map((run, index, all) => (index === all.length - 1 ? { ...run, finished } : run)),
  };
}
