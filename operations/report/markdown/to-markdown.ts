import type { Confirmation } from "../dangers/danger";
import { toHeader } from "../history/header";
import type { Report } from "../report";
import { codePointsIn } from "../wording/code-points";
import { verdictOf } from "../wording/verdict";
import { dangerBox, dangerSummary } from "./dangers";
import { fitted, sizeOf } from "./fitting";
import { footer } from "./footer";
import { leftOutNote } from "./left-out";
import { LEVELS } from "./levels";
import { quietLines } from "./quiet-lines";
import { code, inline } from "./safe-text";
import { sharedChanges } from "./shared-changes";
import { sinceLastPlan } from "./since";
import { stackFold } from "./stack-fold";
import { stackTable } from "./stack-table";
import { type MarkdownOptions, type View, viewOf } from "./view";
import { written } from "./written";

export type { MarkdownOptions } from "./view";

/** A text in GitHub Flavored Markdown. */
export type Markdown = string;

export const DEFAULT_BUDGET = 60_000;

/** Parts of the budget that one thing may take while others want it, too. */
const MOST_FOR_HEADER = 0.2;
const MOST_FOR_TABLE = 0.4;
const MOST_FOR_SHARED = 0.3;

/** So often a report is made again, with less room for all but the words that say what it leaves out. */
const MOST_TRIES = 12;

/** What these words take at least, in code points. */
const WORDS_OF_A_NOTE = 100;

/**
 * A report for the body of a pull request: what a reviewer must know on the first screen, everything else folded. What
 * does not fit is left out in a fixed order, and said to be. The same report gives the same text.
 *
 * Its first line is hidden: the record of what it shows, see `history/header.ts`.
 *
 * Under a few hundred code points the shortest form may still be longer than the budget; it is returned nevertheless.
 */
export function toMarkdown(report: Report, options: MarkdownOptions = {}): Markdown {
  const { budget = DEFAULT_BUDGET } = options;
  const view = viewOf(report, options);
  let reserve = 0;
  for (let tries = 0; tries < MOST_TRIES && reserve < budget; tries++) {
    const text = render(view, budget - reserve, budget);
    const excess = codePointsIn(text) - budget;
    if (excess <= 0) return text;
    reserve = 2 * reserve + excess + WORDS_OF_A_NOTE;
  }
  return shortest(view, budget);
}

const NOTHING_PLANNED =
  "> [!CAUTION]\n> No stack was given to report on. This says nothing about what Terraform would do: look for what went wrong before.";

/** A report of about so many code points: what cannot be shortened, and what it leaves out, may make it longer. */
function render(view: View, budget: number, whole: number): Markdown {
  const { report } = view;
  const heading = headingOf(view);
  const last = footer(view);
  // The last block has a line break after it, not an empty line.
  let left = budget + 1 - sizeOf(heading) - sizeOf(last) - sizeOf(dangerSummary(view));
  const taken = (text: string): string => {
    left -= sizeOf(text);
    return text;
  };
  const header = taken(toHeader(view.record, Math.floor(Math.min(whole * MOST_FOR_HEADER, left))));
  if (report.stacks.length === 0) return joined([header, heading, NOTHING_PLANNED, last]);
  const table = stackTable(view, Math.floor(left * MOST_FOR_TABLE));
  taken(table.text);
  const dangers = dangerBox(view, left + sizeOf(dangerSummary(view)));
  left += sizeOf(dangerSummary(view));
  taken(dangers.box);
  taken(dangers.fold);
  const since = taken(sinceLastPlan(view, left));
  const quiet = quietLines(view, left);
  taken(quiet.text);
  const shared = sharedChanges(view, Math.floor(left * MOST_FOR_SHARED));
  taken(shared.text);
  const stacks = byDanger(view).filter((stack) => !view.toldTogether.has(stack));
  const folds = fitted(
    stacks.map((stack) => ({
      write: (level, room) => written(stackFold(stack, LEVELS[level] ?? "nothing", shared.has), room),
    })),
    LEVELS.length,
    Math.max(0, left),
  );
  const levels = new Map(stacks.map((stack, index) => [stack, LEVELS[folds[index]?.level ?? 0] ?? "nothing"]));
  const texts = new Map(stacks.map((stack, index) => [stack, folds[index]?.text ?? ""]));
  const note = leftOutNote(view, {
    levels,
    dangers: dangers.unnamed,
    rows: table.unnamed,
    names: quiet.unnamed,
    isSinceLeftOut: view.since !== undefined && since === "",
  });
  return joined([
    header,
    heading,
    dangers.box,
    dangers.fold,
    table.text,
    quiet.text,
    since,
    note,
    shared.text,
    ...report.stacks.map((stack) => texts.get(stack) ?? ""),
    last,
  ]);
}

/** Those in danger come first when there is not room for all. */
const byDanger = ({ report: { stacks }, endangered }: View): View["report"]["stacks"] => [
  ...stacks.filter(({ id }) => endangered.has(id)),
  ...stacks.filter(({ id }) => !endangered.has(id)),
];

function headingOf({ report, facts: { branch, note }, confirmation }: View): string {
  return [
    `## Plan${branch === undefined ? "" : ` for ${code(branch)}`}: ${verdictOf(report)}`,
    ...(note === undefined ? [] : [`> [!NOTE]\n> ${note}`]),
    ...(confirmation && confirmation.state !== "not-needed" ? [demand(confirmation)] : []),
  ].join("\n\n");
}

/** Stays true whoever confirms or takes it back: this text is not written again then, and the check is. */
function demand(confirmation: Confirmation): string {
  const how = confirmation.state === "needed" ? `: ${inline(confirmation.how)}` : "";
  return `> [!IMPORTANT]\n> **This plan has to be confirmed** before it is applied${how}. The check of this pull request says whether somebody has.`;
}

function shortest(view: View, budget: number): Markdown {
  const none = view.report.stacks.length === 0 ? NOTHING_PLANNED : NO_ROOM;
  const said = [dangerSummary(view), none];
  const heading = headingOf(view);
  const verdict = headingOf({ ...view, facts: {}, confirmation: { state: "not-needed" } });
  const fuller = [
    [heading, ...said, footer(view)],
    [heading, ...said],
    [verdict, ...said],
  ].map(joined);
  return fuller.find((form) => codePointsIn(form) <= budget) ?? joined([verdict, none]);
}

const NO_ROOM = "Everything else is left out: there is no room for it here.";

const joined = (blocks: readonly string[]): Markdown => `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
