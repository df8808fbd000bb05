import { join } from "node:path";
import { readIfExists } from "../adapters/files";
import { synthesizedCommit } from "../adapters/git/base-tree";
import { type Repository, repositoryAt } from "../adapters/git/repository";
import { stackFingerprint } from "../adapters/stack-fingerprint";
import type { TerraformCli } from "../adapters/terraform/terraform-cli";
import type { DeployedStacks } from "../operations/deploy/deployment";
import type { CommitTree } from "../operations/drift/ports";
import type { ComparedCommit } from "../operations/plan/plan-index";
import { matches } from "../operations/plan/selection";
import { readSynthesizedStacks, type SynthesizedStack } from "../operations/plan/synthesized-stack";
import { InputError } from "./failures";
import { tell } from "./output";
import { inRepository, ROOT } from "./paths";

/** The commits that matter to a look at drift. */
export interface DriftCommits {
  readonly repository: Repository;
  /** What the branch would deploy now. */
  readonly head: ComparedCommit;
  /** What stacks are compared with of which nothing is recorded. */
  readonly fallback: ComparedCommit;
  /** The recorded ones that the clone has, sorted. */
  readonly recorded: readonly string[];
  /** Of the recorded ones that it does not have, what to do. */
  readonly lost: ReadonlyMap<string, string>;
}

export interface Wanted {
  readonly branch: string;
  readonly deployed: DeployedStacks | undefined;
  readonly states: ReadonlySet<string>;
  /** Patterns of the stacks that are looked at. */
  readonly stack?: readonly string[];
  /** What stands in for a record. */
  readonly commit?: string;
}

/**
 * The commits that are compared. One that a whole clone does not have stops the look at no stack but those deployed from it.
 *
 * @throws InputError that says what to fetch, when the history of the clone is cut off.
 */
export async function commitsFor({ branch, deployed, states, stack, commit }: Wanted): Promise<DriftCommits> {
  const repository = await repositoryAt(ROOT, process.env);
  if (!repository) throw new InputError(`${ROOT} belongs to no git repository, or git cannot read it`);
  const head = await headOf(repository, branch);
  const ref = commit ?? "HEAD";
  const fallback = await repository.commitOf(ref);
  if (fallback === undefined) throw new InputError(`no commit is called "${ref}"; fetch it first, or name another`);
  const looked = Object.entries(deployed?.stacks ?? {}).filter(
    ([id]) => states.has(id) && (!stack || stack.some((pattern) => matches(pattern, id))),
  );
  const lost = new Map<string, string>();
  for (const [id, { commit: sha }] of looked) {
    const missing = await missingIn(repository, sha, branch);
    if (missing === undefined) continue;
    if (await repository.isShallow()) throw new InputError(`${id} was ${missing}`);
    lost.set(sha, `It was ${missing}.`);
  }
  const recorded = [...new Set(looked.map(([, { commit: sha }]) => sha))].filter((sha) => !lost.has(sha)).sort();
  return { repository, head, fallback: { ref, commit: fallback }, recorded, lost };
}

/** What is merged, as far as it was fetched; without a clone of GitHub, the branch here, or what is checked out. */
async function headOf(repository: Repository, branch: string): Promise<ComparedCommit> {
  for (const [ref, name] of [
    [`refs/remotes/origin/${branch}`, `origin/${branch}`],
    [`refs/heads/${branch}`, branch],
    ["HEAD", "HEAD"],
  ] as const) {
    const commit = await repository.commitOf(ref);
    if (commit !== undefined) return { ref: name, commit };
  }
  throw new InputError(`${ROOT} is a git repository without a commit`);
}

/** What to do about a commit that the clone does not have. */
async function missingIn(repository: Repository, commit: string, branch: string): Promise<string | undefined> {
  if ((await repository.commitOf(commit)) !== undefined) return undefined;
  const how = (await repository.isShallow())
    ? "its history is cut off. Fetch the rest: git fetch --unshallow"
    : `fetch it: git fetch origin ${branch}, or, when the branch was rewritten, git fetch origin ${commit}`;
  return `deployed from the commit ${commit.slice(0, 7)}, which this clone does not have: ${how}`;
}

/**
 * Synthesizes every commit that is compared, each by its own code. Trees of other commits are removed. A recorded one that
 * cannot be synthesized stops nothing else.
 *
 * @throws InputError when the head, or what stands in for records, cannot be synthesized.
 */
export async function treesOf(
  { repository, head, fallback, recorded, lost: missing }: DriftCommits,
  needsFallback: boolean,
  terraformFor: (output: string) => TerraformCli,
  signal: AbortSignal,
): Promise<{
  readonly head: CommitTree;
  readonly fallback: CommitTree;
  readonly trees: ReadonlyMap<string, CommitTree>;
  readonly lost: ReadonlyMap<string, string>;
}> {
  const demanded = [head.commit, ...(needsFallback ? [fallback.commit] : [])];
  const keep = [...new Set([...demanded, ...recorded])];
  const trees = new Map<string, CommitTree>();
  const lost = new Map(missing);
  // One after the other: each takes a core and as much memory as synthesizing does.
  for (const commit of keep) {
    try {
      trees.set(commit, await treeOf(repository, commit, keep, terraformFor, signal));
    } catch (error) {
      // Of one that is old, the code may want packages that are not installed any more.
      if (demanded.includes(commit) || !(error instanceof Error && error.name === "InputError")) throw error;
      lost.set(commit, error.message);
    }
  }
  const headTree = trees.get(head.commit) as CommitTree;
  return { head: headTree, fallback: trees.get(fallback.commit) ?? headTree, trees, lost };
}

async function treeOf(
  repository: Repository,
  commit: string,
  keep: readonly string[],
  terraformFor: (output: string) => TerraformCli,
  signal: AbortSignal,
): Promise<CommitTree> {
  const { output, samePackages } = await synthesizedCommit({
    repository,
    commit,
    root: ROOT,
    folder: inRepository(".infra"),
    environment: process.env,
    signal,
    keep,
    remedy: "check it out, install its packages (npm ci), and run this there",
  });
  const short = commit.slice(0, 7);
  if (!samePackages) {
    tell(`${short} locks other packages than those that are installed; what they change does not show`);
  }
  return {
    commit,
    stacks: await stacksIn(output, short),
    terraform: terraformFor(output),
    fingerprint: (stack) => stackFingerprint(output, stack),
  };
}

async function stacksIn(output: string, short: string): Promise<readonly SynthesizedStack[]> {
  try {
    return await readSynthesizedStacks((path) => readIfExists(join(output, path)));
  } catch (error) {
    throw new InputError(`the commit ${short}: ${(error as Error).message}`, { cause: error });
  }
}
