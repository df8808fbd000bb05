import { one } from "../../examples";
import { looksSecret } from "../../parse/secret-names";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType } from "../../view/stack-view";

const VARIABLES = [
  "github_actions_variable",
  "github_actions_environment_variable",
  "github_actions_organization_variable",
];
const SECRETS = [
  "github_actions_secret",
  "github_actions_environment_secret",
  "github_actions_organization_secret",
  "github_dependabot_secret",
  "github_dependabot_organization_secret",
  "github_codespaces_secret",
  "github_codespaces_organization_secret",
];

/** How keys begin that people have by mistake: of AWS, of GitHub, and private keys. Sources: their documentations. */
const KEY = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

const variable = (name: string, value: string): object =>
  one("github_actions_variable", { repository: "orders", variable_name: name, value });

export const variablesHoldNoSecret: Rule = {
  id: "variables-hold-no-secret",
  what: "No Actions variable holds a secret, and no secret's value stands in a state.",
  why: "Variables are shown to everybody who reads the repository, and states hold values in plain text.",
  fix: "Have the job take a role by OpenID Connect, and read the secret from Secrets Manager with it.",
  severity: "critical",
  checks: [4],
  controls: [],
  types: [...VARIABLES, ...SECRETS],
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...VARIABLES)) {
      const { variable_name: name, value } = resource.values;
      if (looksSecret(textIn(name) ?? ""))
        yield { resource, path: "variable_name", answer: "violation", message: "its name is that of a secret" };
      if (KEY.test(isUnknown(value) ? (value.template ?? "") : (textIn(value) ?? "")))
        yield { resource, path: "value", answer: "violation", message: "its value looks like a key" };
    }
    for (const resource of ofType(view, ...SECRETS))
      yield { resource, answer: "violation", message: "its value stands in the state" };
  },
  passes: [
    { shows: "the ARN of a role", configuration: variable("DEPLOY_ROLE", "arn:aws:iam::111111111111:role/dev-deploy") },
    { shows: "the name of a secret", configuration: variable("DATABASE_PASSWORD_ARN", "orders/database-url") },
  ],
  fails: [
    { shows: "a password", configuration: variable("DATABASE_PASSWORD", "hunter2") },
    // Put together, so that no scanner takes the example for a leak.
    {
      shows: "a key of AWS by another name",
      configuration: variable("DEPLOYER", ["AKIA", "IOSFODNN7EXAMPLE"].join("")),
    },
    {
      shows: "a secret of Actions",
      configuration: one("github_actions_secret", { repository: "orders", secret_name: "KEY" }),
    },
  ],
};
