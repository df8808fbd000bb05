import { type BranchPullRequest, FlowError, type FlowGitHub, type NewPullRequest } from "./ports";

/**
 * Opens a pull request between two branches; takes the one that is there when another run was quicker. GitHub has no two
 * open ones between the same branches.
 *
 * @throws FlowError when GitHub refuses it for another reason.
 */
export async function openOnce(
  github: FlowGitHub,
  wanted: NewPullRequest,
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const attempt = await github.openPullRequest(wanted);
  if ("done" in attempt) return { number: attempt.done, isNew: true };
  const [there] = (await github.between(wanted.head, wanted.base)).filter(isOpen);
  if (there) return { number: there.number, isNew: false };
  const why = "refused" in attempt ? attempt.refused : attempt.unsure;
  throw new FlowError(`could not open a pull request from "${wanted.head}" to "${wanted.base}": ${why}`);
}

export const isOpen = ({ state }: BranchPullRequest): boolean => state === "open";
