import type { Confirmation } from "../dangers/danger";
import type { PlanRecord } from "../history/plan-record";
import type { Markdown } from "../markdown/to-markdown";
import { cancelCheck, claimCheck, completeCheck, findCheck, isLaterRun, isShown, runIn } from "./check";
import { conclusionOf } from "./check-summary";
import { CONFIRMATION_LABEL, needed } from "./confirmation";
import { confirmationBefore } from "./gate";
import { labelSteps, labelsFor, setLabels } from "./labels";
import { type Placed, placePlan, SUPERSEDED, whyNotShown } from "./place-plan";
import type { Conclusion, GitHub } from "./ports";

/** A report to be published on a pull request. */
export interface Publication {
  readonly number: number;
  /** The commit that was planned, in full. */
  readonly commit: string;
  /**
   * The branch that was planned for.
   * @default - what the pull request would be merged into
   */
  readonly branch?: string;
  /**
   * The report, in at most so many code points, with whether it has to be confirmed, compared with what was kept of the one of
   * another commit that it takes the place of.
   */
  readonly text: (room: number, demand: Confirmation, previous: PlanRecord | undefined) => Markdown;
  /** One line that says it all, for the check run: `checkTitle`. */
  readonly title: string;
  /** Names what all stacks together do. */
  readonly digest: string;
  /** What is kept of the report. */
  readonly record: PlanRecord;
  /** Whether a stack could not be planned, breaks a rule, or is not fully accounted for. */
  readonly isFailed: boolean;
  /** Whether something is destroyed or replaced. */
  readonly destroys: boolean;
  /** Whether anything changes at all. */
  readonly changes: boolean;
  /** Number of dangers that nobody allowed. */
  readonly toConfirm: number;
  /**
   * The label that confirms.
   * @default CONFIRMATION_LABEL
   */
  readonly confirmationLabel?: string;
}

/** What was published. */
export interface Published {
  readonly placed: Placed;
  /**
   * What the check run of the commit says.
   * @default - the plan stands nowhere, so nothing is said of it
   */
  readonly verdict?: { readonly conclusion: Conclusion; readonly confirmation: Confirmation };
}

/**
 * Publishes a report on a pull request: in its description or a comment, as labels, and last as a check run, which stays "in
 * progress" until all the rest is there. Nothing but the check run is written when the plan is not of the head, when the pull
 * request is not open, or when a later run has published its plan of the same commit.
 *
 * A plan with another digest needs another confirmation: a label that confirmed the last one is taken away before this one
 * is shown. The same digest on the same commit is the same plan, and stays confirmed.
 *
 * @throws Error when GitHub refuses something, or PublishError when it cannot be brought to hold what was written; then the
 *   check run of a new plan is not completed.
 */
export async function publishReport(github: GitHub, publication: Publication): Promise<Published> {
  const { number, commit, branch, title, digest, record, isFailed, toConfirm } = publication;
  const plan = { title, digest, content: { record, isFailed, toConfirm } };
  const pull = await github.pullRequest(number);
  const checked = { commit, branch: branch ?? pull.base.branch };
  const existing = await findCheck(github, checked);
  if (isLaterRun(runIn(existing), record.run)) return { placed: { place: "nowhere", because: SUPERSEDED } };
  const because = whyNotShown(pull, publication);
  if (because !== undefined) {
    if (existing && existing.status !== "completed") await cancelCheck(github, existing, because);
    return { placed: { place: "nowhere", because } };
  }
  const shown = isShown(existing, digest) ? existing : undefined;
  const check = shown ?? (await claimCheck(github, checked, existing, plan));
  const label = publication.confirmationLabel ?? CONFIRMATION_LABEL;
  const confirmation = await confirmationBefore(github, pull, shown, { toConfirm, label });
  // The description stays as it is when somebody confirms, or takes it back: only the check run is written again.
  const demand: Confirmation = toConfirm === 0 ? { state: "not-needed" } : needed(label);
  const isOvertaken = async (): Promise<boolean> => isLaterRun(runIn(await findCheck(github, checked)), record.run);
  let previous: PlanRecord | undefined;
  const placed = await placePlan(github, {
    number,
    commit,
    ...(branch !== undefined && { branch }),
    text: (room, before) => {
      previous = before;
      return publication.text(room, demand, before);
    },
    // The description claims it, and anybody may have written that one; only a workflow writes the check run.
    isSuperseded: async ({ run }) => isLaterRun(run, record.run) && (await isOvertaken()),
  });
  if (placed.place === "nowhere") {
    if (!shown && placed.because !== SUPERSEDED) await cancelCheck(github, check, placed.because);
    return { placed };
  }
  // A later run that began meanwhile has the last word, or will have it.
  const superseded: Published = { placed: { place: "nowhere", because: SUPERSEDED } };
  if (await isOvertaken()) return superseded;
  await setLabels(github, number, labelSteps(pull.labels, labelsFor(publication)));
  if (await isOvertaken()) return superseded;
  const summary = (room: number): Markdown => publication.text(room, demand, previous);
  await completeCheck(github, check, plan, confirmation, summary);
  return { placed, verdict: { conclusion: conclusionOf(isFailed, confirmation), confirmation } };
}
