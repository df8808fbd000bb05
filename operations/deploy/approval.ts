import { checkName } from "../report/check-name";
import type { AllowedDanger } from "../report/dangers/danger";
import { dangersOf, confirmationOf as toBeConfirmed } from "../report/dangers/dangers";
import type { PlanRecord } from "../report/history/plan-record";
import { sinceLast } from "../report/history/since-last";
import { digestIn, ourCheck, readCheck } from "../report/pull-request/check-content";
import { confirmationOf } from "../report/pull-request/confirmation";
import { questionOf } from "../report/pull-request/gate";
import type { CheckRun } from "../report/pull-request/ports";
import type { Approval, Deployment } from "./deployment";
import { differencesInWords } from "./differences";
import type { DeployGitHub, MergedPullRequest } from "./ports";
import type { Rehearsal } from "./rehearsal";

/** Whether what would be done now is what somebody approved. */
export type Decision =
  | { readonly approval: Approval }
  | {
      /** Why not, in sentences. */
      readonly refused: readonly string[];
      /** The pull request that it was to be approved by. */
      readonly pullRequest?: number;
      /** What was shown there. */
      readonly shown?: PlanRecord;
    };

/** A digest, as reports print it: `sha256:` and 64 hexadecimal digits. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Somebody read a report that was published after the merge, and named its digest. */
export function approvedByDigest({ digest }: Rehearsal, approved: string, by: string): Decision {
  if (digest === approved) return { approval: { kind: "digest", digest, by } };
  return {
    refused: [
      `The approved digest is ${approved}, and what Terraform would do now has the digest ${digest}: something changed since that report. Read the new one below.`,
    ],
  };
}

/** The commit was deployed before, to its end: whatever is to be done now, nobody has seen. */
export const changedSinceDeployed = ({ commit }: Deployment): Decision => ({
  refused: [
    `Commit ${commit.slice(0, 7)} was deployed to its end before, and what is there is not as that left it: somebody changed it from outside. Nobody has approved what would put it right.`,
  ],
});

export interface MergedCommit {
  readonly branch: string;
  readonly commit: string;
  /** The label that confirms. */
  readonly label: string;
  /** What needs no confirmation. */
  readonly allowed: readonly AllowedDanger[];
}

/**
 * What the pull request showed that was merged as a commit: the check run of its head, which only a workflow can write.
 * Everything must be exactly as it was shown there, and confirmed if that was needed.
 */
export async function approvedByPullRequest(
  github: DeployGitHub,
  { branch, commit, label, allowed }: MergedCommit,
  rehearsal: Rehearsal,
): Promise<Decision> {
  const merged = await mergedInto(github, branch, commit);
  const [pull, ...others] = merged;
  if (!pull) {
    return {
      refused: [
        `Commit ${commit.slice(0, 7)} came to ${branch} without a pull request, so nobody has seen what it does.`,
      ],
    };
  }
  if (others.length > 0) {
    const numbers = merged.map(({ number }) => `#${number}`).join(", ");
    return { refused: [`Several pull requests were merged as commit ${commit.slice(0, 7)}: ${numbers}.`] };
  }
  const check = ourCheck(await github.checkRuns(pull.head, checkName(branch)));
  const decision = decide(pull, check, rehearsal);
  if ("refused" in decision) return { ...decision, pullRequest: pull.number };
  // Any workflow may have written the check run. What destroys something needs a person, whatever stands there.
  const dangers = toBeConfirmed(dangersOf(rehearsal.report, allowed)).length;
  return confirmed(github, pull, decision.check, { label, digest: rehearsal.digest, dangers });
}

/** The pull requests into a branch that were merged as a commit. */
export const mergedInto = async (
  github: Pick<DeployGitHub, "mergedAs">,
  branch: string,
  commit: string,
): Promise<readonly MergedPullRequest[]> => (await github.mergedAs(commit)).filter(({ base }) => base === branch);

type Shown = CheckRun & { readonly completedAt: string };

function decide(
  { number, head }: MergedPullRequest,
  check: CheckRun | undefined,
  { digest, record }: Rehearsal,
): { readonly check: Shown } | { readonly refused: readonly string[]; readonly shown?: PlanRecord } {
  const content = check && readCheck(check);
  if (!check || !content || check.status !== "completed" || check.completedAt === undefined) {
    return { refused: [`No plan of ${head.slice(0, 7)}, the head of pull request #${number}, was shown to its end.`] };
  }
  if (content.isFailed) {
    return {
      refused: [`The plan that pull request #${number} showed had failed, so it approves nothing.`],
      shown: content.record,
    };
  }
  if (digestIn(check) === digest) return { check: { ...check, completedAt: check.completedAt } };
  return {
    refused: [
      `What Terraform would do now is not what pull request #${number} showed (${digestIn(check)} there, ${digest} now).`,
      ...differencesInWords(sinceLast(content.record, record)),
    ],
    shown: content.record,
  };
}

async function confirmed(
  github: DeployGitHub,
  { number }: MergedPullRequest,
  check: Shown,
  { label, digest, dangers }: { readonly label: string; readonly digest: string; readonly dangers: number },
): Promise<Decision> {
  const toConfirm = Math.max(readCheck(check)?.toConfirm ?? 0, dangers);
  const pull = await github.pullRequest(number);
  const confirmation = confirmationOf(await questionOf(github, pull, check, { toConfirm, label }));
  if (confirmation.state !== "needed") return { approval: { kind: "pull-request", number, digest } };
  return {
    refused: [
      `The plan of pull request #${number} destroys, replaces or unprotects something, and nobody confirmed it. Put the label "${label}" on it, and run this again.`,
    ],
    pullRequest: number,
  };
}
