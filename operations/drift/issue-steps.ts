import { code } from "../report/markdown/safe-text";
import type { DriftReport, StackDrift } from "./drift-report";
import { issueText, subjectOf } from "./issue-text";
import type { Issue, IssueText } from "./ports";

/** One thing to do on GitHub. */
export type IssueStep =
  | { readonly kind: "open"; readonly stack: string; readonly text: IssueText }
  | { readonly kind: "update"; readonly stack: string; readonly number: number; readonly text: IssueText }
  | { readonly kind: "close"; readonly stack: string; readonly number: number; readonly comment: string };

/**
 * What to do so that there is one open issue for each stack that drifted, and none for any other. Of a stack that could not
 * be looked at, or was not, nothing is known: its issue stays as it is. An issue that somebody else wrote is never touched.
 *
 * @param existing Open issues with our label.
 * @param login The account that our token acts as.
 * @param isWhole Whether every stack of the branch was looked at, so that one that is missing is gone.
 */
export function issueSteps(
  existing: readonly Issue[],
  report: DriftReport,
  { login, isWhole }: { readonly login: string; readonly isWhole: boolean },
): readonly IssueStep[] {
  const ours = new Map<string, Issue[]>();
  for (const issue of [...existing].sort((a, b) => a.number - b.number)) {
    const subject = subjectOf(issue, login);
    if (subject?.branch !== report.branch) continue;
    ours.set(subject.stack, [...(ours.get(subject.stack) ?? []), issue]);
  }
  const byId = new Map(report.stacks.map((stack) => [stack.id, stack]));
  const ids = [...new Set([...byId.keys(), ...ours.keys()])].sort();
  return ids.flatMap((id) => stepsFor(id, byId.get(id), ours.get(id) ?? [], report.branch, isWhole));
}

function stepsFor(
  id: string,
  stack: StackDrift | undefined,
  issues: readonly Issue[],
  branch: string,
  isWhole: boolean,
): readonly IssueStep[] {
  if (stack?.status === "drifted") {
    const text = issueText(branch, stack);
    const [first, ...others] = issues;
    if (!first) return [{ kind: "open", stack: id, text }];
    const isSame = first.title === text.title && first.body.replaceAll("\r\n", "\n").trimEnd() === text.body;
    return [
      ...(isSame ? [] : [{ kind: "update", stack: id, number: first.number, text } as const]),
      ...closing(id, others, `This is the same as #${first.number}.`),
    ];
  }
  const because = whyGone(id, stack, isWhole);
  return because === undefined ? [] : closing(id, issues, because);
}

/** Why there is no drift any more; undefined where that is not known. */
function whyGone(id: string, stack: StackDrift | undefined, isWhole: boolean): string | undefined {
  if (!stack) return isWhole ? `${code(id)} is gone: neither the code nor the states have such a stack.` : undefined;
  if (stack.status === "in-sync")
    return `The drift is gone: ${code(id)} is as it was deployed, but for what is ignored.`;
  return stack.unapplied === "never-deployed"
    ? `${code(id)} has no state any more: nothing of it is there.`
    : undefined;
}

const closing = (stack: string, issues: readonly Issue[], comment: string): readonly IssueStep[] =>
  issues.map(({ number }) => ({ kind: "close", stack, number, comment }));
