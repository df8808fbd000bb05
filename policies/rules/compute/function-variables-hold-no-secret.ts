import { isUnset, unknownAt, valueIn, violationAt } from "../../demand";
import { one } from "../../examples";
import { FUNCTION } from "../../parse/functions";
import { looksSecret } from "../../parse/secret-names";
import type { Rule } from "../../rule";
import { isBlock, isUnknown } from "../../value";
import { ofType } from "../../view/stack-view";

const PATH = "environment.variables";

export const functionVariablesHoldNoSecret: Rule = {
  id: "function-variables-hold-no-secret",
  what: "No variable of a function has the name of a secret.",
  why: "Its value stands in the state, and everybody who may look at the function reads it.",
  fix: "Give the function the ARN of the secret, and let it fetch the value.",
  severity: "high",
  checks: [4],
  controls: [],
  types: [FUNCTION],
  judge: function* (view) {
    for (const resource of ofType(view, FUNCTION)) {
      const variables = valueIn({ resource }, PATH);
      if (isUnknown(variables)) yield unknownAt({ resource }, PATH);
      for (const [name, value] of Object.entries(isBlock(variables) ? variables : {})) {
        if (looksSecret(name) && !isUnset(value)) {
          yield violationAt({ resource }, `${PATH}.${name}`, `\`${name}\` stands there in plain text`);
        }
      }
    }
  },
  passes: [
    {
      shows: "where a secret lies",
      configuration: one(FUNCTION, { environment: { variables: { DB_SECRET_ARN: "arn:a" } } }),
    },
    { shows: "no variables", configuration: one(FUNCTION, {}) },
  ],
  fails: [
    { shows: "a password", configuration: one(FUNCTION, { environment: { variables: { DB_PASSWORD: "x" } } }) },
    {
      shows: "a token that Terraform puts in",
      configuration: one(FUNCTION, { environment: [{ variables: { GITHUB_TOKEN: "${var.token}" } }] }),
    },
  ],
};
