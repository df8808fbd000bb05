import { suggestion } from "../../model/nearest";
import type { DeployedStacks } from "../deploy/deployment";
import { matches } from "../plan/selection";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import type { Unapplied } from "./drift-report";
import type { CommitTree } from "./ports";

/** What is known of a branch before anything is compared. */
export interface Situation {
  /** Name of the branch, and of the network. */
  readonly branch: string;
  /** @default - nothing was ever recorded */
  readonly deployed?: DeployedStacks;
  /** Keys of the states that exist: ids of stacks. */
  readonly states: ReadonlySet<string>;
  readonly head: CommitTree;
  /** What stacks are compared with of which nothing is recorded. */
  readonly fallback: CommitTree;
  /** The recorded commits, synthesized. */
  readonly trees: ReadonlyMap<string, CommitTree>;
  /**
   * Of recorded commits that cannot be synthesized here, why, and what to do.
   * @default - all can
   */
  readonly lost?: ReadonlyMap<string, string>;
}

/** A stack, and what it is compared with. */
export interface Target {
  readonly id: string;
  readonly hasState: boolean;
  readonly isRecorded: boolean;
  /** What holds it as it was deployed; undefined when no commit that is known has it. */
  readonly tree?: CommitTree;
  /** The stack as it was deployed. */
  readonly stack?: SynthesizedStack;
  /** The stack as the branch's head has it; undefined when the head no longer has it. */
  readonly wanted?: SynthesizedStack;
  readonly unapplied?: Unapplied;
  /**
   * Why the commit that it was deployed from cannot be synthesized here.
   * @default - it can, or none is recorded
   */
  readonly lost?: string;
}

/** Every stack of a branch that the code has, that is recorded as deployed, or that has a state; sorted by id. */
export async function targetsOf(situation: Situation): Promise<readonly Target[]> {
  const { branch, deployed, states, head } = situation;
  const declared = head.stacks.filter(({ labels }) => labels?.network === branch).map(({ id }) => id);
  const recorded = Object.keys(deployed?.stacks ?? {});
  const ids = [...new Set([...declared, ...recorded, ...states])].sort();
  const targets = await Promise.all(ids.map((id) => targetOf(situation, id)));
  // Deployed once, destroyed since, and gone from the code: there is nothing left to say.
  return targets.filter(({ hasState, wanted }) => hasState || wanted !== undefined);
}

async function targetOf({ deployed, states, head, fallback, trees, lost }: Situation, id: string): Promise<Target> {
  const record = Object.hasOwn(deployed?.stacks ?? {}, id) ? deployed?.stacks[id] : undefined;
  const hasState = states.has(id);
  const tree = record ? trees.get(record.commit) : fallback;
  const stack = stackIn(tree, id);
  const wanted = stackIn(head, id);
  const because = record && lost?.get(record.commit);
  const unapplied = await unappliedOf({ hasState, wanted, head, ...(record && { tree, stack }) });
  return {
    id,
    hasState,
    isRecorded: record !== undefined,
    ...(tree && stack && { tree, stack }),
    ...(wanted && { wanted }),
    ...(unapplied && { unapplied }),
    ...(because !== undefined && { lost: because }),
  };
}

const stackIn = (tree: CommitTree | undefined, id: string): SynthesizedStack | undefined =>
  tree?.stacks.find((stack) => stack.id === id);

/** Whether an older commit is deployed can only be told where it is recorded. */
async function unappliedOf(known: {
  readonly hasState: boolean;
  readonly wanted: SynthesizedStack | undefined;
  readonly head: CommitTree;
  readonly tree?: CommitTree | undefined;
  readonly stack?: SynthesizedStack | undefined;
}): Promise<Unapplied | undefined> {
  const { hasState, wanted, head, tree, stack } = known;
  if (!wanted) return "vanished";
  if (!hasState) return "never-deployed";
  if (!tree || !stack || tree.commit === head.commit) return undefined;
  return (await tree.fingerprint(stack)) === (await head.fingerprint(wanted)) ? undefined : "outdated";
}

/** A pattern fits no stack. */
export class UnknownStackError extends Error {
  override readonly name = "InputError";
}

/**
 * The targets whose ids fit a pattern.
 *
 * @param patterns With `*` for any characters and `?` for one.
 * @throws UnknownStackError when a pattern fits none: a typing error must not look like "no drift".
 */
export function selectedTargets(targets: readonly Target[], patterns: readonly string[]): readonly Target[] {
  const ids = targets.map(({ id }) => id);
  for (const pattern of patterns) {
    if (!ids.some((id) => matches(pattern, id)))
      throw new UnknownStackError(`no stack of the branch fits "${pattern}". ${suggestion(pattern, ids)}`);
  }
  return targets.filter(({ id }) => patterns.some((pattern) => matches(pattern, id)));
}
