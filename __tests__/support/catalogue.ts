import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CheckedCatalogue, checkCatalogue } from "../../model/catalogue";

/** Texts of catalogue files, by their name inside the catalogue. Undefined takes a file away. */
export type Files = Readonly<Record<string, string | undefined>>;

/** A small catalogue without a problem: two networks, an environment on each, three services. */
export const SOUND: Readonly<Record<string, string>> = {
  "organisation.yaml": `name: equipweb
github: { owner: equipweb, ownerId: 148205917, repository: infra, repositoryId: 1043718265, subjects: immutable }
owner: platform
costCenter: cc-1000
teams: [backend, frontend]
accounts:
  development: { id: "111111111111" }
  production: { id: "222222222222" }
`,
  "networks/dev.yaml": `name: dev
account: development
region: eu-west-1
domain: dev.equipweb.biz
cidr: 10.10.0.0/16
zones: [eu-west-1a, eu-west-1b]
nat: one
publicLoadBalancer: true
`,
  "networks/main.yaml": `name: main
account: production
region: eu-west-1
domain: equipweb.biz
cidr: 10.20.0.0/16
zones: [eu-west-1a, eu-west-1b]
`,
  "environments/dev.yaml": `name: dev
network: dev
domain: dev.equipweb.biz
protection: none
`,
  "environments/prod.yaml": `name: prod
network: main
domain: equipweb.biz
protection: production
`,
  "services/users.yaml": `name: users
team: backend
image: { repository: users }
port: 8080
size: { cpu: 256, memory: 512 }
environments:
  dev: { tasks: 1 }
  prod: { tasks: 2 }
`,
  "services/orders.yaml": `name: orders
team: backend
image: { repository: orders }
port: 8080
size: { cpu: 256, memory: 512 }
dependsOn: [users]
secrets: { DATABASE_URL: orders/database-url }
environments:
  dev: { tasks: 1 }
  prod: { tasks: { min: 2, max: 6 } }
`,
  "services/shop.yaml": `name: shop
team: frontend
access: public
image: { repository: shop }
port: 3000
size: { cpu: 512, memory: 1024 }
dependsOn: [orders]
environments:
  dev: { tasks: 1 }
`,
};

/** The repository of the infrastructure itself, with the environments that roles of the sound catalogue trust. */
export const OWN_REPOSITORY = `name: infra
kind: infrastructure
description: All infrastructure, as data.
owners: backend
environments:
  dev: { purpose: Applies the network dev., branches: [dev], protection: none, network: dev, role: deploy }
  main: { purpose: Applies production., branches: [main], approvers: [backend], protection: production, network: main, role: deploy }
  dev-inspect: { purpose: Looks at the network dev., branches: [dev], protection: none }
  main-inspect: { purpose: Looks at production., branches: [dev], protection: none }
  dev-break-glass-request: { purpose: The first approval., branches: [dev], protection: none }
  dev-break-glass: { purpose: The second approval., branches: [dev], protection: none }
  main-break-glass-request: { purpose: The first approval., branches: [main], protection: none }
  main-break-glass: { purpose: The second approval., branches: [main], protection: none }
`;

/** A catalogue of these files, in a folder called `catalogue`, until it is removed. */
export function catalogueOf(files: Files): { readonly directory: string; readonly remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "catalogue-"));
  const directory = join(parent, "catalogue");
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return { directory, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** Does something with a catalogue of these files, in a folder called `catalogue` that is gone afterwards. */
export function withCatalogue<T>(files: Files, work: (directory: string) => T): T {
  const { directory, remove } = catalogueOf(files);
  try {
    return work(directory);
  } finally {
    remove();
  }
}

/** What a check of the sound catalogue says once some of its files are others. */
export const checkedWith = (changes: Files): CheckedCatalogue =>
  withCatalogue({ ...SOUND, ...changes }, checkCatalogue);

/** The problems that some changes to the sound catalogue make, each as `file:line:column  message | fix`. */
export const problemsWith = (changes: Files): readonly string[] =>
  checkedWith(changes).problems.map(
    ({ severity, at, message, fix }) =>
      `${severity === "warning" ? "warning " : ""}${at.file}:${at.line}:${at.column}  ${message}${fix ? ` | ${fix}` : ""}`,
  );

/** A sound file with one piece of its text replaced. */
export function edited(file: string, from: string, to: string): Files {
  const text = SOUND[file];
  if (!text?.includes(from)) throw new Error(`${file} does not hold "${from}"`);
  return { [file]: text.replace(from, to) };
}
