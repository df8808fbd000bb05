import type { Confirmation } from "../dangers/danger";
import { confirmationOf, confirmedByLabel, hasLabel, needed, type Question } from "./confirmation";
import type { CheckRun, GitHub, PullRequest } from "./ports";

/** A check run that shows a plan to its end. */
export type ShownCheck = CheckRun & { readonly completedAt: string };

/** What was done on a pull request since the plan of its head was shown. */
export async function questionOf(
  github: Pick<GitHub, "labelEvents" | "reviews">,
  pull: PullRequest,
  { completedAt }: ShownCheck,
  { toConfirm, label }: { readonly toConfirm: number; readonly label: string },
): Promise<Question> {
  return {
    toConfirm,
    label,
    author: pull.author,
    commit: pull.head,
    shownAt: completedAt,
    labels: pull.labels,
    events: hasLabel(pull.labels, label) ? await github.labelEvents(pull.number) : [],
    reviews: toConfirm > 0 ? await github.reviews(pull.number) : [],
  };
}

/**
 * Whether a plan that is about to be shown needs a confirmation. Takes away the label of one that does not count for it: who
 * looks at the labels must not believe that this plan was confirmed.
 *
 * @param shown The check run that shows this very plan already.
 */
export async function confirmationBefore(
  github: GitHub,
  pull: PullRequest,
  shown: ShownCheck | undefined,
  facts: { readonly toConfirm: number; readonly label: string },
): Promise<Confirmation> {
  const question = shown && (await questionOf(github, pull, shown, facts));
  const isLabelled = question !== undefined && confirmedByLabel(question) !== undefined;
  if (!isLabelled) {
    // As it is written there.
    for (const name of pull.labels.filter((each) => hasLabel([each], facts.label)))
      await github.removeLabel(pull.number, name);
  }
  if (question) return confirmationOf(question);
  return facts.toConfirm === 0 ? { state: "not-needed" } : needed(facts.label);
}
