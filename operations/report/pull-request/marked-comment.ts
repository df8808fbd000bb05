import { isSameText } from "./body";
import { type Comment, type GitHub, PublishError } from "./ports";

/** How often a comment is looked for again when it is not known whether it was made. */
const TRIES = 3;

/** A comment of ours, and whether something was written. */
export interface Commented {
  readonly url: string;
  readonly changed: boolean;
}

/** What is needed of GitHub to keep a comment. */
export type Comments = Pick<GitHub, "comments" | "createComment" | "deleteComment" | "login" | "updateComment">;

/**
 * Our comments on a pull request, oldest first: they begin with a mark of ours, and the account of our token wrote them.
 * Whoever copies the mark into a comment of their own keeps that comment.
 *
 * @param mark The whole first line: a comment of HTML, which nobody sees.
 */
export async function commentsMarked(
  github: Pick<Comments, "comments" | "login">,
  number: number,
  mark: string,
): Promise<readonly Comment[]> {
  const marked = (await github.comments(number)).filter(({ body }) => isMarked(body, mark));
  if (marked.length === 0) return [];
  const login = await github.login();
  return marked.filter(({ author }) => author?.login === login);
}

const isMarked = (body: string, mark: string): boolean =>
  body === mark || body.startsWith(`${mark}\n`) || body.startsWith(`${mark}\r\n`);

/**
 * Makes a text our one comment of that mark: writes nothing when it is, changes the oldest one otherwise, and deletes all
 * others.
 *
 * @param body It begins with the mark.
 * @throws PublishError when GitHub takes none at several tries.
 */
export async function writeMarkedComment(
  github: Comments,
  number: number,
  mark: string,
  body: string,
): Promise<Commented> {
  let why = "";
  for (let tries = 1; tries <= TRIES; tries++) {
    const [oldest, ...others] = await commentsMarked(github, number, mark);
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
