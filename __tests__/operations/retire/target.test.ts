import { join } from "node:path";
import { readCatalogue } from "../../../model/catalogue";
import { readEntries } from "../../../model/entries/read";
import { type TargetOptions, targetOf } from "../../../operations/retire/target";
import { type Files, SOUND, withCatalogue } from "../../support/catalogue";
import { HOSTING } from "../../support/hosting";

const RETIRED = {
  "retiring/dev-service-old.yaml":
    "stack: dev-service-old\nreason: nobody calls it any more\nowner: backend\nbackup: s3://backups/old\nuntil: 2027-01-31\n",
  "services/idle.yaml":
    "name: idle\nteam: backend\nimage: { repository: idle }\nport: 8080\nsize: { cpu: 256, memory: 512 }\n",
  "environments/empty.yaml": "name: empty\nnetwork: dev\ndomain: empty.dev.equipweb.biz\nprotection: none\n",
  "networks/lone.yaml": SOUND["networks/dev.yaml"]
    ?.replaceAll("dev.equipweb.biz", "lone.equipweb.biz")
    .replace("name: dev", "name: lone")
    .replace("development", "lone")
    .replace("10.10.", "10.30."),
  "organisation.yaml": SOUND["organisation.yaml"]?.replace(
    "accounts:\n",
    'accounts:\n  lone: { id: "333333333333" }\n',
  ),
};

const meant = (word: string, options?: TargetOptions, files: Files = RETIRED) =>
  withCatalogue({ ...SOUND, ...files }, (directory) =>
    targetOf(
      word,
      readCatalogue(directory),
      readEntries(directory).entries.services.map(({ value }) => value.name),
      options,
    ),
  );

const shortly = (word: string, options?: TargetOptions) => {
  const target = meant(word, options);
  if (target.kind !== "service") return target;
  return { ...target, stacks: target.stacks.map(({ stackId }) => stackId) };
};

describe("what a word means that shall leave", () => {
  it.each([
    ["shop@dev", { kind: "service", name: "shop", stacks: ["dev-service-shop"], isWhole: false }],
    ["dev-service-shop", { kind: "service", name: "shop", stacks: ["dev-service-shop"], isWhole: false }],
    ["users", { kind: "service", name: "users", stacks: ["dev-service-users", "prod-service-users"], isWhole: true }],
    ["idle", { kind: "service", name: "idle", stacks: [], isWhole: true }],
  ])("%s", (word, expected) => {
    expect(shortly(word)).toEqual(expected);
  });

  it("is a repository, by the id of its stack, which answers for itself", () => {
    expect(meant("github-orders", {}, HOSTING)).toEqual({
      kind: "repository",
      stack: "github-orders",
      source: "catalogue/repositories/orders.yaml",
      owners: "backend",
    });
  });

  it("is resources of a stack that lives on, or a stack that is gone, when somebody says so", () => {
    const addresses = ["aws_ecr_repository.a"];
    expect(meant("dev-registry", { addresses })).toEqual({
      kind: "resources",
      stack: { id: "dev-registry", network: "dev", source: "catalogue/networks/dev.yaml" },
      addresses,
    });
    expect(meant("dev-service-gone", { vanished: true })).toEqual({ kind: "vanished", stack: "dev-service-gone" });
  });

  it.each<readonly [string, TargetOptions, string]>([
    [
      "usrs",
      {},
      '"usrs" is nothing that the catalogue declares. Did you mean "users"? A stack that is no longer declared needs --vanished.',
    ],
    [
      "something-else",
      {},
      '"something-else" is nothing that the catalogue declares. Name a service (idle, orders, shop, users), one in an environment (orders@dev), or a stack (npx infra stacks). A stack that is no longer declared needs --vanished.',
    ],
    ["usrs@dev", {}, '"usrs" is no service. Did you mean "users"?'],
    ["users@prd", {}, 'users does not run in "prd". Did you mean "prod"?'],
    ["idle@dev", {}, "idle runs nowhere. To let its images leave, too: npx infra retire idle"],
    ["dev-service-old", {}, "dev-service-old leaves already: catalogue/retiring/dev-service-old.yaml says so."],
    [
      "dev-platform",
      {},
      "dev-platform cannot leave by itself: it goes with all of catalogue/networks/dev.yaml. Name the resources that leave it: npx infra retire dev-platform --address ADDRESS",
    ],
    [
      "dev",
      {},
      "the network and environment dev leaves when nothing runs in it any more. Let these leave first, in this order: shop@dev, orders@dev, users@dev",
    ],
    [
      "prod",
      {},
      "the environment prod leaves when nothing runs in it any more. Let these leave first, in this order: orders@prod, users@prod",
    ],
    ["empty", {}, "nothing runs in the environment empty: delete catalogue/environments/empty.yaml"],
    [
      "lone",
      {},
      "the network lone holds the states of its own stacks, so no plan destroys it as a whole: see docs/runbooks/retire.md",
    ],
    [
      "dev-service-users",
      { vanished: true },
      "dev-service-users did not vanish: catalogue/services/users.yaml declares it. Leave --vanished out.",
    ],
    [
      "dev-registri",
      { addresses: ["a.b"] },
      '"dev-registri" is nothing that the catalogue declares. Did you mean "dev-registry"? A stack that is no longer declared needs --vanished. Resources leave a stack that is declared.',
    ],
  ])("%s %j cannot leave: it is said why", (word, options, message) => {
    expect(() => meant(word, options)).toThrow(message);
  });
});

describe("a stage of a line of sites", () => {
  const ours = readCatalogue(join(__dirname, "..", "..", "..", "catalogue"));

  it.each([
    ["uat-sites-qro", "prod-sites-qro takes versions from it."],
    ["prod-sites-qro", "does not take those out of the catalogue. Delete"],
  ])("does not leave by its id alone: %s", (stack, text) => {
    expect(() => targetOf(stack, ours, [])).toThrow(text);
    expect(() => targetOf(stack, ours, [])).toThrow(
      `Delete its stages from catalogue/sites/qro.yaml, and then: npx infra retire ${stack} --vanished`,
    );
  });
});

describe("a stage of an app", () => {
  const ours = readCatalogue(join(__dirname, "..", "..", "..", "catalogue"));

  it.each(["stg-app-portal", "stg-deployer-portal"])("does not leave by the id of one of its stacks: %s", (stack) => {
    expect(() => targetOf(stack, ours, [])).toThrow(
      `${stack} is one of the two stacks of a stage of an app, and this command does not take stages out of the catalogue. Delete the stage from catalogue/apps/portal.yaml, and then: npx infra retire stg-deployer-portal --vanished, and npx infra retire stg-app-portal --vanished`,
    );
  });

  it("holds its environment back, which no service runs in, as sites do", () => {
    expect(() => targetOf("stg", ours, [])).toThrow(
      "the environment stg leaves when nothing stands in it any more. npx infra retire says of each of these how it leaves: stg-app-portal",
    );
    expect(() => targetOf("rc", ours, [])).toThrow("how it leaves: rc-sites-qro");
  });
});
