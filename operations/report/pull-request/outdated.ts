import { readHeader } from "../history/header";
import type { Markdown } from "../markdown/to-markdown";
import { isSameText, type Merge, mergeIntoBody, sectionIn } from "./body";

/** The commit that is the pull request's head now, and is being planned. */
export interface NewHead {
  /** In full. */
  readonly commit: string;
  /**
   * The branch for which it is planned.
   * @default - whatever the pull request would be merged into
   */
  readonly branch?: string;
  /**
   * Where it is planned: an address.
   * @default - not linked
   */
  readonly runUrl?: string;
}

/** What we put in front of a section, however GitHub's editor ended its lines. */
const NOTICE = /^> \[!IMPORTANT\]\r?\n> Outdated: [^\r\n]*(?:\r?\n)+/;

/** Comments in front of a section, such as its record: nobody sees them. */
const HIDDEN = /^(?:<!--(?:(?!-->)[^\r\n])*-->[ \t]*(?:\r?\n)+)*/;

/**
 * Says in the first visible line of our section that it is of an older commit. The next report replaces it with the rest.
 * Doing it twice changes nothing more. A body without a section of ours, or with one that is of this very commit, stays as it
 * is. Where there is no room, the notice takes the place of the section.
 */
export function markOutdated(body: string, head: NewHead): Merge {
  const section = sectionIn(body);
  if (section === undefined) return { body };
  const marked = outdated(section, head);
  if (isSameText(marked, section)) return { body };
  const merge = mergeIntoBody(body, marked);
  return "error" in merge ? mergeIntoBody(body, noticeOf(undefined, head)) : merge;
}

/** The same of a section alone, which is all of a comment of ours. */
export function outdated(section: Markdown, head: NewHead): Markdown {
  const planned = readHeader(section)?.commit;
  if (planned === head.commit) return section;
  const hidden = HIDDEN.exec(section)?.[0] ?? "";
  const visible = section.slice(hidden.length).replace(NOTICE, "");
  return `${hidden}${noticeOf(planned, head)}\n\n${visible}`;
}

function noticeOf(planned: string | undefined, { commit, runUrl }: NewHead): Markdown {
  const what = planned === undefined ? "an older commit" : `commit ${short(planned)}`;
  const doing = isAddress(runUrl) ? `[being planned](${runUrl})` : "being planned";
  return `> [!IMPORTANT]\n> Outdated: this plan is of ${what}; ${short(commit)} is ${doing}.`;
}

/** As GitHub itself shortens it; whatever is no commit is not shown. */
const short = (commit: string): string => (/^[0-9a-f]{7,64}$/.test(commit) ? commit.slice(0, 7) : "another commit");

/** Whether it can stand in a link without ending it. */
const isAddress = (url: string | undefined): url is string =>
  url !== undefined && /^https?:\/\/[A-Za-z0-9./:_?=&%-]+$/.test(url);
