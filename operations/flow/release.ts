import type { Organisation } from "../../model/organisation";
import { isBackMerge } from "./back-merge";
import { fileChanges } from "./catalogue-changes";
import { newBody, writeSection } from "./flow-section";
import { isOpen, openOnce } from "./open-once";
import type { FlowGitHub } from "./ports";
import { type ReleaseContent, releaseText } from "./release-text";
import { settled } from "./settle";
import { stepsOf } from "./steps";

/** What is released where. */
export interface Release {
  readonly from: string;
  readonly to: string;
  /** The catalogue of the released branch; undefined when it cannot be read. */
  readonly organisation: Organisation | undefined;
}

/** What became of it. */
export type Released =
  | { readonly state: "nothing" }
  | {
      readonly state: "opened" | "updated" | "unchanged";
      readonly number: number;
      /** How many commits of the target the released branch lacks. */
      readonly missing: number;
    };

/**
 * Opens the pull request that releases one branch to another, or brings its body up to date. What others wrote in it stays,
 * byte for byte, and so does its title.
 *
 * @throws FlowError when a branch is missing, or the body cannot take what is to be said.
 */
export function release(github: FlowGitHub, wanted: Release): Promise<Released> {
  const { from, to, organisation } = wanted;
  return settled(github, wanted, async (heads): Promise<Released> => {
    const { commits, files, isCut } = await github.compare(heads.to, heads.from);
    if (commits.length === 0) return { state: "nothing" };
    const [there] = (await github.between(from, to)).filter(isOpen);
    // A back-merge leaves commits that change nothing: to release them would only ask for the next back-merge.
    if (files.length === 0 && !there) return { state: "nothing" };
    const { commits: missing } = await github.compare(heads.from, heads.to);
    const backMerges = missing.length === 0 ? [] : (await github.openInto(from)).filter(isBackMerge);
    const [backMerge] = backMerges.map(({ number }) => number).sort((a, b) => b - a);
    const content: ReleaseContent = {
      from,
      to,
      head: heads.from,
      commits: commits.length,
      steps: stepsOf(commits, heads.from, await github.lastClosed(from)),
      changes: fileChanges(files, organisation),
      isCut,
      missing: missing.length,
      ...(backMerge !== undefined && { backMerge }),
    };
    const text = releaseText(content);
    const { number, isNew } = there
      ? { number: there.number, isNew: false }
      : await openOnce(github, { title: `Release ${from} to ${to}`, body: newBody(text), head: from, base: to });
    const isChanged = isNew ? false : await writeSection(github, number, text);
    return { state: isNew ? "opened" : isChanged ? "updated" : "unchanged", number, missing: missing.length };
  });
}
