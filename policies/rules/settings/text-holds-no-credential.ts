import { assignedSecretIn, credentialIn, mayHoldCredential } from "../../parse/credentials";
import { holdsText, knownText, textsIn } from "../../parse/texts";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

/** Attributes that hold programs, in which a secret has a name. */
const PROGRAMS: ReadonlySet<string> = new Set([
  ...["user_data", "user_data_base64", "code", "buildspec", "template_body"],
  ...["definition", "content", "script", "command", "commands", "input"],
]);

const isProgram = (key: string): boolean => PROGRAMS.has(key);

const token = `ghp_${"a1B2".repeat(9)}`;
const startScript = "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\nstart";

export const textHoldsNoCredential: Rule = {
  id: "text-holds-no-credential",
  what: "No text holds a credential: neither start scripts, nor the code of functions, nor anything else.",
  why: "It lies in the repository, in the state and in each plan, for everybody who can read one of them.",
  fix: "Take it back where it was issued, and let the program read the new one from Secrets Manager.",
  severity: "critical",
  checks: [4],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    const { terraform = {}, providers = {}, others = {} } = view.settings ?? {};
    for (const [key, values] of Object.entries({ terraform, provider: providers, ...others })) {
      if (!holdsText(values, key, mayHold)) continue;
      for (const { path, value } of textsIn(values, key)) {
        const kind = credentialIn(knownText(value));
        if (kind) yield { path, answer: "violation", message: `it holds ${kind}` };
      }
    }
    for (const resource of [...view.resources, ...view.data]) {
      if (!holdsText(resource.values, "", mayHold)) continue;
      for (const { key, path, value } of textsIn(resource.values)) {
        const text = decoded(key, knownText(value));
        const kind = credentialIn(text);
        if (kind) yield { resource, path, answer: "violation", message: `it holds ${kind}` };
        const name = isProgram(key) ? assignedSecretIn(text) : undefined;
        if (name) yield { resource, path, answer: "violation", message: `it holds the value of ${name}` };
      }
    }
  },
  passes: [
    {
      shows: "a script that fetches its secret",
      configuration: {
        resource: {
          aws_launch_template: {
            a: { user_data: "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db)" },
          },
        },
      },
    },
    {
      shows: "a function that reads a token of the request",
      configuration: { resource: { aws_cloudfront_function: { a: { code: "const token = request.cookies.token;" } } } },
    },
  ],
  fails: [
    { shows: "a token in an output", configuration: { output: { a: { value: token } } } },
    { shows: "a key in a provider", configuration: { provider: { aws: [{ access_key: `AKIA${"A1B2".repeat(4)}` }] } } },

    {
      shows: "a token in the environment of a container",
      configuration: {
        resource: {
          aws_ecs_task_definition: {
            a: { container_definitions: JSON.stringify([{ environment: [{ name: "X", value: token }] }]) },
          },
        },
      },
    },
    {
      shows: "a password in a script",
      configuration: { resource: { aws_instance: { a: { user_data: startScript } } } },
    },
    {
      shows: "the same in base64",
      configuration: {
        resource: { aws_instance: { a: { user_data_base64: Buffer.from(startScript).toString("base64") } } },
      },
    },
    {
      shows: "a key in the code of a function",
      configuration: { resource: { aws_cloudfront_function: { a: { code: 'const apiKey = "q8Zt4Rw1Lk0Pv7";' } } } },
    },
    {
      shows: "a password in an address",
      configuration: {
        resource: { aws_ssm_parameter: { a: { type: "String", value: "postgres://orders:hunter22@db:5432/orders" } } },
      },
    },
  ],
};

const mayHold = (key: string, value: Parameters<typeof knownText>[0]): boolean =>
  mayHoldCredential(knownText(value)) || isProgram(key);

/** A start script may be written in base64: launch templates demand it. */
function decoded(key: string, text: string): string {
  if (!/^user_data/.test(key) || !/^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(text)) return text;
  return Buffer.from(text, "base64").toString("utf8");
}
