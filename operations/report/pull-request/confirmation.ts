import type { Confirmation } from "../dangers/danger";
import { quoted } from "../wording/phrase";
import type { LabelEvent, Person, Review } from "./ports";

/** The label that confirms, unless the organisation names another one. */
export const CONFIRMATION_LABEL = "plan: confirmed";

/** What was done on a pull request since its plan was shown. */
export interface Question {
  /** Number of dangers that nobody allowed. */
  readonly toConfirm: number;
  /** The label that confirms. */
  readonly label: string;
  /** Who opened the pull request; undefined when the account is gone. */
  readonly author: Person | undefined;
  /** The commit that was planned, in full. */
  readonly commit: string;
  /** When the check run of that commit was completed, as RFC 3339: whatever happened until then confirms nothing. */
  readonly shownAt: string;
  /** The labels that the pull request has now. */
  readonly labels: readonly string[];
  /** Oldest first. */
  readonly events: readonly LabelEvent[];
  /** Oldest first. */
  readonly reviews: readonly Review[];
}

/**
 * Whether somebody has to confirm, and whether somebody has:
 *
 * - with the label, put on after the plan was shown, by somebody who is no program, and still there; the author may
 * - with an approval of that very commit, after the plan was shown, by a member who is neither the author nor a program, and
 *   which the same person has not taken back nor anybody dismissed
 *
 * GitHub's times are whole seconds: what happened in the second in which the plan was shown does not count.
 */
export function confirmationOf(question: Question): Confirmation {
  if (question.toConfirm === 0) return { state: "not-needed" };
  const by = confirmedByLabel(question) ?? confirmedByReview(question);
  if (by !== undefined) return { state: "given", by };
  return hasLabel(question.labels, question.label) ? neededAgain(question.label) : needed(question.label);
}

/** What there is to say while nobody has. */
export const needed = (label: string): Confirmation => ({
  state: "needed",
  how: ["add the label ", quoted(label), ", or approve this commit, now that the plan is shown"],
});

/** The same, while there is a label that does not count: who sees it must not believe that it does. */
const neededAgain = (label: string): Confirmation => ({
  state: "needed",
  how: [
    "the label ",
    quoted(label),
    " does not count, as nobody put it on after the plan was shown; take it off and add it again, or approve this commit",
  ],
});

/** Who put on the label that confirms; undefined when none does. */
export function confirmedByLabel({ label, labels, shownAt, events }: Question): string | undefined {
  if (!hasLabel(labels, label)) return undefined;
  const [latest] = events
    .filter((event) => hasLabel([event.label], label))
    .map((event, index) => ({ event, index, at: instantOf(event.at) }))
    .sort((a, b) => b.at - a.at || b.index - a.index);
  if (latest?.event.kind !== "labeled" || !isAfter(latest.event.at, shownAt)) return undefined;
  return isPerson(latest.event.actor) ? latest.event.actor.login : undefined;
}

/** Who approved; undefined when nobody did. */
function confirmedByReview({ author, commit, shownAt, reviews }: Question): string | undefined {
  const last = new Map<string, Review>();
  for (const review of reviews) {
    // A comment leaves an approval as it is, and so does a review that nobody else can see yet.
    if (review.author && DECIDES.has(review.state)) last.set(review.author.login, review);
  }
  return [...last.values()].find(
    (review) =>
      review.state === "APPROVED" &&
      review.commit === commit &&
      review.at !== undefined &&
      isAfter(review.at, shownAt) &&
      review.isMember &&
      isPerson(review.author) &&
      review.author.login !== author?.login,
  )?.author?.login;
}

/** Whether a label is among some; GitHub tells no upper from lower case in them. */
export const hasLabel = (labels: readonly string[], label: string): boolean =>
  labels.some((name) => name.toLowerCase() === label.toLowerCase());

const DECIDES: ReadonlySet<string> = new Set(["APPROVED", "CHANGES_REQUESTED", "DISMISSED"]);

const isPerson = (actor: Person | undefined): actor is Person => actor !== undefined && !actor.isBot;

/** RFC 3339: a time without an offset would be read in whatever zone this machine is in. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Milliseconds since 1970; of a text that is no time, before all of them. */
const instantOf = (time: string): number =>
  (TIME.test(time) ? Date.parse(time) : Number.NaN) || Number.NEGATIVE_INFINITY;

function isAfter(time: string, other: string): boolean {
  const [instant, limit] = [instantOf(time), instantOf(other)];
  return Number.isFinite(limit) && instant > limit;
}
