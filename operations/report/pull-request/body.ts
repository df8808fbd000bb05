import { DEFAULT_BUDGET, type Markdown } from "../markdown/to-markdown";
import { codePointsIn } from "../wording/code-points";
import { count } from "../wording/words";
import { swallowerIn } from "./swallowed";

/** The lines between which a pull request's body belongs to us. Everything else in it belongs to its author. */
export const BEGIN = "<!-- infra:plan:begin -->";
export const END = "<!-- infra:plan:end -->";

/**
 * Longest body that GitHub takes, in code points.
 * Source: measured in dead-claudia/github-limits#13, and hashicorp/terraform-cdk-action#150.
 */
const LONGEST_BODY = 65_536;

/** Anything that a reader would take for one of our marks, in whatever case and spacing. */
const MARK = /<!--\s*infra:plan:(?:begin|end)\s*-->/gi;

/** The new body, or why there is none and what to do: whole sentences, in which only the marks are no plain text. */
export type Merge = { readonly body: string } | { readonly error: string };

/**
 * Puts a report into the body of a pull request: between the two marks, or with them at the end when it has none. What the
 * author wrote stays, byte for byte. Doing it twice changes nothing more.
 *
 * A report that stands there already but for its line ends is left as it is: GitHub's editor changes those.
 *
 * Refuses when the marks are not exactly one pair in order, each alone on its line, when the report would not be shown as
 * what it is, or when the body would get too long: to guess could destroy what somebody wrote.
 */
export function mergeIntoBody(body: string, section: Markdown): Merge {
  if (section.match(MARK)) return { error: "The report itself holds one of the marks; nothing was written." };
  const parts = authorsParts(body);
  if ("error" in parts) return parts;
  const merged = `${parts.before}${BEGIN}\n${section.trimEnd()}\n\n${END}${parts.after}`;
  const tooMany = codePointsIn(merged) - LONGEST_BODY;
  if (tooMany > 0) {
    return {
      error: `With the report, the pull request's description would be ${count(tooMany, "character")} longer than the ${count(LONGEST_BODY)} that GitHub takes. Shorten what stands outside of the marks, or make the report with a smaller budget.`,
    };
  }
  return { body: isSameText(merged, body) ? body : merged };
}

/** What stands between the marks, without the line ends beside them; undefined when there is not exactly one pair. */
export function sectionIn(body: string): Markdown | undefined {
  const [begin, end, ...others] = body.matchAll(MARK);
  if (!begin || !end || others.length > 0 || "error" in marksIn(body)) return undefined;
  return body.slice(begin.index + BEGIN.length, end.index).replace(/^[ \t]*\r?\n|\r?\n$/g, "");
}

/** Whether two texts are the same but for their line ends. */
export const isSameText = (one: string, other: string): boolean =>
  one === other || one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");

/**
 * How long, in code points, a report for this body may be: what the author's text leaves, and never more than a report is
 * by default. A body with damaged marks leaves nothing.
 */
export function roomIn(body: string): number {
  const parts = authorsParts(body);
  if ("error" in parts) return 0;
  const frame = `${parts.before}${BEGIN}\n\n\n${END}${parts.after}`;
  return Math.max(0, Math.min(DEFAULT_BUDGET, LONGEST_BODY - codePointsIn(frame)));
}

type Parts = { readonly before: string; readonly after: string } | { readonly error: string };

/** What the author wrote before and after our section, which would be shown between them. */
function authorsParts(body: string): Parts {
  const parts = marksIn(body);
  const swallower = "error" in parts ? undefined : swallowerIn(parts.before);
  if (!swallower) return parts;
  const { what, line } = swallower;
  return {
    error: `The pull request's description was not changed: ${what} begins on its line ${line} and does not end, so the plan would not be shown. Close it; the next report then goes into the description.`,
  };
}

function marksIn(body: string): Parts {
  const marks = [...body.matchAll(MARK)];
  const [begin, end] = marks;
  if (marks.length === 0) return { before: body === "" ? "" : `${body}\n\n`, after: "" };
  const damaged = marks.find((mark) => !isWhole(mark, body));
  if (damaged) {
    const line = lineOf(damaged, body);
    return refusal(`the mark on line ${line} is damaged, or does not stand alone on its line`);
  }
  if (begin?.[0] === BEGIN && end?.[0] === END && marks.length === 2) {
    return { before: body.slice(0, begin.index), after: body.slice(end.index + END.length) };
  }
  const lines = marks.map((mark) => `${mark[0]} on line ${lineOf(mark, body)}`);
  return refusal(`it has ${lines.join(", ")} instead of one ${BEGIN} and, after it, one ${END}`);
}

const refusal = (why: string): Parts => ({
  error: `The pull request's description was not changed: ${why}. Delete all lines with these marks, and what stands between them; the next report then goes to the end.`,
});

/** As we write it, and alone on its line; blanks after it do no harm. */
const isWhole = ({ 0: mark, index }: RegExpExecArray, body: string): boolean =>
  (mark === BEGIN || mark === END) &&
  (index === 0 || body.charAt(index - 1) === "\n") &&
  /^[ \t]*(?:\r?\n|$)/.test(body.slice(index + mark.length));

const lineOf = ({ index }: RegExpExecArray, body: string): number => body.slice(0, index).split("\n").length;
