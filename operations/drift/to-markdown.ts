import { code, fence } from "../report/markdown/safe-text";
import { codePointsIn } from "../report/wording/code-points";
import { count } from "../report/wording/words";
import { type DriftReport, withStatus } from "./drift-report";
import { listWithin } from "./issue-text";
import {
  comparedWith,
  failureLines,
  ignoredBecause,
  listTexts,
  resourceLines,
  shortCommit,
  UNAPPLIED,
  verdict,
} from "./wording";

/** A report as Markdown, no longer than so many code points; what does not fit is counted. */
export function driftMarkdown(report: DriftReport, budget: number): string {
  const { branch, head, unrecorded, stacks } = report;
  const [drifted, failed] = [withStatus(report, "drifted"), withStatus(report, "failed")];
  const unapplied = stacks.filter(({ unapplied }) => unapplied !== undefined);
  const unseen = withStatus(report, "not-looked-at").filter(({ unapplied }) => unapplied !== "never-deployed");
  const ignored = stacks.flatMap(({ id, ignored }) => ignored.map((part) => ({ id, ...part })));
  const told = ignored.filter(({ by }) => by.kind === "configuration" || by.kind === "catalogue");
  const blocks = [
    `## Drift of ${code(branch)}`,
    `${failed.length > 0 || drifted.length > 0 ? "⚠️" : "✅"} ${code(verdict(report))}`,
    ...(unrecorded
      ? [
          `${unrecorded.isAll ? "No deployment of this branch is recorded" : "Of some stacks no deployment is recorded"}: compared with ${code(shortCommit(unrecorded.commit))} (${code(unrecorded.ref)}) instead.`,
        ]
      : []),
    ...drifted.map(
      (stack) =>
        `### ${code(stack.id)}\n\nNot ${comparedWith(stack, code)}; in state → there:\n\n${listWithin(resourceLines(stack), LONGEST_STACK)}`,
    ),
    ...failed.map(
      ({ id, because = "" }) => `### ${code(id)} could not be looked at\n\n${fence(failureLines(because))}`,
    ),
    ...listed(
      `Not as ${code(shortCommit(head.commit))} has it, which is no drift`,
      unapplied.map(({ id, unapplied: what }) => `${code(id)}: ${what ? UNAPPLIED[what] : ""}.`),
    ),
    ...listed(
      "Not looked at",
      unseen.map(({ id, because = "" }) => `${code(id)}: ${code(because)}`),
    ),
    ...listed(
      "Ignored",
      told.map(
        ({ id, address, attribute, by }) =>
          `${code(id)} ${code(attribute ? `${address} ${attribute.path}` : address)}: ${code(ignoredBecause(by))}`,
      ),
    ),
    ...listed("The list of what is ignored", listTexts(report).map(code)),
  ];
  return within(blocks, budget);
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0
    ? [[`**${heading}** (${count(lines.length)})`, "", ...lines.map((line) => `- ${line}`)].join("\n")]
    : [];
}

/** Whole blocks, as many as fit, and how many do not. */
export function within(blocks: readonly string[], budget: number): string {
  const kept: string[] = [];
  let left = budget - LONGEST_NOTE;
  for (const [index, block] of blocks.entries()) {
    left -= codePointsIn(block) + 2;
    if (left < 0) {
      const more = blocks.length - index;
      return `${[...kept, `… ${count(more, "part")} left out: this place is too small. \`infra drift --json\` tells all.`].join("\n\n")}\n`;
    }
    kept.push(block);
  }
  return `${kept.join("\n\n")}\n`;
}

/** Of the note on what is left out, and of what one stack may take, so that none takes the place of all others. */
const LONGEST_NOTE = 150;
const LONGEST_STACK = 30_000;
