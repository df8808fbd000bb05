import { stringify } from "yaml";
import { readCatalogue } from "../../model/catalogue";
import { placesOf, siteDelivery } from "../../model/sites";
import { type Files, problemsWith, SOUND, withCatalogue } from "../support/catalogue";

const STAGES = [
  {
    name: "dev",
    purpose: "What was merged last.",
    environment: "dev",
    suffix: "qro-dev.equipweb.biz",
    site: "training",
    apiUrl: "https://t1.equipweb.biz/Training/api",
    from: [{ branch: "main" }],
  },
  {
    name: "prod",
    purpose: "The latest stable version.",
    environment: "prod",
    suffix: "qro.equipweb.biz",
    site: "edgecafe",
    apiUrl: "https://s2.equipweb.biz/EdgeCafe/api",
    from: [{ stage: "dev", approvers: ["backend"] }],
  },
  {
    name: "client",
    purpose: "A client's own site.",
    environment: "prod",
    suffix: "qro.equipweb.biz",
    from: [
      { stage: "prod", approvers: ["frontend"] },
      { stage: "rc", sameClient: true, approvers: ["backend"], warning: "Only in exceptional cases." },
    ],
  },
  {
    name: "rc",
    purpose: "Hot fixes of older versions.",
    environment: "rc",
    suffix: "qro-rc.equipweb.biz",
    from: [{ branchesExcept: ["main"] }],
  },
];

type Stage = Record<string, unknown>;

/** The line with some stages changed. */
const lineWith = (changes: Readonly<Record<string, Stage>> = {}, fields: Stage = {}): string =>
  stringify(
    {
      name: "qro",
      title: "Ordering",
      team: "frontend",
      repository: "edgecafe",
      reserved: ["www"],
      stages: STAGES.map((stage) => ({ ...stage, ...changes[stage.name] })),
      ...fields,
    },
    { aliasDuplicateObjects: false },
  );

const FILES: Files = {
  ...SOUND,
  "environments/rc.yaml": "name: rc\nnetwork: dev\ndomain: rc.dev.equipweb.biz\nprotection: none\n",
  "repositories/edgecafe.yaml":
    "name: edgecafe\nid: 1043718277\nkind: application\ndescription: The ordering site.\nowners: frontend\n",
  "repositories/infra.yaml": `name: infra
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
`,
  "organisation.yaml": `${SOUND["organisation.yaml"]}repositories: { network: main }\n`,
  "sites/qro.yaml": lineWith(),
};

const organisation = withCatalogue(FILES, readCatalogue);
const [line] = organisation.siteLines;
if (!line) throw new Error("the catalogue has no line of sites");

/** Problems of the line's own file, without its name. */
const problemsOf = (text: string, files: Files = {}): readonly string[] =>
  problemsWith({ ...FILES, ...files, "sites/qro.yaml": text });

describe("a line of sites", () => {
  it("is a delivery profile: stages in their order, where each takes its version from, who approves in which environment", () => {
    expect(siteDelivery(line).stages.map(({ name, sites, sources }) => ({ name, sites, sources }))).toEqual([
      {
        name: "dev",
        sites: "one",
        sources: [{ kind: "branch", branches: { only: "main" }, approvers: [], environment: "qro-dev" }],
      },
      {
        name: "prod",
        sites: "one",
        sources: [{ kind: "stage", stage: "dev", sameClient: false, approvers: ["backend"], environment: "qro-prod" }],
      },
      {
        name: "client",
        sites: "many",
        sources: [
          { kind: "stage", stage: "prod", sameClient: false, approvers: ["frontend"], environment: "qro-client" },
          {
            ...{ kind: "stage", stage: "rc", sameClient: true, approvers: ["backend"] },
            environment: "qro-rc-to-client",
            warning: "Only in exceptional cases.",
          },
        ],
      },
      {
        name: "rc",
        sites: "many",
        sources: [{ kind: "branch", branches: { except: ["main"] }, approvers: [], environment: "qro-rc" }],
      },
    ]);
  });

  it("reserves the labels of its own sites, beside those that it names", () => {
    expect(line.reserved).toEqual(["edgecafe", "training", "www"]);
  });

  it("has one place an environment: bucket, role, and whom it takes releases from and gives them to", () => {
    const places = placesOf(line).map(({ stackId, network, suffix, bucket, role, takesFrom, givesTo }) => ({
      ...{ stackId, network, suffix, bucket, role: role.arn },
      takesFrom: takesFrom.map((other) => other.bucket),
      givesTo: givesTo.map((other) => other.roleArn),
    }));
    const prodRole = "arn:aws:iam::222222222222:role/main/prod/prod-sites-qro-publisher";
    expect(places).toEqual([
      {
        ...{ stackId: "dev-sites-qro", network: "dev", suffix: "qro-dev.equipweb.biz" },
        bucket: "equipweb-dev-sites-qro-111111111111",
        role: "arn:aws:iam::111111111111:role/dev/dev/dev-sites-qro-publisher",
        ...{ takesFrom: [], givesTo: [prodRole] },
      },
      {
        ...{ stackId: "prod-sites-qro", network: "main", suffix: "qro.equipweb.biz" },
        bucket: "equipweb-prod-sites-qro-222222222222",
        role: prodRole,
        takesFrom: ["equipweb-dev-sites-qro-111111111111", "equipweb-rc-sites-qro-111111111111"],
        givesTo: [],
      },
      {
        ...{ stackId: "rc-sites-qro", network: "dev", suffix: "qro-rc.equipweb.biz" },
        bucket: "equipweb-rc-sites-qro-111111111111",
        role: "arn:aws:iam::111111111111:role/dev/rc/rc-sites-qro-publisher",
        ...{ takesFrom: [], givesTo: [prodRole] },
      },
    ]);
  });

  it("stands on the networks of its environments, sorted by stack", () => {
    const sites = organisation.networks.map(({ name, sites }) => [name, sites.map(({ stackId }) => stackId)]);
    expect(sites).toEqual([
      ["dev", ["dev-sites-qro", "rc-sites-qro"]],
      ["main", ["prod-sites-qro"]],
    ]);
  });

  it("is deployed by jobs of its repository and of this one, always by a workflow of this one's main branch", () => {
    const jobs = placesOf(line).flatMap(({ stackId, jobs }) => (stackId === "rc-sites-qro" ? jobs : []));
    expect(jobs.filter(({ workflow }) => workflow.includes("deploy-to-rc"))).toEqual([
      {
        repositoryId: 1043718265,
        subject: "repo:equipweb@148205917/infra@1043718265:environment:qro-rc",
        workflow: "equipweb/infra/.github/workflows/deploy-to-rc.yml@refs/heads/main",
      },
      {
        repositoryId: 1043718277,
        subject: "repo:equipweb@148205917/edgecafe@1043718277:environment:qro-rc",
        workflow: "equipweb/infra/.github/workflows/deploy-to-rc.yml@refs/heads/main",
      },
    ]);
  });

  it("makes the environments on GitHub in both repositories, with the approvers of its stages", () => {
    const environments = organisation.hosting?.repositories.map(({ name, environments }) => [
      name,
      environments
        .filter((environment) => environment.name.startsWith("qro-"))
        .map(({ name, approvers, branches, protection }) => ({ name, approvers, branches, protection })),
    ]);
    const made = [
      { name: "qro-client", approvers: ["frontend"], branches: ["main"], protection: "production" },
      { name: "qro-dev", approvers: [], branches: ["main"], protection: "none" },
      { name: "qro-prod", approvers: ["backend"], branches: ["main"], protection: "production" },
      { name: "qro-rc", approvers: [], branches: ["main"], protection: "none" },
      { name: "qro-rc-to-client", approvers: ["backend"], branches: ["main"], protection: "production" },
    ];
    expect(environments).toEqual([
      ["edgecafe", made],
      ["infra", made],
    ]);
  });

  it("lets approvers see what they approve", () => {
    expect(organisation.hosting?.repositories.map(({ name, teams }) => [name, teams])).toEqual([
      ["edgecafe", { backend: "pull", frontend: "maintain" }],
      ["infra", { backend: "maintain", frontend: "pull" }],
    ]);
  });
});

describe("a line of sites that will not do", () => {
  const [dev, prod, client, rc] = STAGES as readonly Stage[] as [Stage, Stage, Stage, Stage];

  const CASES: Readonly<Record<string, readonly [string, Files | undefined, RegExp]>> = {
    "of no team": [
      lineWith({}, { team: "fronted" }),
      undefined,
      /team names "fronted", which is no team.*Did you mean "frontend"/s,
    ],
    "of no repository": [lineWith({}, { repository: "edgecaff" }), undefined, /repository names "edgecaff"/],
    "of a repository without a number": [
      lineWith(),
      {
        "repositories/edgecafe.yaml":
          "name: edgecafe\nkind: application\ndescription: The ordering site.\nowners: frontend\n",
      },
      /the repository edgecafe has no id/,
    ],
    "in no environment": [lineWith({ rc: { environment: "rx" } }), undefined, /environment names "rx"/],
    "approved by nobody known": [
      lineWith({ prod: { from: [{ stage: "dev", approvers: ["qa"] }] } }),
      undefined,
      /approvers names "qa", which is no team/,
    ],
    "production that nobody approves": [
      lineWith({ prod: { from: [{ stage: "dev" }] } }),
      undefined,
      /prod is production, and nobody approves it/,
    ],
    "with two stages of a name": [lineWith({}, { stages: [dev, dev] }), undefined, /two stages dev/],
    "with a source that is no stage": [
      lineWith({ prod: { from: [{ stage: "de", approvers: ["backend"] }] } }),
      undefined,
      /from names "de", which is no other stage.*Did you mean "dev"/s,
    ],
    "with a circle": [
      lineWith({ dev: { from: [{ stage: "prod" }] } }),
      undefined,
      /dev and prod take their versions from each other/,
    ],
    "with clients of whom it is not said which": [
      lineWith({ client: { from: [{ stage: "rc", approvers: ["backend"] }] } }),
      undefined,
      /rc has a site for each client, so it is not said which version is meant/,
    ],
    "with the same client of a stage without clients": [
      lineWith({ client: { from: [{ stage: "prod", sameClient: true, approvers: ["backend"] }] } }),
      undefined,
      /sameClient is true, and client or prod has one site/,
    ],
    "with two suffixes in one environment": [
      lineWith({ client: { suffix: "clients.equipweb.biz" } }),
      undefined,
      /suffix is clients\.equipweb\.biz, and prod, in the same environment, has qro\.equipweb\.biz/,
    ],
    "with one suffix in two environments": [
      lineWith({ rc: { suffix: "qro-dev.equipweb.biz" } }),
      undefined,
      /suffix qro-dev\.equipweb\.biz is that of dev-sites-qro/,
    ],
    "with an environment's domain as a suffix": [
      lineWith({ rc: { suffix: "rc.dev.equipweb.biz" } }),
      undefined,
      /suffix rc\.dev\.equipweb\.biz is the domain of rc/,
    ],
    "with one host twice": [
      lineWith({}, { stages: [dev, prod, { ...client, site: "edgecafe", apiUrl: "https://s2.equipweb.biz/x" }, rc] }),
      undefined,
      /edgecafe\.qro\.equipweb\.biz is the site of prod/,
    ],
    "with a site that does not say its API": [
      lineWith({ dev: { apiUrl: undefined } }),
      undefined,
      /a stage with one site says its apiUrl|apiUrl/,
    ],
    "with an API that is no https": [
      lineWith({ dev: { apiUrl: "http://t1.equipweb.biz/api" } }),
      undefined,
      /begins with https:\/\//,
    ],
    "with an environment on GitHub written by hand": [
      lineWith(),
      {
        "repositories/edgecafe.yaml": `${FILES["repositories/edgecafe.yaml"]}environments:\n  qro-dev: { purpose: By hand it stands., branches: [main], protection: none }\n`,
      },
      /the environment qro-dev is made from the stages of the line qro/,
    ],
    "whose name is taken": [
      lineWith(),
      {
        "sites/qro2.yaml": lineWith(),
      },
      /the name "qro" is taken by another line of sites/,
    ],
  };

  it.each(Object.entries(CASES))("%s", (_name, [text, files, expected]) => {
    const problems = problemsOf(text, files ?? {});
    expect(problems.join("\n")).toMatch(expected);
  });

  it("says nothing of one that will do", () => {
    expect(problemsOf(lineWith())).toEqual([]);
  });
});
