import { readHeader } from "../history/header";
import { code } from "../markdown/safe-text";
import { DEFAULT_BUDGET, type Markdown } from "../markdown/to-markdown";
import { isSameText } from "./body";
import { type NewHead, outdated } from "./outdated";
import { type Comment, type GitHub, PublishError } from "./ports";

/** First line of the comment that holds the plan where the description cannot. */
export const COMMENT_MARK = "<!-- infra:plan:comment -->";

/** Longest report in a comment, in code points; a comment takes as many as a description. */
export const COMMENT_ROOM = DEFAULT_BUDGET;

/** How often a comment is looked for again when it is not known whether it was made. */
const TRIES = 3;

/** A comment of ours, and whether something was written. */
export interface Commented {
  readonly url: string;
  readonly changed: boolean;
}

/** What stands in the comment. */
export function commentText(report: Markdown, because: string): Markdown {
  const [first = "", ...rest] = because.split(BODY_MARKS);
  const inert = [first, ...rest.map((piece, index) => (index % 2 === 0 ? code(piece) : piece))].join("");
  return `${COMMENT_MARK}\n${report.trimEnd()}\n\n> [!NOTE]\n> The plan stands in this comment. ${inert}\n`;
}

/** Marks that a reason quotes: here they would be comments, which nobody sees. */
const BODY_MARKS = /(<!--[^>]*-->)/;

/**
 * Our comments on a pull request, oldest first: they begin with our mark, and the account of our token wrote them. Whoever
 * copies the mark into a comment of their own keeps that comment.
 */
export async function ourComments(github: GitHub, number: number): Promise<readonly Comment[]> {
  const marked = (await github.comments(number)).filter(({ body }) => isMarked(body));
  if (marked.length === 0) return [];
  const login = await github.login();
  return marked.filter(({ author }) => author?.login === login);
}

const isMarked = (body: string): boolean =>
  body === COMMENT_MARK || body.startsWith(`${COMMENT_MARK}\n`) || body.startsWith(`${COMMENT_MARK}\r\n`);

/** Makes a text our one comment: writes nothing when it is, changes the oldest one otherwise, and deletes all others. */
export async function writeComment(github: GitHub, number: number, body: string): Promise<Commented> {
  let why = "";
  for (let tries = 1; tries <= TRIES; tries++) {
    const [oldest, ...others] = await ourComments(github, number);
    if (oldest) {
      const changed = !isSameText(oldest.body, body);
      const { url } = changed ? await github.updateComment(oldest.id, body) : oldest;
      for (const { id } of others) await github.deleteComment(id);
      return { url, changed: changed || tries > 1 };
    }
    const attempt = await github.createComment(number, body);
    if ("done" in attempt) return { url: attempt.done.url, changed: true };
    why = attempt.unsure;
  }
  throw new PublishError(
    `could not comment on pull request ${number} at ${TRIES} tries. Run this again. The last time: ${why}`,
  );
}

/** Deletes all comments of ours: the plan stands in the description. */
export async function deleteComments(github: GitHub, number: number): Promise<void> {
  for (const { id } of await ourComments(github, number)) await github.deleteComment(id);
}

/** Says in our comments that they are of an older commit. */
export async function markCommentsOutdated(github: GitHub, number: number, head: NewHead): Promise<void> {
  for (const { id, body } of await ourComments(github, number)) {
    if (readHeader(body)?.commit === head.commit) continue;
    const marked = outdated(body, head);
    if (!isSameText(marked, body)) await github.updateComment(id, marked);
  }
}
