import { withDependants } from "../../../model/graph";
import { graphOf, type SynthesizedStack } from "../synthesized-stack";

/** Everything of a stack that Terraform plans by, in one text: equal texts are equal stacks. */
export type Fingerprint = (stack: SynthesizedStack) => string;

/** How the stacks of two commits differ. All ids are sorted. */
export interface StackDifferences {
  /** In both, and not the same. */
  readonly changed: ReadonlySet<string>;
  /** Only now. */
  readonly created: ReadonlySet<string>;
  /** Only before. */
  readonly vanished: readonly SynthesizedStack[];
  /** Those that changed or are new, and everything that depends on one of them, however far along. */
  readonly affected: ReadonlySet<string>;
}

/** Compares the stacks of one commit with those of now. */
export function differencesBetween(
  before: readonly SynthesizedStack[],
  now: readonly SynthesizedStack[],
  fingerprints: { readonly before: Fingerprint; readonly now: Fingerprint },
): StackDifferences {
  const known = new Map(before.map((stack) => [stack.id, fingerprints.before(stack)]));
  const current = new Set(now.map(({ id }) => id));
  const created = new Set(now.map(({ id }) => id).filter((id) => !known.has(id)));
  const changed = new Set(
    now.filter((stack) => known.has(stack.id) && known.get(stack.id) !== fingerprints.now(stack)).map(({ id }) => id),
  );
  return {
    changed,
    created,
    vanished: before.filter(({ id }) => !current.has(id)),
    affected: withDependants(graphOf(now), [...changed, ...created]),
  };
}
