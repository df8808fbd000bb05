import { wavesOf } from "../../model/graph";
import { graphOf, type SynthesizedStack } from "../plan/synthesized-stack";

/** One line of the overview: a stack, and where it stands among the others. */
export interface StackOverview {
  readonly id: string;
  /** The branch that plans and deploys it; undefined for a stack of a foreign app. */
  readonly branch?: string;
  readonly kind?: string;
  readonly environment?: string;
  /** The catalogue file that it comes from. */
  readonly source?: string;
  /** The stacks that must be applied before it. */
  readonly dependencies: readonly string[];
  /** From 1 on: stacks of one wave do not wait for each other. */
  readonly wave: number;
}

/** Every stack in the order in which it can be deployed: by wave, then by id. */
export function overviewOf(stacks: readonly SynthesizedStack[]): readonly StackOverview[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  return wavesOf(graphOf(stacks)).flatMap((ids, index) =>
    ids.flatMap((id) => {
      const stack = byId.get(id);
      return stack ? [lineOf(stack, index + 1)] : [];
    }),
  );
}

function lineOf({ id, labels, dependencies }: SynthesizedStack, wave: number): StackOverview {
  if (!labels) return { id, dependencies, wave };
  const { network: branch, kind, environment, source } = labels;
  return { id, branch, kind, ...(environment !== undefined && { environment }), source, dependencies, wave };
}
