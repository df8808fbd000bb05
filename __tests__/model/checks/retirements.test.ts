import { join } from "node:path";
import { readCatalogue } from "../../../model/catalogue";
import type { Organisation } from "../../../model/organisation";
import { endedRetirements } from "../../../model/retirements";
import { declaredStacks } from "../../../model/stack-ids";
import { buildOrganisation } from "../../../stacks";
import { checkedWith, edited, type Files, problemsWith } from "../../support/catalogue";
import { synthesize } from "../../support/synthesize";

const retiring = (stack: string, fields: Readonly<Record<string, string | undefined>> = {}): Files => {
  const lines = {
    stack,
    reason: "nobody calls it any more",
    owner: "backend",
    backup: "s3://backups/old",
    until: "2027-01-31",
    ...fields,
  };
  const text = Object.entries(lines).map(([key, value]) => (value === undefined ? "" : `${key}: ${value}\n`));
  return { [`retiring/${stack}.yaml`]: text.join("") };
};

const organisationWith = (files: Files): Organisation => {
  const { organisation, problems } = checkedWith(files);
  expect(problems).toEqual([]);
  if (!organisation) throw new Error("the catalogue has problems");
  return organisation;
};

describe("something that leaves", () => {
  it.each([
    ["a stack whose service is gone", retiring("dev-service-old")],
    ["a stack whose network its id does not tell", retiring("old", { network: "dev" })],
    ["a stack of an environment that is gone, whose network is named", retiring("qa-service-old", { network: "dev" })],
    [
      "a stack without a backup, for a reason",
      retiring("dev-a", { backup: "none", because: "it holds nothing but logs" }),
    ],
    ["resources of a stack that lives on", retiring("dev-registry", { addresses: "[aws_ecr_repository.old]" })],
    [
      "a stack that read one that leaves, and one that is gone",
      { ...retiring("dev-a", { reads: "[dev-b, dev-c]" }), ...retiring("dev-b") },
    ],
  ])("may be %s", (_, files) => {
    expect(problemsWith(files)).toEqual([]);
  });

  it.each<readonly [string, Files, string]>([
    [
      "is still declared",
      retiring("dev-service-shop"),
      "dev-service-shop.yaml:1:8  dev-service-shop leaves as a whole, and catalogue/services/shop.yaml still declares it | Take it out there, as `npx infra retire` does, or name the addresses of what leaves it.",
    ],
    [
      "is a network's",
      retiring("main-dns"),
      "main-dns.yaml:1:8  main-dns leaves as a whole, and catalogue/networks/main.yaml still declares it | Take it out there, as `npx infra retire` does, or name the addresses of what leaves it.",
    ],
    [
      "holds the teams of all repositories",
      retiring("github", { network: "main" }),
      "github.yaml:1:8  the stack github cannot leave as a whole: it holds the teams that every repository knows | Let teams leave by taking them out of organisation.yaml, and repositories by their own stacks.",
    ],
    [
      "was a repository, and there are none",
      retiring("github-portal"),
      "github-portal.yaml:1:8  to which network github-portal belongs does not follow from its id | Name it, such as network: dev (--network of `infra retire`).",
    ],
    [
      "belongs to no network that is known",
      retiring("qa-service-old"),
      "qa-service-old.yaml:1:8  to which network qa-service-old belongs does not follow from its id | Name it, such as network: dev (--network of `infra retire`).",
    ],
    [
      "names a network that there is not",
      retiring("dev-a", { network: "dve" }),
      'dev-a.yaml:6:10  network names "dve", which is no network | Known: dev, main.',
    ],
    [
      "names a team that there is not",
      retiring("dev-a", { owner: "backnd" }),
      'dev-a.yaml:3:8  owner names "backnd", which is no team | Did you mean "backend"?',
    ],
    [
      "has no backup, and nothing says why",
      retiring("dev-a", { backup: "none" }),
      "dev-a.yaml:4:9  backup is none, and nothing says why | Add because: why no backup is needed.",
    ],
    [
      "has a backup, and says why not",
      retiring("dev-a", { because: "it holds nothing but logs" }),
      "dev-a.yaml:6:10  because says why there is no backup, and backup names one | Leave it out.",
    ],
    [
      "leaves what is not there",
      retiring("dev-registri", { addresses: "[a.b]" }),
      'dev-registri.yaml:1:8  stack names "dev-registri", which is no stack that lives on | Did you mean "dev-registry"? Leave addresses out when the whole stack leaves.',
    ],
    [
      "stands in two files",
      { ...retiring("dev-a"), "retiring/other.yaml": retiring("dev-a")["retiring/dev-a.yaml"] },
      "other.yaml:1:8  the retirement of dev-a stands twice | The other one is catalogue/retiring/dev-a.yaml.",
    ],
    [
      "could be destroyed in no order",
      { ...retiring("dev-a", { reads: "[dev-b]" }), ...retiring("dev-b", { reads: "[dev-a]" }) },
      "dev-a.yaml:6:8  these stacks read each other: dev-a -> dev-b -> dev-a | Take one of them out of reads.",
    ],
    [
      "ends on no day",
      retiring("dev-a", { until: "2027-02-30" }),
      'dev-a.yaml:5:8  until is "2027-02-30" | Use a day such as 2026-12-31.',
    ],
    [
      "gives no reason",
      retiring("dev-a", { reason: "old" }),
      'dev-a.yaml:2:9  reason is "old" | Say in a sentence why it is not needed any more.',
    ],
    [
      "has a key that is nearly right",
      retiring("dev-a", { adresses: "[a.b]" }),
      'dev-a.yaml:6:1  unknown key "adresses" | Did you mean "addresses"?',
    ],
  ])("is refused when it %s", (_, files, problem) => {
    expect(problemsWith(files)).toEqual([`catalogue/retiring/${problem}`]);
  });

  it("of a name with which a network and an environment of another one begin has to say which", () => {
    const files = {
      ...edited("networks/dev.yaml", "name: dev", "name: qa"),
      "environments/dev.yaml": "name: dev\nnetwork: qa\ndomain: dev.equipweb.biz\nprotection: none\n",
      "environments/qa.yaml": "name: qa\nnetwork: main\ndomain: qa.equipweb.biz\nprotection: none\n",
    };
    expect(problemsWith({ ...files, ...retiring("qa-service-old") })).toEqual([
      expect.stringContaining("to which network qa-service-old belongs does not follow from its id"),
    ]);
    expect(problemsWith({ ...files, ...retiring("qa-service-old", { network: "main" }) })).toEqual([]);
  });

  it("ends with its day, which is told by whoever knows what day it is", () => {
    const { networks } = organisationWith({
      ...retiring("dev-service-old"),
      ...retiring("main-registry", { addresses: "[a.b]", until: "2027-03-31" }),
    });
    const ended = (today: string) =>
      endedRetirements(networks, today).map(({ at, message }) => [at.file, at.line, message]);
    expect(ended("2027-01-31")).toEqual([]);
    expect(ended("2027-04-01")).toEqual([
      ["catalogue/retiring/dev-service-old.yaml", 5, "the retirement of dev-service-old ended on 2027-01-31"],
      ["catalogue/retiring/main-registry.yaml", 5, "the retirement of resources of main-registry ended on 2027-03-31"],
    ]);
  });
});

describe("the stacks that the catalogue declares", () => {
  it("are those that are built, each with its network and its file", () => {
    const organisation = readCatalogue(join(__dirname, "..", "..", "..", "catalogue"));
    const stacks = synthesize((app) => buildOrganisation(app, organisation));
    const built = Object.entries(stacks).flatMap(([id, stack]) => {
      const { infra } = stack["//"] as { infra: { kind: string; network: string; source: string } };
      return infra.kind === "retiring" ? [] : [{ id, network: infra.network, source: infra.source }];
    });
    expect([...declaredStacks(organisation)].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(built);
  });
});
