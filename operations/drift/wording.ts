import type { IgnoredDrift } from "../../model/ignored-drift";
import { driftLines } from "../report/markdown/change-lines";
import { plain } from "../report/markdown/safe-text";
import { toolWords } from "../report/wording/failures";
import { quoted } from "../report/wording/phrase";
import { count } from "../report/wording/words";
import { type DriftReport, type IgnoredBy, type StackDrift, type Unapplied, withStatus } from "./drift-report";

/** How many characters name a commit to people. */
const SHORT = 7;

export const shortCommit = (commit: string): string => commit.slice(0, SHORT);

/** What a stack is compared with: `as deployed from abc1234`. */
export function comparedWith(
  { commit = "", isAssumed }: StackDrift,
  show: (text: string) => string = (text) => text,
): string {
  const short = show(shortCommit(commit));
  return isAssumed ? `as ${short} has it: no deployment of it is recorded` : `as deployed from ${short}`;
}

/** What drifted of a stack: a line for each resource, in state → there for each attribute. Harmless anywhere. */
export const resourceLines = ({ resources }: StackDrift): readonly string[] => [...driftLines(resources, true)];

/** One line that says how a whole branch stands. */
export function verdict(report: DriftReport): string {
  const [drifted, failed] = [withStatus(report, "drifted"), withStatus(report, "failed")];
  const looked = drifted.length + withStatus(report, "in-sync").length;
  const resources = drifted.reduce((sum, stack) => sum + stack.resources.length, 0);
  const found =
    looked === 0
      ? "nothing was compared"
      : drifted.length === 0
        ? `no drift in ${count(looked, "stack")}`
        : `${count(resources, "resource")} drifted, in ${count(drifted.length)} of ${count(looked, "stack")}`;
  return [
    `${report.branch}: ${found}`,
    ...(failed.length > 0 ? [`${count(failed.length)} could not be looked at`] : []),
  ].join("; ");
}

/** What of a branch is not deployed, in words for its stack, and what to do about it. */
export const UNAPPLIED: Readonly<Record<Unapplied, string>> = {
  "never-deployed": "never deployed: it has no state. Deploy the branch",
  outdated: "deployed from an older commit, and its configuration changed since. Deploy the branch",
  vanished: "gone from the code, and its state is still there. Retire it: `infra retire` says how",
};

/** Why something that differs is no drift. */
export function ignoredBecause(by: IgnoredBy): string {
  switch (by.kind) {
    case "configuration":
      return "ignored by configuration (lifecycle.ignore_changes)";
    case "managed-elsewhere":
      return `managed by ${by.address}`;
    case "same-meaning":
      return "only written in another way";
    case "catalogue":
      return `ignored by ${placeOf(by.entry)} until ${by.entry.until}: ${by.entry.reason}`;
  }
}

/** `catalogue/drift.yaml:4` */
export const placeOf = ({ at }: Pick<IgnoredDrift, "at">): string => `${at.file}:${at.line}`;

/** What is said before anything else of where the deployed commits come from; undefined when all are recorded. */
export function unrecordedText({ branch, unrecorded }: DriftReport): string | undefined {
  if (!unrecorded) return undefined;
  const { commit, ref, isAll } = unrecorded;
  const instead = `compared with ${shortCommit(commit)} (${plain([quoted(ref)])}) instead`;
  return isAll
    ? `No deployment of ${branch} is recorded: \`infra deploy\` never deployed it. Its stacks are ${instead}.`
    : `Stacks of which no deployment is recorded are ${instead}.`;
}

/** What there is to say of the catalogue's list. */
export const listTexts = ({ unused, ended }: Pick<DriftReport, "unused" | "ended">): readonly string[] => [
  ...ended.map(
    (entry) => `${placeOf(entry)} ended on ${entry.until} and leaves nothing out. ${entry.owner} answers for it.`,
  ),
  ...unused.map((entry) => `${placeOf(entry)} left nothing out in this run. Take it out if it is needed no more.`),
];

/** The words of a tool that failed, each line harmless. */
export const failureLines = (because: string): readonly string[] =>
  toolWords(because)
    .split("\n")
    .map((line) => plain([quoted(line)]));
