import { checkName } from "../check-name";
import type { Confirmation } from "../dangers/danger";
import type { PlanRecord } from "../history/plan-record";
import type { Markdown } from "../markdown/to-markdown";
import { type CheckContent, digestIn, externalIdOf, ourCheck, readCheck, textOf } from "./check-content";
import { conclusionOf, summaryOf, titleOf } from "./check-summary";
import { type CheckChange, type CheckRun, type GitHub, PublishError } from "./ports";

/** How often a check run is looked for again when it is not known whether it was made. */
const TRIES = 3;

/** A plan, as its check run tells it. */
export interface CheckedPlan {
  /** One line that says it all: `checkTitle`. */
  readonly title: string;
  /** Names what all stacks together do. */
  readonly digest: string;
  readonly content: CheckContent;
}

/** What a check run is of. */
export interface Checked {
  readonly commit: string;
  /** What the commit would be merged into. */
  readonly branch: string;
}

/** Our check run of a commit; undefined when there is none. */
export const findCheck = async (github: GitHub, { commit, branch }: Checked): Promise<CheckRun | undefined> =>
  ourCheck(await github.checkRuns(commit, checkName(branch)));

/** Whether one run of the workflow is later than another; one that is not known is not. */
export function isLaterRun(one: PlanRecord["run"], other: PlanRecord["run"]): boolean {
  if (!one || !other) return false;
  return one.id > other.id || (one.id === other.id && one.attempt > other.attempt);
}

/** Whether a check run shows this very plan to its end: then all that was confirmed since still is. */
export const isShown = (check: CheckRun | undefined, digest: string): check is CheckRun & { completedAt: string } =>
  check?.status === "completed" &&
  check.completedAt !== undefined &&
  digestIn(check) === digest &&
  !wasCancelled(check);

const wasCancelled = ({ conclusion }: CheckRun): boolean => conclusion === "cancelled" || conclusion === "stale";

/** A check run of a commit whose plan is being made: the branch waits for it. */
export function beginCheck(github: GitHub, checked: Checked, existing: CheckRun | undefined): Promise<CheckRun> {
  const output = { title: "Planning", summary: "The plan of this commit is being made.", text: "" };
  return begun(github, checked, existing, { externalId: externalIdOf("planning"), status: "in_progress", output });
}

/** A check run that says which run is about to show its plan, so that no earlier one shows its own over it. */
export function claimCheck(
  github: GitHub,
  checked: Checked,
  existing: CheckRun | undefined,
  { title, content }: CheckedPlan,
): Promise<CheckRun> {
  const output = { title: titleOf(title), summary: "The plan is being shown.", text: textOf(content) };
  return begun(github, checked, existing, { externalId: externalIdOf("planning"), status: "in_progress", output });
}

/** One that is completed stays what it was: its time says what was confirmed after it. */
async function begun(
  github: GitHub,
  checked: Checked,
  existing: CheckRun | undefined,
  change: CheckChange,
): Promise<CheckRun> {
  if (existing && existing.status !== "completed") return github.updateCheckRun(existing.id, change);
  const name = checkName(checked.branch);
  let why = "";
  for (let tries = 1; tries <= TRIES; tries++) {
    const attempt = await github.createCheckRun(checked.commit, name, change);
    if ("done" in attempt) return attempt.done;
    why = attempt.unsure;
    const found = await findCheck(github, checked);
    if (found && found.id !== existing?.id) return github.updateCheckRun(found.id, change);
  }
  throw new PublishError(
    `could not make the check run "${name}" of commit ${checked.commit.slice(0, 7)} at ${TRIES} tries. Run this again. The last time: ${why}`,
  );
}

/** Completes a check run. One that showed the same plan keeps its time. */
export function completeCheck(
  github: GitHub,
  check: CheckRun,
  { title, digest, content }: CheckedPlan,
  confirmation: Confirmation,
  report: (room: number) => Markdown,
): Promise<CheckRun> {
  return github.updateCheckRun(check.id, {
    externalId: externalIdOf(digest),
    status: "completed",
    conclusion: conclusionOf(content.isFailed, confirmation),
    ...(isShown(check, digest) && { completedAt: check.completedAt }),
    output: { title: titleOf(title), summary: summaryOf(confirmation, report), text: textOf(content) },
  });
}

/** Ends a check run whose plan is shown nowhere. */
export function cancelCheck(github: GitHub, check: CheckRun, because: string): Promise<CheckRun> {
  return github.updateCheckRun(check.id, {
    externalId: externalIdOf("not shown"),
    status: "completed",
    conclusion: "cancelled",
    output: { title: "Not shown", summary: `This plan was not shown: ${because}.`, text: "" },
  });
}

/** The run that a check run was last written by, as its own text tells. */
export const runIn = (check: CheckRun | undefined): PlanRecord["run"] =>
  check === undefined ? undefined : readCheck(check)?.record.run;
