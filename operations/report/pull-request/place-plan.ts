import { checkName } from "../check-name";
import { readHeader } from "../history/header";
import type { PlanRecord } from "../history/plan-record";
import type { Markdown } from "../markdown/to-markdown";
import { codePointsIn } from "../wording/code-points";
import { count } from "../wording/words";
import { mergeIntoBody, roomIn, sectionIn } from "./body";
import type { Checked } from "./check";
import { readRecordFromCheck } from "./check-content";
import { COMMENT_ROOM, commentText, deleteComments, markCommentsOutdated, ourComments, writeComment } from "./comment";
import { markOutdated } from "./outdated";
import type { GitHub, PullRequest } from "./ports";
import { rewriteBody } from "./rewrite-body";

/** A plan to be shown. */
export interface Showing {
  readonly number: number;
  /**
   * The commit that was planned, in full: only while it is the pull request's head is anything written.
   * @default - whatever the head is
   */
  readonly commit?: string;
  /**
   * The branch that was planned for.
   * @default - whatever the pull request would be merged into
   */
  readonly branch?: string;
  /**
   * The report, in at most so many code points, compared with what was kept of the one of another commit that stands there,
   * if any does.
   */
  readonly text: (room: number, previous: PlanRecord | undefined) => Markdown;
  /**
   * Whether a later run has shown its plan of the same commit, as the record in the description claims: anybody may have
   * written that one.
   * @default - none has
   */
  readonly isSuperseded?: (claimed: PlanRecord) => Promise<boolean>;
}

/** Where a plan stands now. */
export type Placed =
  | { readonly place: "body"; readonly changed: boolean }
  /** `because`: why not in the description, and what to do. */
  | { readonly place: "comment"; readonly changed: boolean; readonly because: string; readonly url: string }
  | { readonly place: "nowhere"; readonly because: string };

/**
 * Shows a plan in a pull request's description, or, where that cannot be, in one comment of ours. Writes nothing that is
 * there already, and nothing at all when the plan is not of the pull request's head, or the pull request not open.
 *
 * @throws what `rewriteBody` and `writeComment` throw.
 */
export async function placePlan(github: GitHub, showing: Showing): Promise<Placed> {
  const { number, commit, text } = showing;
  let refused: string | undefined;
  let inComment: string | undefined;
  // Once: a write that was not known to have come through must not be compared with itself.
  let previous: { readonly record: PlanRecord | undefined } | undefined;
  const { pull, changed } = await rewriteBody(github, number, async (now) => {
    refused = await whyNot(now, showing);
    if (refused !== undefined) return undefined;
    previous ??= { record: await shownBefore(github, sectionIn(now.body), commit, now.base.branch) };
    const { record } = previous;
    const merge = mergeIntoBody(now.body, text(roomIn(now.body), record));
    inComment = "error" in merge ? merge.error : tooTight(roomIn(now.body), () => text(COMMENT_ROOM, record));
    return "error" in merge || inComment !== undefined ? undefined : merge.body;
  });
  if (refused !== undefined) return { place: "nowhere", because: refused };
  if (inComment !== undefined) return placeInComment(github, showing, inComment, pull.base.branch, previous?.record);
  if (commit !== undefined && pull.head !== commit) {
    // Somebody pushed while we wrote: what we wrote must not be taken for the plan of the new head.
    await announceInBody(github, number, { commit: pull.head });
    return { place: "nowhere", because: noLongerHead(commit) };
  }
  await deleteComments(github, number);
  return { place: "body", changed };
}

/** In less, in code points, a report may not be able to name what is destroyed. */
const LEAST_ROOM = 5000;

/** Why a report does not stand in a description although a shorter one could; undefined when it does. */
function tooTight(room: number, whole: () => Markdown): string | undefined {
  if (room >= LEAST_ROOM || codePointsIn(whole()) <= room) return undefined;
  return `The pull request's description has room for only ${count(room, "more character")}, so the plan would lack what matters. Shorten what stands outside of the plan; the next report then goes into the description.`;
}

async function whyNot(pull: PullRequest, showing: Showing): Promise<string | undefined> {
  const { commit, isSuperseded } = showing;
  const because = whyNotShown(pull, showing);
  if (because !== undefined || commit === undefined) return because;
  const claimed = readHeader(sectionIn(pull.body) ?? "");
  return claimed?.commit === commit && (await isSuperseded?.(claimed)) ? SUPERSEDED : undefined;
}

/** Why no plan of a commit may be shown on a pull request, in words; undefined when it may. */
export function whyNotShown(
  { number, state, head, base }: PullRequest,
  { commit, branch }: { readonly commit?: string; readonly branch?: string },
): string | undefined {
  if (state !== "open") return `pull request ${number} is ${state}`;
  if (branch !== undefined && base.branch !== branch) {
    return `pull request ${number} would no longer be merged into ${JSON.stringify(branch)}, but into ${JSON.stringify(base.branch)}`;
  }
  return commit !== undefined && head !== commit ? noLongerHead(commit) : undefined;
}

/** Why the plan of an earlier run is not shown. */
export const SUPERSEDED = "a later run has shown its plan of this commit";

const noLongerHead = (commit: string): string =>
  `commit ${commit.slice(0, 7)} is no longer the head of the pull request`;

/**
 * What was kept of the report before this one: that of the commit which the text names, or, where it is of the same commit,
 * of the commit which that one was compared with. The check run of it has more of it, and only a workflow writes there.
 */
async function shownBefore(
  github: GitHub,
  section: Markdown | undefined,
  commit: string | undefined,
  branch: string,
): Promise<PlanRecord | undefined> {
  const record = readHeader(section ?? "");
  const isOfOther = record?.commit !== undefined && record.commit !== commit;
  const before = isOfOther ? record.commit : record?.since;
  if (before === undefined || commit === undefined) return isOfOther ? record : undefined;
  return (await keptOf(github, { commit: before, branch })) ?? (isOfOther ? record : undefined);
}

/** Anybody may have written which commit it is, and a push by force may have taken it away: then there is less to compare. */
async function keptOf(github: GitHub, { commit, branch }: Checked): Promise<PlanRecord | undefined> {
  try {
    return readRecordFromCheck(await github.checkRuns(commit, checkName(branch)));
  } catch {
    return undefined;
  }
}

/** The comment first; then the description points to it, if a plan stands there that would be taken for this one. */
async function placeInComment(
  github: GitHub,
  { number, commit, text }: Showing,
  because: string,
  branch: string,
  inBody: PlanRecord | undefined,
): Promise<Placed> {
  const [oldest] = await ourComments(github, number);
  const previous = (await shownBefore(github, oldest?.body, commit, branch)) ?? inBody;
  const comment = await writeComment(github, number, commentText(text(COMMENT_ROOM, previous), because));
  const pointer = `**The plan stands in [a comment](${comment.url})**: here is no room for it.`;
  const isOurs = ({ head }: PullRequest): boolean => commit === undefined || head === commit;
  const { pull, changed } = await rewriteBody(github, number, (now) => {
    if (!isOurs(now) || sectionIn(now.body) === undefined) return undefined;
    const merge = mergeIntoBody(now.body, pointer);
    return "error" in merge ? undefined : merge.body;
  });
  if (commit !== undefined && !isOurs(pull)) {
    await markCommentsOutdated(github, number, { commit: pull.head });
    await announceInBody(github, number, { commit: pull.head });
    return { place: "nowhere", because: noLongerHead(commit) };
  }
  return { place: "comment", changed: comment.changed || changed, because, url: comment.url };
}

/**
 * Says in the description that its plan is of an older commit, while the one given is the head.
 *
 * @returns whether something was written.
 * @throws what `rewriteBody` throws.
 */
export async function announceInBody(
  github: GitHub,
  number: number,
  head: Parameters<typeof markOutdated>[1],
): Promise<boolean> {
  const { changed } = await rewriteBody(github, number, ({ state, head: now, body }) => {
    if (state !== "open" || now !== head.commit) return undefined;
    const merge = markOutdated(body, head);
    return "error" in merge ? undefined : merge.body;
  });
  return changed;
}
