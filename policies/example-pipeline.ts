import { one } from "./examples";

/** An action of a pipeline: `action("Deploy", "ECS", "deploy")`. */
export const action = (category: string, provider: string, name: string, configuration: object = {}): object => ({
  name,
  category,
  provider,
  owner: "AWS",
  version: "1",
  configuration,
});

/** A pipeline as Terraform JSON, each stage given by its actions. */
export const pipeline = (stages: readonly (readonly object[])[], values: object = {}): object =>
  one("aws_codepipeline", {
    name: "a",
    stage: stages.map((actions, index) => ({ name: `s${index}`, action: actions })),
    ...values,
  });
