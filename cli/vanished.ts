import type { VanishedStack } from "../operations/plan/plan-index";
import { matches } from "../operations/plan/selection";
import type { SynthesizedStack } from "../operations/plan/synthesized-stack";
import { type StatePlace, statePlaces, vanishedStacks } from "../operations/plan/vanished";

export interface LeftBehindOptions {
  readonly branch?: readonly string[];
  readonly stack?: readonly string[];
  readonly offline: boolean;
  readonly endpoint?: string;
}

/**
 * What the networks' buckets of states hold that no stack writes any more. Without AWS nothing is known of it.
 *
 * @param stacks Every stack that was synthesized.
 * @throws AwsError when a bucket cannot be read: a stack that vanished would be forgotten.
 */
export async function leftBehind(
  stacks: readonly SynthesizedStack[],
  { offline, endpoint, ...asked }: LeftBehindOptions,
): Promise<readonly VanishedStack[]> {
  if (offline) return [];
  const found = await Promise.all(placesAsked(stacks, asked).map((place) => inPlace(stacks, place, endpoint)));
  return found.flat();
}

/** The buckets of the networks that somebody asks for; of stacks that are named, those of their networks, if they are known. */
function placesAsked(
  stacks: readonly SynthesizedStack[],
  { branch, stack: patterns }: Pick<LeftBehindOptions, "branch" | "stack">,
): readonly StatePlace[] {
  const fitting = patterns ? stacks.filter(({ id }) => patterns.some((pattern) => matches(pattern, id))) : stacks;
  return statePlaces(fitting.length > 0 ? fitting : stacks).filter(
    ({ network }) => !branch || branch.includes(network),
  );
}

/** The bootstrap makes the bucket; before it there is no state. */
async function inPlace(
  stacks: readonly SynthesizedStack[],
  place: StatePlace,
  endpoint: string | undefined,
): Promise<readonly VanishedStack[]> {
  const { stateBucket } = require("../adapters/aws/state-bucket") as typeof import("../adapters/aws/state-bucket");
  try {
    return await vanishedStacks(stacks, place, stateBucket({ endpoint }, place));
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "NoSuchBucket") return [];
    throw error;
  }
}
