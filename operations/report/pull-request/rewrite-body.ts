import { isSameText } from "./body";
import { type GitHub, PublishError, type PullRequest } from "./ports";

/** How often the description is read again because it was not what we had written. */
const TRIES = 3;

export interface Rewritten {
  /** As it was when it was last read, or after the write. */
  readonly pull: PullRequest;
  readonly changed: boolean;
}

/**
 * Brings a pull request's description to what it should be. Writes nothing when it is so already.
 *
 * GitHub's API takes a description without asking which one it replaces. So it is read just before it is written, what
 * comes back is compared with what was sent, and where they differ, what should be is asked again of what is there now, at
 * most three times. A write is never repeated without reading again, not even after a limit of rates or a lost answer. What
 * remains: an edit that somebody saves in the moment between our reading and our writing, some hundred milliseconds, is
 * replaced; GitHub keeps it in the history of the description.
 *
 * @param wanted What it should be; undefined to leave it as it is.
 * @throws PublishError when it was not what we wrote at each of three tries; Error when GitHub refuses.
 */
export async function rewriteBody(
  github: Pick<GitHub, "pullRequest" | "writeBody">,
  number: number,
  wanted: (pull: PullRequest) => string | undefined | Promise<string | undefined>,
): Promise<Rewritten> {
  let why = "";
  for (let tries = 1; tries <= TRIES; tries++) {
    const pull = await github.pullRequest(number);
    const body = await wanted(pull);
    if (body === undefined || body === pull.body) return { pull, changed: body !== undefined && tries > 1 };
    const attempt = await github.writeBody(number, body);
    if ("done" in attempt && isSameText(attempt.done.body, body)) return { pull: attempt.done, changed: true };
    why = "done" in attempt ? "somebody changed it at the same time" : attempt.unsure;
  }
  throw new PublishError(
    `could not write the description of pull request ${number} at ${TRIES} tries; what its author wrote is still there. Run this again. The last time: ${why}`,
  );
}
