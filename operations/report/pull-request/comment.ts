import { readHeader } from "../history/header";
import { code } from "../markdown/safe-text";
import { DEFAULT_BUDGET, type Markdown } from "../markdown/to-markdown";
import { isSameText } from "./body";
import { type Commented, commentsMarked, writeMarkedComment } from "./marked-comment";
import { type NewHead, outdated } from "./outdated";
import type { Comment, GitHub } from "./ports";

/** First line of the comment that holds the plan where the description cannot. */
export const COMMENT_MARK = "<!-- infra:plan:comment -->";

/** Longest report in a comment, in code points; a comment takes as many as a description. */
export const COMMENT_ROOM = DEFAULT_BUDGET;

/** What stands in the comment. */
export function commentText(report: Markdown, because: string): Markdown {
  const [first = "", ...rest] = because.split(BODY_MARKS);
  const inert = [first, ...rest.map((piece, index) => (index % 2 === 0 ? code(piece) : piece))].join("");
  return `${COMMENT_MARK}\n${report.trimEnd()}\n\n> [!NOTE]\n> The plan stands in this comment. ${inert}\n`;
}

/** Marks that a reason quotes: here they would be comments, which nobody sees. */
const BODY_MARKS = /(<!--[^>]*-->)/;

/** Our comments with the plan, oldest first. */
export const ourComments = (github: GitHub, number: number): Promise<readonly Comment[]> =>
  commentsMarked(github, number, COMMENT_MARK);

/** Makes a text our one comment with the plan. */
export const writeComment = (github: GitHub, number: number, body: string): Promise<Commented> =>
  writeMarkedComment(github, number, COMMENT_MARK, body);

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
