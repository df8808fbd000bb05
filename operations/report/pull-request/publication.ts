import type { Danger } from "../dangers/danger";
import { dangersOf } from "../dangers/dangers";
import { discrepanciesIn } from "../discrepancies";
import type { ReportContext } from "../findings";
import { digestOfRecord } from "../history/digest";
import { recordOf } from "../history/record";
import { toMarkdown } from "../markdown/to-markdown";
import type { Report } from "../report";
import { checkTitle } from "../wording/verdict";
import { violationsOf } from "../wording/violations";
import type { Publication } from "./publish";

/** Where a report is published, and how. */
export interface PublicationTarget {
  readonly number: number;
  /** The commit that was planned, in full. */
  readonly commit: string;
  /**
   * The branch that was planned for.
   * @default - whatever the pull request would be merged into
   */
  readonly branch?: string;
  /**
   * The label that confirms.
   * @default CONFIRMATION_LABEL
   */
  readonly confirmationLabel?: string;
  /**
   * Longest report, in code points.
   * @default - as long as there is room
   */
  readonly budget?: number;
}

/** What the label "plan: destroy" speaks of. */
const DESTROYING: ReadonlySet<Danger["kind"]> = new Set(["delete", "replace", "replace-and-forget", "unknown"]);

/** A report, made ready to be published on a pull request. */
export function publicationOf(
  report: Report,
  { facts = {}, allowed = [] }: ReportContext,
  { number, commit, branch, confirmationLabel, budget = Number.POSITIVE_INFINITY }: PublicationTarget,
): Publication {
  const known = { ...facts, commit };
  const record = recordOf(report, known);
  const dangers = dangersOf(report, allowed);
  return {
    number,
    commit,
    ...(branch !== undefined && { branch }),
    text: (room, demand, previous) =>
      toMarkdown(report, {
        facts: known,
        allowed,
        confirmation: demand,
        budget: Math.min(room, budget),
        ...(previous && { previous }),
      }),
    title: checkTitle(report),
    digest: digestOfRecord(record),
    record,
    isFailed:
      report.stacks.length === 0 ||
      violationsOf(report.stacks).length > 0 ||
      report.stacks.some(
        (stack) => stack.state === "failed" || stack.state === "not-planned" || discrepanciesIn(stack).length > 0,
      ),
    destroys: dangers.some(({ kind }) => DESTROYING.has(kind)),
    changes: report.stacks.some(({ state }) => state === "changes" || state === "vanished"),
    toConfirm: dangers.filter(({ isAllowed }) => !isAllowed).length,
    ...(confirmationLabel !== undefined && { confirmationLabel }),
  };
}
