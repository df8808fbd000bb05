import type { SynthesizedStack } from "../plan/synthesized-stack";
import type { DeployOptions } from "./deploy";
import type { Approval, Deployment, StackDeployment } from "./deployment";
import type { Rehearsal } from "./rehearsal";

/** The record of a deployment whose every stack has its turn before it. */
export function begun(
  earlier: Deployment | undefined,
  { report, plans }: Rehearsal,
  approval: Approval,
  stacks: readonly SynthesizedStack[],
  { branch, commit, run }: Pick<DeployOptions, "branch" | "commit" | "run">,
): Deployment {
  const byHand = new Set(stacks.filter(isByHand).map(({ id }) => id));
  const entries = report.stacks.map(({ id, state, notes, error }): StackDeployment => {
    const approved = plans.get(id);
    if (state === "vanished") return { id, status: "manual", because: VANISHED };
    if (state === "failed")
      return {
        id,
        status: "manual",
        because: `It could not be planned:\n${error?.trim() || "Terraform gave no reason."}`,
      };
    if (!approved) return { id, status: "manual", because: notes.join(" ") || "It cannot be planned here." };
    if (state !== "changes") return { id, status: "unchanged", approved };
    return byHand.has(id) ? { id, status: "manual", because: BY_HAND, approved } : { id, status: "pending", approved };
  });
  return {
    format: 1,
    branch,
    commit,
    approvals: [...(earlier?.approvals ?? []), approval],
    runs: [...(earlier?.runs ?? []), run],
    status: "in_progress",
    stacks: entries.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

const VANISHED =
  "It is no longer declared, and what it holds stays in AWS. Let it retire, see docs/runbooks/retire.md, or declare it again.";

/** Whether only an administrator applies it. */
export const isByHand = ({ labels }: SynthesizedStack): boolean => labels?.kind === "bootstrap";

const BY_HAND = "No role of a pipeline may change it: an administrator applies it, see docs/runbooks/bootstrap.md.";
