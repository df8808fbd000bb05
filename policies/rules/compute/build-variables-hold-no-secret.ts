import { isUnset, unknownAt, violationAt } from "../../demand";
import { action, pipeline } from "../../example-pipeline";
import { one } from "../../examples";
import { parseEmbedded } from "../../parse/embedded-json";
import { actionsOf, PIPELINE } from "../../parse/pipelines";
import { looksSecret } from "../../parse/secret-names";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isBlock, isUnknown, textIn, type Value } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

const PROJECT = "aws_codebuild_project";

export const buildVariablesHoldNoSecret: Rule = {
  id: "build-variables-hold-no-secret",
  what: "No plain variable of a build has the name of a secret.",
  why: "Its value stands in the state, in the console, and in every log that prints the environment.",
  fix: "Set the variable's type to SECRETS_MANAGER or PARAMETER_STORE, and its value to the name of the secret.",
  severity: "high",
  checks: [26],
  controls: ["FSBP CodeBuild.2"],
  types: [PROJECT, PIPELINE],
  judge: function* (view) {
    for (const resource of ofType(view, PROJECT)) {
      for (const environment of blocksIn(resource.values.environment)) {
        yield* judgeVariables(resource, "environment.environment_variable", environment.environment_variable);
      }
    }
    for (const resource of ofType(view, PIPELINE)) {
      for (const { at, block } of actionsOf(resource)) yield* judgeAction(resource, at, block.configuration);
    }
  },
  passes: [
    {
      shows: "a plain setting, and a secret by its name",
      configuration: project([
        { name: "STAGE", value: "dev" },
        { name: "NPM_TOKEN", value: "npm/token", type: "SECRETS_MANAGER" },
      ]),
    },
    {
      shows: "a pipeline without",
      configuration: pipeline([[action("Build", "CodeBuild", "b", { ProjectName: "a" })]]),
    },
  ],
  fails: [
    { shows: "a token", configuration: project([{ name: "NPM_TOKEN", value: "x" }]) },
    {
      shows: "a password, called plain",
      configuration: project([{ name: "dbPassword", value: "x", type: "PLAINTEXT" }]),
    },
    {
      shows: "a token in an action of a pipeline",
      configuration: pipeline([
        [
          action("Build", "CodeBuild", "b", {
            EnvironmentVariables: JSON.stringify([{ name: "NPM_TOKEN", value: "x", type: "PLAINTEXT" }]),
          }),
        ],
      ]),
    },
    {
      shows: "variables of an action that cannot be read",
      configuration: pipeline([[action("Build", "CodeBuild", "b", { EnvironmentVariables: "[" })]]),
    },
  ],
};

function project(variables: readonly object[]): object {
  return one(PROJECT, { environment: { environment_variable: variables } });
}

function* judgeAction(resource: Resource, at: string, configuration: Value | undefined): Iterable<Judgement> {
  const path = `${at}.configuration.EnvironmentVariables`;
  const { EnvironmentVariables: variables = null } = isBlock(configuration) ? configuration : {};
  if (isUnset(variables)) return;
  try {
    yield* judgeVariables(resource, path, parseEmbedded(variables));
  } catch (error) {
    yield violationAt({ resource }, path, (error as Error).message);
  }
}

function* judgeVariables(resource: Resource, path: string, variables: Value | undefined): Iterable<Judgement> {
  if (isUnknown(variables)) yield unknownAt({ resource }, path);
  for (const { name, type } of blocksIn(variables)) {
    const text = textIn(name) ?? "";
    if (isUnknown(name) || (isUnknown(type) && looksSecret(text))) yield unknownAt({ resource }, path);
    else if (looksSecret(text) && (isUnset(type) || type === "PLAINTEXT")) {
      yield violationAt({ resource }, path, `\`${text}\` stands there in plain text`);
    }
  }
}
