import type { Confirmation } from "../dangers/danger";
import { code, inline } from "../markdown/safe-text";
import type { Markdown } from "../markdown/to-markdown";
import { codePointsIn, sliceOf } from "../wording/code-points";
import { LONGEST_CHECK_TEXT, LONGEST_CHECK_TITLE } from "./check-content";
import type { Conclusion } from "./ports";

/** What a check run says of a plan. A failed one is failed, whoever confirms it. */
export function conclusionOf(isFailed: boolean, { state }: Confirmation): Conclusion {
  if (isFailed) return "failure";
  return state === "needed" ? "action_required" : "success";
}

/** The title of a check run: one line. */
export function titleOf(title: string): string {
  const line = title.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST_CHECK_TITLE) return line;
  return `${sliceOf(line, 0, LONGEST_CHECK_TITLE - 1)}…`;
}

/** So often a report is made shorter until it fits. */
const TRIES = 8;

/**
 * The summary of a check run: whether somebody has to confirm, as a line of its own, and the report below it. A check run's
 * own link cannot be set with a workflow's token, so all that there is to say is said here.
 *
 * @param report The report in at most so many code points. GitHub counts bytes here: it is asked for less until it fits.
 */
export function summaryOf(confirmation: Confirmation, report: (room: number) => Markdown): Markdown {
  const first = `${confirmationLine(confirmation)}\n\n`;
  const most = LONGEST_CHECK_TEXT - bytesIn(first);
  let room = most;
  for (let tries = 0; tries < TRIES; tries++) {
    const text = report(room);
    const bytes = bytesIn(text);
    if (bytes <= most) return first + text;
    room = Math.floor(Math.min(room, codePointsIn(text)) * (most / bytes) * 0.98);
  }
  return `${first}The report is too long for this place. The description of the pull request has it.\n`;
}

/** A summary with its first line replaced. */
export function withConfirmation(summary: Markdown, confirmation: Confirmation): Markdown {
  return `${confirmationLine(confirmation)}\n\n${summary.replace(/^[^\n]*(?:\n\r?\n?|$)/, "")}`;
}

function confirmationLine(confirmation: Confirmation): Markdown {
  switch (confirmation.state) {
    case "not-needed":
      return "Nothing here needs a confirmation.";
    case "needed":
      return `**This plan needs a confirmation**: ${inline(confirmation.how)}.`;
    case "given":
      return `**Confirmed** by ${code(confirmation.by)}.`;
  }
}

const bytesIn = (text: string): number => Buffer.byteLength(text, "utf8");
