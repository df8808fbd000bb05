import type { Confirmation } from "../dangers/danger";
import { findCheck } from "./check";
import { readCheck } from "./check-content";
import { conclusionOf, withConfirmation } from "./check-summary";
import { CONFIRMATION_LABEL, confirmationOf } from "./confirmation";
import { questionOf, type ShownCheck } from "./gate";
import type { Conclusion, GitHub } from "./ports";

/** What somebody's label or review came to. */
export type Reevaluated =
  | {
      readonly state: "evaluated";
      /** Whether the check run was written: it says something else now. */
      readonly changed: boolean;
      readonly conclusion: Conclusion;
      readonly confirmation: Confirmation;
    }
  | { readonly state: "nothing-to-evaluate"; readonly because: string };

/**
 * Looks again whether the plan of a pull request's head is confirmed, after a label was put on or taken off, or a review
 * given or taken back. What there is to confirm, and since when, stands in the check run: the description, which anybody may
 * change, is not looked at.
 *
 * @param label The label that confirms.
 * @throws Error when GitHub refuses something.
 */
export async function reevaluate(
  github: GitHub,
  number: number,
  label: string = CONFIRMATION_LABEL,
): Promise<Reevaluated> {
  const pull = await github.pullRequest(number);
  if (pull.state !== "open") return nothing(`pull request ${number} is ${pull.state}`);
  const check = await findCheck(github, { commit: pull.head, branch: pull.base.branch });
  const head = `the head of pull request ${number}`;
  if (check?.completedAt === undefined || check.status !== "completed")
    return nothing(`no plan of ${head} is shown yet`);
  const content = readCheck(check);
  if (!content) return nothing(`the check run of ${head} does not tell what was planned; plan again`);
  const shown: ShownCheck = { ...check, completedAt: check.completedAt };
  const confirmation = confirmationOf(await questionOf(github, pull, shown, { toConfirm: content.toConfirm, label }));
  const conclusion = conclusionOf(content.isFailed, confirmation);
  const summary = withConfirmation(check.output.summary, confirmation);
  const changed = conclusion !== check.conclusion || summary !== check.output.summary;
  if (changed) {
    await github.updateCheckRun(check.id, {
      externalId: check.externalId,
      status: "completed",
      conclusion,
      completedAt: shown.completedAt,
      output: { ...check.output, summary },
    });
  }
  return { state: "evaluated", changed, conclusion, confirmation };
}

const nothing = (because: string): Reevaluated => ({ state: "nothing-to-evaluate", because });
