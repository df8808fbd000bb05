import { PLAN_SECTION } from "../report/pull-request/body";
import { rewriteBody } from "../report/pull-request/rewrite-body";
import { type Section, sectionNamed } from "../report/pull-request/section";
import { FlowError, type FlowGitHub } from "./ports";

/** What a merge between branches brings: our part of its pull request's body, above the plan. */
export const FLOW_SECTION: Section = sectionNamed("flow", { text: "summary", shown: "summary" }, PLAN_SECTION);

/**
 * Brings our part of a pull request's body up to date; all else in it stays as it is.
 *
 * @returns whether something was written.
 * @throws FlowError when it cannot be put there; nothing was written then.
 */
export async function writeSection(github: FlowGitHub, number: number, text: string): Promise<boolean> {
  const { changed } = await rewriteBody(github, number, ({ body }) => {
    const merge = FLOW_SECTION.mergeInto(body, text);
    if ("error" in merge) throw new FlowError(`pull request ${number}: ${merge.error}`);
    return merge.body;
  });
  return changed;
}

/** The body of a new pull request, which nobody wrote anything in yet. */
export function newBody(text: string): string {
  const merge = FLOW_SECTION.mergeInto("", text);
  if ("error" in merge) throw new FlowError(merge.error);
  return merge.body;
}
