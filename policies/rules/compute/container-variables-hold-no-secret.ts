import { isUnset, unknownAt, violationAt } from "../../demand";
import { task } from "../../example-task";
import { looksSecret } from "../../parse/secret-names";
import { ofEachContainer, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { blocksIn, isUnknown, itemsIn, textIn } from "../../value";

export const containerVariablesHoldNoSecret: Rule = {
  id: "container-variables-hold-no-secret",
  what: "No plain variable of a container has the name of a secret.",
  why: "Its value stands in the state, in every revision of the task definition, and in the console.",
  fix: "Put the value into Secrets Manager, and name it in `secrets` by its ARN.",
  severity: "high",
  checks: [17],
  controls: ["FSBP ECS.8"],
  types: [TASK_DEFINITION],
  judge: (view) =>
    ofEachContainer(view, function* (container) {
      const { environment } = container.block;
      if (itemsIn(environment).some(isUnknown)) yield unknownAt(container, "environment");
      for (const { name, value } of blocksIn(environment)) {
        if (isUnknown(name)) yield unknownAt(container, "environment", "the name of a variable is not known yet");
        const text = textIn(name) ?? "";
        if (looksSecret(text) && !isUnset(value)) {
          yield violationAt(
            container,
            `environment[name=${JSON.stringify(text)}]`,
            `\`${text}\` stands there in plain text`,
          );
        }
      }
    }),
  passes: [
    { shows: "a plain setting", configuration: task({ environment: [{ name: "LOG_LEVEL", value: "info" }] }) },
    { shows: "where a secret lies", configuration: task({ environment: [{ name: "DB_SECRET_ARN", value: "arn:a" }] }) },
    { shows: "a secret by its ARN", configuration: task({ secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:a" }] }) },
  ],
  fails: [
    { shows: "a password", configuration: task({ environment: [{ name: "DB_PASSWORD", value: "x" }] }) },
    { shows: "a token in camel case", configuration: task({ environment: [{ name: "githubToken", value: "x" }] }) },
    {
      shows: "a password that Terraform puts in",
      configuration: task({ environment: [{ name: "DB_PASSWORD", value: "${var.password}" }] }),
    },
  ],
};
