import type { Markdown } from "../markdown/to-markdown";
import { codePointsIn } from "../wording/code-points";
import { count } from "../wording/words";
import { swallowerIn } from "./swallowed";

/**
 * Longest body that GitHub takes, in code points.
 * Source: measured in dead-claudia/github-limits#13, and hashicorp/terraform-cdk-action#150.
 */
export const LONGEST_BODY = 65_536;

/** The new body, or why there is none and what to do: whole sentences, in which only the marks are no plain text. */
export type Merge = { readonly body: string } | { readonly error: string };

/** A part of a pull request's body that is ours: it stands between two marks, and all around it is its author's. */
export interface Section {
  /** The lines between which it stands. */
  readonly begin: string;
  readonly end: string;
  /**
   * Puts it into a body: between the two marks, or with them at the end, or above another one of ours, when the body has
   * none. What the author wrote stays, byte for byte. Doing it twice changes nothing more.
   *
   * What stands there already but for its line ends is left as it is: GitHub's editor changes those.
   *
   * Refuses when the marks are not exactly one pair in order, each alone on its line, when the section would not be shown as
   * what it is, or when the body would get too long: to guess could destroy what somebody wrote.
   */
  mergeInto(body: string, section: Markdown): Merge;
  /** What stands between the marks, without the line ends beside them; undefined when there is not exactly one pair. */
  in(body: string): Markdown | undefined;
  /** How long, in code points, it may get in a body. A body with damaged marks leaves nothing. */
  roomIn(body: string): number;
}

/** What errors call a section, and what stands in it. */
export interface SectionWords {
  /** What is written: `report`. */
  readonly text: string;
  /** What a reader sees of it: `plan`. */
  readonly shown: string;
  /**
   * What else makes it shorter.
   * @default - nothing
   */
  readonly orShorter?: string;
}

/**
 * A section by the name that its marks have.
 *
 * @param above The section above which a new one goes.
 */
export function sectionNamed(name: string, { text, shown, orShorter = "" }: SectionWords, above?: Section): Section {
  const begin = `<!-- infra:${name}:begin -->`;
  const end = `<!-- infra:${name}:end -->`;
  /** Anything that a reader would take for one of our marks, in whatever case and spacing. */
  const marks = new RegExp(`<!--\\s*infra:${name}:(?:begin|end)\\s*-->`, "gi");
  const unchanged = "The pull request's description was not changed:";

  /** What the author wrote before and after the section, which would be shown between them. */
  const authorsParts = (body: string): Parts => {
    const parts = partsOf(body);
    const swallower = "error" in parts ? undefined : swallowerIn(parts.before);
    if (!swallower) return parts;
    return {
      error: `${unchanged} ${swallower.what} begins on its line ${swallower.line} and does not end, so the ${shown} would not be shown. Close it; the next ${text} then goes into the description.`,
    };
  };
  const partsOf = (body: string): Parts => {
    const found = [...body.matchAll(marks)];
    const [first, second] = found;
    if (found.length === 0) return newPartsOf(body, above);
    const damaged = found.find((mark) => !isWhole(mark, body, [begin, end]));
    if (damaged) {
      return refusal(`the mark on line ${lineOf(damaged, body)} is damaged, or does not stand alone on its line`);
    }
    if (first?.[0] === begin && second?.[0] === end && found.length === 2) {
      return { before: body.slice(0, first.index), after: body.slice(second.index + end.length) };
    }
    const lines = found.map((mark) => `${mark[0]} on line ${lineOf(mark, body)}`);
    return refusal(`it has ${lines.join(", ")} instead of one ${begin} and, after it, one ${end}`);
  };
  const refusal = (why: string): Parts => ({
    error: `${unchanged} ${why}. Delete all lines with these marks, and what stands between them; the next ${text} then goes to the end.`,
  });

  return {
    begin,
    end,
    mergeInto(body, section) {
      if (section.match(marks)) return { error: `The ${text} itself holds one of the marks; nothing was written.` };
      const parts = authorsParts(body);
      if ("error" in parts) return parts;
      const merged = `${parts.before}${begin}\n${section.trimEnd()}\n\n${end}${parts.after}`;
      const tooMany = codePointsIn(merged) - LONGEST_BODY;
      if (tooMany > 0) {
        return {
          error: `With the ${text}, the pull request's description would be ${count(tooMany, "character")} longer than the ${count(LONGEST_BODY)} that GitHub takes. Shorten what stands outside of the marks${orShorter}.`,
        };
      }
      return { body: isSameText(merged, body) ? body : merged };
    },
    in(body) {
      const [first, second, ...others] = body.matchAll(marks);
      if (!first || !second || others.length > 0 || "error" in partsOf(body)) return undefined;
      return body.slice(first.index + begin.length, second.index).replace(/^[ \t]*\r?\n|\r?\n$/g, "");
    },
    roomIn(body) {
      const parts = authorsParts(body);
      if ("error" in parts) return 0;
      return Math.max(0, LONGEST_BODY - codePointsIn(`${parts.before}${begin}\n\n\n${end}${parts.after}`));
    },
  };
}

/** Whether two texts are the same but for their line ends. */
export const isSameText = (one: string, other: string): boolean =>
  one === other || one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");

type Parts = { readonly before: string; readonly after: string } | { readonly error: string };

/** The parts of a body that has none of our marks. */
function newPartsOf(body: string, above: Section | undefined): Parts {
  const other = above?.in(body) === undefined ? -1 : body.indexOf(above.begin);
  if (other >= 0) return { before: body.slice(0, other), after: `\n\n${body.slice(other)}` };
  return { before: body === "" ? "" : `${body}\n\n`, after: "" };
}

/** As we write it, and alone on its line; blanks after it do no harm. */
const isWhole = ({ 0: mark, index }: RegExpExecArray, body: string, marks: readonly string[]): boolean =>
  marks.includes(mark) &&
  (index === 0 || body.charAt(index - 1) === "\n") &&
  /^[ \t]*(?:\r?\n|$)/.test(body.slice(index + mark.length));

const lineOf = ({ index }: RegExpExecArray, body: string): number => body.slice(0, index).split("\n").length;
