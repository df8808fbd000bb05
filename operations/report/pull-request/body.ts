import { DEFAULT_BUDGET, type Markdown } from "../markdown/to-markdown";
import { type Merge, type Section, sectionNamed } from "./section";

export { isSameText, type Merge } from "./section";

/** The plan's part of a pull request's body. */
export const PLAN_SECTION: Section = sectionNamed("plan", {
  text: "report",
  shown: "plan",
  orShorter: ", or make the report with a smaller budget",
});

/** The lines between which a pull request's body belongs to us. Everything else in it belongs to its author. */
export const BEGIN = PLAN_SECTION.begin;
export const END = PLAN_SECTION.end;

/** Puts a report into the body of a pull request. See `Section`. */
export const mergeIntoBody = (body: string, section: Markdown): Merge => PLAN_SECTION.mergeInto(body, section);

/** The report that stands in a body, without the line ends beside it; undefined when there is not exactly one. */
export const sectionIn = (body: string): Markdown | undefined => PLAN_SECTION.in(body);

/**
 * How long, in code points, a report for this body may be: what the author's text leaves, and never more than a report is
 * by default. A body with damaged marks leaves nothing.
 */
export const roomIn = (body: string): number => Math.min(DEFAULT_BUDGET, PLAN_SECTION.roomIn(body));
