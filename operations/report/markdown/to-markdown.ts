import { isQuiet } from "../queries";
import type { Report, StackReport } from "../report";
import { codePointsIn } from "../wording/code-points";
import { verdictOf } from "../wording/verdict";
import { count } from "../wording/words";
import { dangerBox, dangerSummary } from "./dangers";
import { DETAILS, type Detail } from "./detail";
import { code } from "./safe-text";
import { stackFold } from "./stack-fold";
import { stackTable } from "./stack-table";

/** A text in GitHub Flavored Markdown. */
export type Markdown = string;

export interface MarkdownOptions {
  /**
   * Longest text, in code points. A pull request body takes 65,536, and people must have room in it.
   * @default 60000
   */
  readonly budget?: number;
  /**
   * The branch for which was planned, for the heading.
   * @default - not named
   */
  readonly branch?: string;
  /**
   * What a reader must know of the run as a whole: one sentence, in words of ours.
   * @default - nothing
   */
  readonly note?: string;
}

export const DEFAULT_BUDGET = 60_000;

/** So many names fit on a line; more are folded. */
const NAMES_IN_A_LINE = 8;

/**
 * A report for the body of a pull request: what a reviewer must know on the first screen, everything else folded. What
 * does not fit is left out in a fixed order, and said to be. The same report gives the same text.
 *
 * Under a few hundred code points the shortest form may still be longer than the budget; it is returned nevertheless.
 */
export function toMarkdown(report: Report, { budget = DEFAULT_BUDGET, branch, note }: MarkdownOptions = {}): Markdown {
  const title = `## Plan${branch === undefined ? "" : ` for ${code(branch)}`}: ${verdictOf(report)}`;
  const heading = note === undefined ? title : `${title}\n\n> [!NOTE]\n> ${note}`;
  if (report.stacks.length === 0) return `${heading}\n\n${NOTHING_PLANNED}\n`;
  const forms = DETAILS.map((detail) => () => render(heading, report, detail));
  return firstThatFits(budget, [...forms, () => shortest(heading, report)]);
}

const NOTHING_PLANNED =
  "> [!CAUTION]\n> No stack was given to report on. This says nothing about what Terraform would do: look for what went wrong before.";

function firstThatFits(budget: number, forms: readonly (() => Markdown)[]): Markdown {
  let text = "";
  for (const form of forms) {
    text = form();
    if (codePointsIn(text) <= budget) break;
  }
  return text;
}

function render(heading: string, report: Report, detail: Detail): Markdown {
  const blocks = [
    heading,
    dangerBox(report, detail).join("\n"),
    ...(detail.table ? [stackTable(report).join("\n"), ...quietLines(report, detail)] : []),
    detail.leftOut === undefined ? "" : leftOutNote(detail.leftOut),
    ...(detail.folds ? report.stacks.flatMap((stack) => stackFold(stack, detail)) : []),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function shortest(heading: string, report: Report): Markdown {
  const blocks = [heading, dangerSummary(report), leftOutNote("everything but these numbers")];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const leftOutNote = (leftOut: string): string =>
  `> [!NOTE]\n> The whole report is too long for this place. Left out: ${leftOut}.`;

/** Stacks of which there is nothing to say: one line for those that were planned, one for those that were not. */
function quietLines({ stacks }: Report, { quietNames }: Detail): readonly string[] {
  return [
    quietLine(stacks.filter(isQuiet), "planned, no changes", quietNames),
    quietLine(
      stacks.filter(({ state }) => state === "unaffected"),
      "not affected, not planned",
      quietNames,
    ),
  ];
}

function quietLine(stacks: readonly StackReport[], what: string, withNames: boolean): string {
  if (stacks.length === 0) return "";
  const title = `${count(stacks.length, "stack")} ${what}`;
  const names = stacks.map(({ id }) => code(id)).join(", ");
  if (!withNames) return `${title}.`;
  return stacks.length <= NAMES_IN_A_LINE
    ? `${title}: ${names}.`
    : `<details><summary>${title}</summary>\n\n${names}\n\n</details>`;
}
