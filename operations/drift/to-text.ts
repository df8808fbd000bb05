import { plain } from "../report/markdown/safe-text";
import { quoted } from "../report/wording/phrase";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import { type DriftReport, type IgnoredPart, type StackDrift, withStatus } from "./drift-report";
import {
  comparedWith,
  failureLines,
  ignoredBecause,
  listTexts,
  resourceLines,
  shortCommit,
  UNAPPLIED,
  unrecordedText,
  verdict,
} from "./wording";

const INDENT = "    ";

/** A line without what a terminal obeys, or what GitHub Actions takes for a command when a job prints it. */
const harmless = (line: string): string =>
  visible(line)
    .replace(/^(\s*):(?=:)/, "$1\\u003a")
    .replaceAll("##[", "#\\u0023[");

/** A report for a terminal, or a log. Nothing in it can do anything to either. */
export function driftText(report: DriftReport): string {
  const unrecorded = unrecordedText(report);
  const sections = [
    ...(unrecorded === undefined ? [] : [unrecorded]),
    ...withStatus(report, "drifted").map(driftedText),
    ...withStatus(report, "failed").map(failedText),
    ...ignoredText(report),
    ...withStatus(report, "not-looked-at").flatMap((stack) =>
      stack.unapplied === "never-deployed"
        ? []
        : [`${plain([quoted(stack.id)])} was not looked at: ${plain([quoted(stack.because ?? "")])}`],
    ),
    ...unappliedText(report),
    ...(listTexts(report).length > 0
      ? [
          listTexts(report)
            .map((text) => plain([quoted(text)]))
            .join("\n"),
        ]
      : []),
    verdict(report),
  ];
  return sections.join("\n\n").split("\n").map(harmless).join("\n");
}

function driftedText(stack: StackDrift): string {
  const { id, source } = stack;
  const from = source === undefined ? "" : ` (${plain([quoted(source)])})`;
  return [
    `${plain([quoted(id)])} drifted${from}. It is not ${comparedWith(stack)}; in state → there:`,
    ...resourceLines(stack).map((line) => `  ${line}`),
  ].join("\n");
}

const failedText = ({ id, because = "" }: StackDrift): string =>
  [`${plain([quoted(id)])} could not be looked at:`, ...failureLines(because).map((line) => INDENT + line)].join("\n");

/** What only differs in writing, or is told by the resource that manages it, says nothing to people. */
const IS_TOLD: ReadonlySet<IgnoredPart["by"]["kind"]> = new Set(["configuration", "catalogue"]);

function ignoredText({ stacks }: DriftReport): readonly string[] {
  const lines = stacks.flatMap(({ id, ignored }) =>
    ignored
      .filter(({ by }) => IS_TOLD.has(by.kind))
      .map(({ address, attribute, by }) => {
        const what = plain([quoted(address), ...(attribute ? [" ", quoted(attribute.path)] : [" is gone"])]);
        return `${INDENT}${plain([quoted(id)])}  ${what}: ${plain([quoted(ignoredBecause(by))])}`;
      }),
  );
  return lines.length > 0 ? [[`${count(lines.length, "difference")} ignored:`, ...lines].join("\n")] : [];
}

function unappliedText({ stacks, head }: DriftReport): readonly string[] {
  const lines = stacks.flatMap(({ id, unapplied }) =>
    unapplied ? [`${INDENT}${plain([quoted(id)])}  ${UNAPPLIED[unapplied]}.`] : [],
  );
  return lines.length > 0
    ? [
        [`Not as ${shortCommit(head.commit)} (${plain([quoted(head.ref)])}) has it, which is no drift:`, ...lines].join(
          "\n",
        ),
      ]
    : [];
}
