import type { StackReport } from "../report";
import { count } from "../wording/words";
import { type Level, leftOut } from "./levels";
import { code, link } from "./safe-text";
import type { View } from "./view";

/** What there was no room for. */
export interface Missing {
  readonly levels: ReadonlyMap<StackReport, Level>;
  /** Numbers of dangers without an address, of stacks without a row, and of quiet ones without a name. */
  readonly dangers: number;
  readonly rows: number;
  readonly names: number;
  /** What differs from the last plan. */
  readonly isSinceLeftOut: boolean;
}

/** Of so many stacks, it is told one by one what is left out; of the others, together. */
const ONE_BY_ONE = 6;

/** Says exactly what is left out, of which stacks, and where it is; empty when nothing is. */
export function leftOutNote({ report, facts: { fullReport } }: View, missing: Missing): string {
  const { levels, dangers, rows, names, isSinceLeftOut } = missing;
  const cut = report.stacks
    .map((stack) => ({ stack, words: hasFold(stack) ? leftOut(stack, levels.get(stack) ?? "all") : [] }))
    .filter(({ words }) => words.length > 0);
  const rest = cut.slice(ONE_BY_ONE);
  const whole = rest.filter(({ stack }) => levels.get(stack) === "nothing").length;
  const lines = [
    ...(dangers > 0 ? [`the addresses of ${count(dangers)} of the dangers`] : []),
    ...(rows > 0 ? [`the rows of ${count(rows, "stack")} in the table`] : []),
    ...(names > 0 ? [`the names of ${count(names, "stack")} of which there is nothing more to say`] : []),
    ...(isSinceLeftOut ? ["what differs from the last plan of this pull request"] : []),
    ...cut.slice(0, ONE_BY_ONE).map(({ stack, words }) => `of ${code(stack.id)}: ${words.join("; ")}`),
    ...(whole > 0 ? [`of ${count(whole, "more stack")}: all but the counts`] : []),
    ...(rest.length - whole > 0 ? [`of ${count(rest.length - whole, "more stack")}: what each of them says`] : []),
  ];
  if (lines.length === 0) return "";
  const where = fullReport === undefined ? "" : ` It is in the ${link("full report", fullReport)}.`;
  return [
    "> [!NOTE]",
    `> The whole report is too long for this place.${where} Left out:`,
    ...lines.map((line) => `> - ${line}`),
  ].join("\n");
}

/** Whether there is anything that a fold could say. */
const hasFold = ({ content, error, notes }: StackReport): boolean =>
  content !== undefined || (error ?? "") !== "" || notes.length > 0;
