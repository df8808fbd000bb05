import type { DriftReport } from "./drift-report";
import { type IssueStep, issueSteps } from "./issue-steps";
import { DRIFT_LABEL, subjectOf } from "./issue-text";
import type { DriftGitHub, Issue } from "./ports";

/** GitHub does not hold what was to be written, and did not say why. */
export class IssueError extends Error {
  override readonly name = "IssueError";
}

/** What was done about the issue of a stack. */
export interface KeptIssue {
  readonly kind: IssueStep["kind"];
  readonly stack: string;
  readonly number: number;
}

/** So often is tried to write what must be read again first. */
const MOST_TRIES = 3;

/**
 * Opens, updates and closes issues, so that each stack that drifted has one. May be killed anywhere and run again.
 *
 * @param isWhole Whether every stack of the branch was looked at.
 */
export async function keepIssues(
  github: DriftGitHub,
  report: DriftReport,
  isWhole: boolean,
): Promise<readonly KeptIssue[]> {
  const login = await github.login();
  const steps = issueSteps(await github.openIssues(DRIFT_LABEL.name), report, { login, isWhole });
  if (steps.some(({ kind }) => kind === "open")) await github.createLabel(DRIFT_LABEL);
  const kept: KeptIssue[] = [];
  // One after the other: GitHub asks for it, and a failure leaves the rest to the next run.
  for (const step of steps) kept.push(await done(github, step, report.branch, login));
  return kept;
}

async function done(github: DriftGitHub, step: IssueStep, branch: string, login: string): Promise<KeptIssue> {
  const { kind, stack } = step;
  if (step.kind === "open") return { kind, stack, number: (await opened(github, step, branch, login)).number };
  if (step.kind === "update") await github.updateIssue(step.number, step.text);
  else {
    await commented(github, step, login);
    await github.closeIssue(step.number);
  }
  return { kind, stack, number: step.number };
}

async function opened(
  github: DriftGitHub,
  { stack, text }: Extract<IssueStep, { kind: "open" }>,
  branch: string,
  login: string,
): Promise<Issue> {
  let unsure = "";
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const attempt = await github.createIssue(text, [DRIFT_LABEL.name]);
    if ("done" in attempt) return attempt.done;
    unsure = attempt.unsure;
    const found = (await github.openIssues(DRIFT_LABEL.name)).find((issue) => {
      const subject = subjectOf(issue, login);
      return subject?.branch === branch && subject.stack === stack;
    });
    if (found) return found;
  }
  throw new IssueError(`could not open an issue about ${stack}: ${unsure}`);
}

/** Says why an issue is closed, once, however often a run is killed before it closes it. */
async function commented(
  github: DriftGitHub,
  { number, comment }: Extract<IssueStep, { kind: "close" }>,
  login: string,
): Promise<void> {
  const body = `${CLOSING}\n${comment}`;
  let unsure = "";
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const last = (await github.comments(number)).findLast(({ author }) => author?.login === login);
    if (last?.body.startsWith(CLOSING)) return;
    const attempt = await github.createComment(number, body);
    if ("done" in attempt) return;
    unsure = attempt.unsure;
  }
  throw new IssueError(`could not comment on issue ${number}: ${unsure}`);
}

const CLOSING = "<!-- infra:drift closes -->";
