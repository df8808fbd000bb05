import { type Block, blocksIn, numberIn, textIn } from "../value";
import type { Resource } from "../view/stack-view";

export const PIPELINE = "aws_codepipeline";

/** An action of a pipeline, and when it runs. */
export interface PipelineAction {
  readonly block: Block;
  /** Where it stands: `stage[2].action[0]`. */
  readonly at: string;
  readonly name: string;
  readonly category: string | undefined;
  readonly provider: string | undefined;
  /** Number of its stage, and the order within it; what has the same runs at the same time. */
  readonly when: readonly [stage: number, order: number];
}

/** Every action of a pipeline, in the order of its text. */
export const actionsOf = ({ values }: Resource): readonly PipelineAction[] =>
  blocksIn(values.stage).flatMap((stage, index) =>
    blocksIn(stage.action).map((block, number) => ({
      block,
      at: `stage[${index}].action[${number}]`,
      name: textIn(block.name) ?? "",
      category: textIn(block.category),
      provider: textIn(block.provider),
      when: [index, numberIn(block.run_order) ?? 1] as const,
    })),
  );

/** Whether an action has ended when another begins. */
export const runsBefore = ({ when: a }: PipelineAction, { when: b }: PipelineAction): boolean =>
  a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

/** Whether an action changes what runs: it deploys, or what it builds is called so. */
export const deploys = ({ category, name }: PipelineAction): boolean =>
  category === "Deploy" ||
  ((category === "Build" || category === "Invoke" || category === "Compute") &&
    /apply|deploy|promot|rollout|roll-out|migrat/i.test(name));
