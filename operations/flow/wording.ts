import { code } from "../report/markdown/safe-text";
import type { Markdown } from "../report/markdown/to-markdown";
import { codePointsIn } from "../report/wording/code-points";
import { count } from "../report/wording/words";
import type { Step } from "./steps";

/** Longest list, in code points: the plan needs the rest of the body. */
const LONGEST_LIST = 8000;

/** A commit as GitHub links it by itself. */
export const short = (commit: string): string => commit.slice(0, 7);

/** As many lines as there is room for, and how many more there are. */
export function fitting(lines: readonly string[]): readonly string[] {
  let left = LONGEST_LIST;
  const taken = lines.findIndex((line) => {
    left -= codePointsIn(line) + 1;
    return left < 0;
  });
  return taken < 0 ? lines : [...lines.slice(0, taken), "", `And ${count(lines.length - taken)} more.`];
}

/** What a merge brings, a line each. Titles may say anything. */
export const stepLines = (steps: readonly Step[]): readonly Markdown[] =>
  fitting(
    steps.map(({ number, commit, title }) => `- ${number === undefined ? short(commit) : `#${number}`} ${code(title)}`),
  );

/** Lines as one of GitHub's alerts. Source: docs.github.com, "Basic writing and formatting syntax", "Alerts". */
export const alert = (kind: "WARNING" | "CAUTION", lines: readonly string[]): Markdown =>
  [`> [!${kind}]`, ...lines.map((line) => (line === "" ? ">" : `> ${line}`))].join("\n");

/** A squashed merge is another commit: the branch would still lack what it brought. */
export const MERGE_COMMIT =
  "Merge it as a merge commit, not squashed: what is squashed appears as a difference between the branches for ever.";
