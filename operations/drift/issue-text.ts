import { code, fence } from "../report/markdown/safe-text";
import { codePointsIn } from "../report/wording/code-points";
import { count } from "../report/wording/words";
import type { StackDrift } from "./drift-report";
import type { Issue, IssueText } from "./ports";
import { comparedWith, resourceLines } from "./wording";

/** Whose drift an issue is about. */
export interface Subject {
  readonly branch: string;
  readonly stack: string;
}

/** The label of all issues about drift. */
export const DRIFT_LABEL = {
  name: "drift",
  color: "d93f0b",
  description: "What is there is not what was deployed. `infra drift` keeps these issues.",
} as const;

/** Longest list of what drifted, in code points: GitHub takes 65,536 for a whole body, and the rest of ours is short. */
const LONGEST_LIST = 60_000;

/**
 * Names of branches and of stacks that are synthesized hold nothing else, so that nothing can end the mark. It has a line of
 * its own; somebody may have written something above it.
 */
const MARK = /^<!-- infra:drift branch="([\w./-]+)" stack="([\w.-]+)" -->\r?$/m;

const markOf = ({ branch, stack }: Subject): string => `<!-- infra:drift branch="${branch}" stack="${stack}" -->`;

/**
 * What an issue is about; undefined of one that we did not write. Its title says nothing: anybody may choose the same.
 *
 * @param login The account that our token acts as.
 */
export function subjectOf({ body, author }: Pick<Issue, "body" | "author">, login: string): Subject | undefined {
  const [, branch, stack] = (author?.login === login && MARK.exec(body)) || [];
  return branch !== undefined && stack !== undefined ? { branch, stack } : undefined;
}

/** What an issue says of a stack that drifted. The same drift gives the same text. */
export function issueText(branch: string, stack: StackDrift): IssueText {
  const { id, source, resources } = stack;
  const number = count(resources.length, "resource");
  const are = resources.length === 1 ? "is" : "are";
  return {
    title: `Drift in ${id}`,
    body: [
      markOf({ branch, stack: id }),
      `**${number}** of ${code(id)} ${are} not ${comparedWith(stack, code)}${source === undefined ? "" : ` (${code(source)})`}. Somebody or something changed what is there behind Terraform's back. In the state → there:`,
      listWithin(resourceLines(stack), LONGEST_LIST),
      `What to do:
- **It should be as it was**: deploy ${code(branch)} again. The plan shows what it takes back, and waits for an approval.
- **It should stay**: write it into the catalogue or the code. Once that is deployed, nothing differs.
- **It may always differ**: add it to \`catalogue/drift.yaml\`, with a reason, an owner and a day on which that ends.

\`npx infra drift --branch ${branch} --stack ${id}\` looks again.`,
      "<sub>`infra drift` keeps this text up to date and closes the issue when the drift is gone. Write comments: what is written here is written over.</sub>",
    ].join("\n\n"),
  };
}

/** As many lines as fit, and how many do not. Addresses and attributes stay together as far as possible. */
export function listWithin(lines: readonly string[], budget: number): string {
  const whole = fence(lines, "diff");
  if (codePointsIn(whole) <= budget) return whole;
  // What is escaped in a fence is longer than it looks, so that only trying tells. Halving finds the last line that fits.
  let [fits, tooMany] = [0, lines.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (codePointsIn(fence(cutAt(lines, middle), "diff")) <= budget) fits = middle;
    else tooMany = middle;
  }
  return fence(cutAt(lines, fits), "diff");
}

const cutAt = (lines: readonly string[], kept: number): readonly string[] => [
  ...lines.slice(0, kept),
  `# … ${count(lines.length - kept)} more lines: \`infra drift\` shows them all`,
];
