import type { Checkout } from "../support/checkout";

/** What the constructor of each of the two stacks does beside its first lines; what it imports stands in between. */
export interface MailStacks {
  readonly mail: readonly string[];
  /** @default - there is no such stack */
  readonly archive?: readonly string[];
}

/** A log group that nobody moves or adopts. */
export const logGroup = (id: string, name: string, retentionDays = 30): string =>
  `new EncryptedLogGroup(this, "${id}", { name: "${name}", retentionDays: ${retentionDays}, keyArn });`;

/** Lets a checkout have one or two small stacks a network, and no other: `dev-mail` and `dev-archive`. */
export function writeMailStacks({ write }: Checkout, { mail, archive }: MailStacks): void {
  const stacks = { Mail: mail, ...(archive && { Archive: archive }) };
  for (const [name, snippets] of Object.entries(stacks))
    write(`stacks/${name.toLowerCase()}-stack.ts`, stack(name, snippets));
  write("stacks/index.ts", index(Object.keys(stacks)));
}

const index = (names: readonly string[]): string => `import type { App } from "cdktf";
import type { Organisation } from "../model/organisation";
${names.map((name) => `import { ${name}Stack } from "./${name.toLowerCase()}-stack";`).join("\n")}

export function buildOrganisation(app: App, { networks }: Organisation): void {
  for (const network of networks) {
    ${names.map((name) => `new ${name}Stack(app, network);`).join("\n    ")}
  }
}
`;

/** The key of the log groups, which somebody else made. */
export const KEY_ARN = "arn:aws:kms:eu-west-1:111111111111:key/0f4d1c3e-8a2b-4c5d-9e6f-112233445566";

function stack(name: string, snippets: readonly string[]): string {
  const lines = snippets.flatMap((snippet) => snippet.split("\n"));
  const [imports, body] = [true, false].map((is) => lines.filter((line) => line.startsWith("import ") === is));
  return `import type { App } from "cdktf";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import type { Network } from "../model/organisation";
import { BaseStack } from "./base-stack";
${[...new Set(imports)].join("\n")}

const keyArn = "${KEY_ARN}";

export class ${name}Stack extends BaseStack {
  constructor(app: App, network: Network) {
    super(app, \`\${network.name}-${name.toLowerCase()}\`, { network, kind: "${name.toLowerCase()}", source: network.source });
    ${(body ?? []).join("\n    ")}
  }
}
`;
}
