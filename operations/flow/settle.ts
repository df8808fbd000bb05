import { FlowError, type FlowGitHub } from "./ports";

/** How often everything is done again because somebody pushed meanwhile. */
const TRIES = 3;

/** Two branches, each at its commit, in full. */
export interface Heads {
  readonly from: string;
  readonly to: string;
}

/** The commits that two branches are at. */
export async function headsOf(github: FlowGitHub, { from, to }: Heads): Promise<Heads> {
  const at = async (branch: string): Promise<string> => {
    const commit = await github.branchHead(branch);
    if (commit === undefined) throw new FlowError(`there is no branch "${branch}"; make it, or name another`);
    return commit;
  };
  return { from: await at(from), to: await at(to) };
}

/**
 * Does something about two branches until they are where they were before: of two runs at once, the last one to write looks
 * once more, so that what it wrote of an older commit does not stay.
 *
 * @returns what was done the last time.
 */
export async function settled<T>(github: FlowGitHub, branches: Heads, work: (heads: Heads) => Promise<T>): Promise<T> {
  let heads = await headsOf(github, branches);
  for (let tries = 1; ; tries++) {
    const done = await work(heads);
    const now = await headsOf(github, branches);
    // After that, the run of the last push says the last word.
    if ((now.from === heads.from && now.to === heads.to) || tries === TRIES) return done;
    heads = now;
  }
}
