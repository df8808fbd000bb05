import { beginCheck, findCheck } from "./check";
import { markCommentsOutdated } from "./comment";
import type { NewHead } from "./outdated";
import { announceInBody, whyNotShown } from "./place-plan";
import type { GitHub } from "./ports";

/** What was said of a new commit. */
export type Announced =
  /** `changed`: whether the description was written; there may have been no plan in it, or it said so already. */
  | { readonly state: "announced"; readonly changed: boolean }
  | { readonly state: "not-announced"; readonly because: string };

/**
 * Says at once, on a new push, that the plan which stands in the pull request is of an older commit, and lets the check run
 * of the new one begin.
 *
 * @throws Error when GitHub refuses something, or PublishError when it cannot be brought to hold what was written.
 */
export async function announceNewHead(github: GitHub, number: number, head: NewHead): Promise<Announced> {
  const pull = await github.pullRequest(number);
  const because = whyNotShown(pull, head);
  if (because !== undefined) return { state: "not-announced", because };
  const checked = { commit: head.commit, branch: pull.base.branch };
  const existing = await findCheck(github, checked);
  if (!existing) await beginCheck(github, checked, existing);
  const changed = await announceInBody(github, number, head);
  await markCommentsOutdated(github, number, head);
  return { state: "announced", changed };
}
