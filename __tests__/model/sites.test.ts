import { stringify } from "yaml";
import { readCatalogue } from "../../model/catalogue";
import { placesOf, siteDelivery } from "../../model/sites";
import { edited, type Files, OWN_REPOSITORY, problemsWith, SOUND, withCatalogue } from "../support/catalogue";

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
  "repositories/infra.yaml": OWN_REPOSITORY,
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
    const jobs = (stackId: string) => placesOf(line).find((place) => place.stackId === stackId)?.jobs ?? [];
    const inBoth = (environment: string, file: string) =>
      [
        ["infra", 1043718265],
        ["edgecafe", 1043718277],
      ].map(([repository, id]) => ({
        repositoryId: id,
        subject: `repo:equipweb@148205917/${repository}@${id}:environment:${environment}`,
        workflow: `equipweb/infra/.github/workflows/${file}@refs/heads/main`,
      }));
    expect(jobs("rc-sites-qro")).toEqual([
      ...inBoth("qro-rc", "deploy-to-rc.yml"),
      ...inBoth("qro-rc", "roll-back-site.yml"),
    ]);
    expect(jobs("prod-sites-qro")).toEqual([
      ...inBoth("qro-prod", "deploy-to-prod.yml"),
      ...inBoth("qro-prod", "roll-back-site.yml"),
      ...inBoth("qro-client", "deploy-to-client.yml"),
      ...inBoth("qro-rc-to-client", "deploy-from-rc-to-client.yml"),
      // What takes the version of the same client elsewhere is never for all of them.
      ...inBoth("qro-client", "roll-back-site.yml"),
      ...inBoth("qro-client", "deploy-to-all-clients.yml"),
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
    "with a suffix inside that of another place": [
      lineWith({ rc: { suffix: "rc.qro.equipweb.biz" } }),
      undefined,
      /suffix rc\.qro\.equipweb\.biz stands below that of prod-sites-qro, whose zone has no such name/,
    ],
    "with a suffix around that of another place": [
      lineWith({ dev: { suffix: "a.sites.equipweb.biz" }, rc: { suffix: "sites.equipweb.biz" } }),
      undefined,
      /suffix sites\.equipweb\.biz stands above that of dev-sites-qro/,
    ],
    "with a service's host as a suffix": [
      lineWith({ prod: { suffix: "users.equipweb.biz" }, client: { suffix: "users.equipweb.biz" } }),
      undefined,
      /suffix users\.equipweb\.biz is the host of users in prod/,
    ],
    "with a network's domain as a suffix": [
      lineWith({ dev: { suffix: "net.equipweb.biz" } }),
      {
        ...edited("networks/dev.yaml", "domain: dev.equipweb.biz", "domain: net.equipweb.biz"),
        ...edited("environments/dev.yaml", "domain: dev.equipweb.biz", "domain: dev.net.equipweb.biz"),
        "environments/rc.yaml": "name: rc\nnetwork: dev\ndomain: rc.net.equipweb.biz\nprotection: none\n",
      },
      /suffix net\.equipweb\.biz is the domain of the network dev/,
    ],
    "with a suffix around an environment's domain": [
      lineWith({ dev: { suffix: "example.biz" } }),
      {
        ...edited("networks/dev.yaml", "domain: dev.equipweb.biz", "domain: dev.example.biz"),
        ...edited("environments/dev.yaml", "domain: dev.equipweb.biz", "domain: dev.example.biz"),
        "environments/rc.yaml": "name: rc\nnetwork: dev\ndomain: rc.dev.example.biz\nprotection: none\n",
      },
      /suffix example\.biz stands above dev\.example\.biz, the domain of dev/,
    ],
    "with a suffix that another network answers for": [
      lineWith({ prod: { suffix: "qro.dev.equipweb.biz" }, client: { suffix: "qro.dev.equipweb.biz" } }),
      undefined,
      /suffix qro\.dev\.equipweb\.biz is in the zone of the network dev, and prod is on the network main/,
    ],
    "with a suffix that is too long for a certificate": [
      lineWith({ rc: { suffix: `${"a".repeat(50)}.equipweb.biz` } }),
      undefined,
      /suffix a{50}\.equipweb\.biz has 63 characters, and there are certificates for at most 62/,
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
    "with an environment on GitHub of a second source written by hand": [
      lineWith(),
      {
        "repositories/edgecafe.yaml": `${FILES["repositories/edgecafe.yaml"]}environments:\n  qro-rc-to-client: { purpose: By hand it stands., branches: [main], protection: none }\n`,
      },
      /the environment qro-rc-to-client is made from the stages of the line qro/,
    ],
    "with a stage whose environment on GitHub is that of another stage's second source": [
      lineWith({}, { stages: [dev, prod, client, rc, { ...rc, name: "rc-to-client" }] }),
      undefined,
      /two ways to deploy would have the environment qro-rc-to-client on GitHub.*the other stands in catalogue\/sites\/qro\.yaml/,
    ],
    "with two sources that are called the same": [
      lineWith({ dev: { from: [{ branch: "main" }, { branch: "a" }, { branch: "b" }] } }),
      undefined,
      /two ways to deploy would have the environment qro-branch-to-dev on GitHub/,
    ],
    "with an environment on GitHub that another line has": [
      lineWith(),
      {
        "sites/qro-rc.yaml": lineWith(
          {},
          { name: "qro-rc", stages: [{ ...dev, name: "to-client", suffix: "other-dev.equipweb.biz" }] },
        ),
      },
      /two ways to deploy would have the environment qro-rc-to-client on GitHub/,
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
