import { readCatalogue } from "../../model/catalogue";
import { BRANCHES } from "../../model/code-repositories";
import { ofBranch } from "../../model/organisation";
import { type Files, problemsWith, SOUND, withCatalogue } from "../support/catalogue";
import { HOSTING } from "../support/hosting";

const {
  "organisation.yaml": ORGANISATION,
  "repositories/infra.yaml": INFRA,
  "repositories/orders.yaml": ORDERS,
} = HOSTING;

const hostingWith = (changes: Files = {}) => withCatalogue({ ...SOUND, ...HOSTING, ...changes }, readCatalogue).hosting;

describe("the repositories of a catalogue", () => {
  const hosting = hostingWith();

  it("belong to the branch of their network alone", () => {
    const organisation = withCatalogue({ ...SOUND, ...HOSTING }, readCatalogue);
    expect(ofBranch(organisation, "main").hosting).toEqual(organisation.hosting);
    expect(ofBranch(organisation, "dev")).not.toHaveProperty("hosting");
    expect(organisation.hosting?.network).toEqual(organisation.networks.find(({ name }) => name === "main"));
  });

  it("are none where the catalogue describes none", () => {
    expect(withCatalogue(SOUND, readCatalogue)).not.toHaveProperty("hosting");
  });

  it("share what the organisation says of all", () => {
    const { network, repositories, ...common } = hosting ?? {};
    expect(common).toEqual({
      owner: "equipweb",
      secretProtection: "standalone",
      actions: [],
      teams: [
        { name: "backend", exists: false },
        { name: "frontend", exists: false },
      ],
      confirmationLabel: "plan: confirmed",
      source: "catalogue/organisation.yaml",
    });
    const existing = ORGANISATION.replace("network: main }", "network: main, existingTeams: [frontend] }");
    expect(hostingWith({ "organisation.yaml": existing })?.teams).toEqual([
      { name: "backend", exists: false },
      { name: "frontend", exists: true },
    ]);
  });

  it("of a service are told where its images lie, in production those of releases alone", () => {
    expect(hosting?.repositories.find(({ name }) => name === "orders")).toEqual({
      name: "orders",
      sharesWorkflows: false,
      kind: "microservice",
      description: "Orders of customers.",
      owners: "backend",
      exists: false,
      visibility: "private",
      branches: BRANCHES.microservice,
      checks: ["test"],
      branchChecks: {},
      reviews: 1,
      // Who approves may read, and does not lose what it had.
      teams: { backend: "maintain", frontend: "push" },
      variables: { LANGUAGE: "typescript" },
      environments: [
        {
          name: "dev",
          purpose: "Development tests.",
          protection: "none",
          branches: ["develop", "feature/*"],
          tags: [],
          approvers: [],
          variables: {
            PROTECTION: "none",
            AWS_REGION: "eu-west-1",
            IMAGE_REGISTRY: "111111111111.dkr.ecr.eu-west-1.amazonaws.com",
            RELEASE_REPOSITORY: "dev/orders",
            SNAPSHOT_REPOSITORY: "dev/orders-snapshot",
          },
        },
        {
          name: "prod",
          purpose: "Production by hand.",
          protection: "production",
          branches: ["main"],
          tags: ["v*"],
          approvers: ["frontend"],
          variables: {
            PROTECTION: "production",
            AWS_REGION: "eu-west-1",
            IMAGE_REGISTRY: "222222222222.dkr.ecr.eu-west-1.amazonaws.com",
            RELEASE_REPOSITORY: "main/orders",
            COLOUR: "blue",
          },
        },
      ],
      source: "catalogue/repositories/orders.yaml",
    });
  });

  it("hold this one, which is told the roles of each network", () => {
    const infra = hosting?.repositories.find(({ name }) => name === "infra");
    expect(infra).toMatchObject({
      exists: true,
      branchChecks: { main: ["plan (main)"] },
      teams: { backend: "maintain", frontend: "pull" },
      variables: {
        AWS_REGION: "eu-west-1",
        PLAN_ROLE_DEV: "arn:aws:iam::111111111111:role/bootstrap/dev/dev-plan",
        PLAN_ROLE_MAIN: "arn:aws:iam::222222222222:role/bootstrap/main/main-plan",
      },
    });
    const variables = Object.fromEntries(infra?.environments.map(({ name, variables }) => [name, variables]) ?? []);
    expect(variables).toMatchObject({
      dev: { DEPLOY_ROLE: "arn:aws:iam::111111111111:role/bootstrap/dev/dev-deploy" },
      "main-inspect": { INSPECT_ROLE: "arn:aws:iam::222222222222:role/bootstrap/main/main-plan" },
      "main-break-glass": { EMERGENCY_ROLE: "arn:aws:iam::222222222222:role/bootstrap/main/main-emergency" },
    });
    expect(variables["main-break-glass-request"]).toEqual({ PROTECTION: "production" });
  });

  it("say why they are public, until when", () => {
    const isPublic = `${ORDERS}public: { because: Customers read the examples., until: "2027-06-30" }\n`;
    const [, orders] = hostingWith({ "repositories/orders.yaml": isPublic })?.repositories ?? [];
    expect(orders).toMatchObject({
      visibility: "public",
      publicBecause: { because: "Customers read the examples.", until: "2027-06-30" },
    });
  });

  it("of a library or an application have one branch, those of Git Flow two", () => {
    expect(BRANCHES).toEqual({
      infrastructure: { default: "dev", permanent: ["dev", "main"], linear: false },
      microservice: { default: "develop", permanent: ["develop", "main"], linear: false },
      library: { default: "main", permanent: ["main"], linear: true },
      application: { default: "main", permanent: ["main"], linear: true },
    });
  });
});

describe("a repository is refused", () => {
  const infra = (from: string, to: string): Files => ({ "repositories/infra.yaml": INFRA.replace(from, to) });
  const orders = (from: string, to: string): Files => ({ "repositories/orders.yaml": ORDERS.replace(from, to) });
  const organisation = (text: string): Files => ({ "organisation.yaml": `${SOUND["organisation.yaml"]}${text}` });

  it.each<[string, Files, string]>([
    [
      "when nobody deploys it",
      organisation(""),
      "repositories/infra.yaml:1:7  there are repositories, and the organisation does not say who deploys them | Set repositories.network in catalogue/organisation.yaml, such as main.",
    ],
    [
      "when its network is none",
      organisation("repositories: { network: mian }\n"),
      'network names "mian", which is no network | Did you mean "main"?',
    ],
    [
      "when a team that is there is none",
      organisation("repositories: { network: main, existingTeams: [back] }\n"),
      'team names "back", which is no team',
    ],
    [
      "when it is a second source of truth",
      orders("kind: microservice", "kind: infrastructure"),
      "repositories/orders.yaml:2:7  orders is an infrastructure repository, and this one is infra | There is one source of truth: use another kind.",
    ],
    [
      "when none is this one",
      { "repositories/infra.yaml": undefined },
      "no repository of the catalogue is infra, which is this one | Describe it, with the kind infrastructure.",
    ],
    [
      "when a role trusts an environment that is not declared",
      infra("  dev-break-glass:", "  dev-break-glas:"),
      "infra has no environment dev-break-glass, which roles of the network dev trust | Declare it: GitHub makes an environment that nobody declared without any protection.",
    ],
    [
      "when nobody declared where a network is looked at",
      infra("  main-inspect:", "  main-look:"),
      "infra has no environment main-inspect, which roles of the network main trust | Declare it: GitHub makes an environment that nobody declared without any protection.",
    ],
    [
      "when its owners are no team",
      orders("owners: backend", "owners: backed"),
      'owners names "backed", which is no team | Did you mean "backend"?',
    ],
    ["when it gives access to no team", orders("frontend: push", "qa: push"), 'access names "qa", which is no team'],
    [
      "when no team approves",
      orders("approvers: [frontend]", "approvers: [qa]"),
      'approvers names "qa", which is no team',
    ],
    [
      "when its service is none",
      orders("service: orders", "service: order"),
      'service names "order", which is no service | Did you mean "orders"?',
    ],
    [
      "when its network is none",
      orders("network: main, v", "network: man, v"),
      'network names "man", which is no network | Did you mean "main"?',
    ],
    [
      "when an environment names no branch",
      orders('branches: [develop, "feature/*"], ', ""),
      "dev names neither branches nor tags, so jobs of no branch could use it | Name the branches or the tags that may.",
    ],
    [
      "when nobody approves production",
      orders("approvers: [frontend], ", ""),
      "prod is production, and nobody approves it | Name teams in approvers.",
    ],
    [
      "when any branch is production",
      orders("branches: [main]", 'branches: ["*/*"]'),
      'prod is production, and "*/*" is any branch | Name them.',
    ],
    [
      "when one person could give both approvals",
      infra("approvers: [frontend]", "approvers: [frontend, backend]"),
      "the team backend approves both dev-break-glass-request and dev-break-glass, so one person could do both | Name different teams.",
    ],
    [
      "when the first approval is no environment",
      infra("after: dev-break-glass-request", "after: dev-break-glass"),
      'after names "dev-break-glass", which is no other environment of this repository | Did you mean',
    ],
    [
      "when nobody gives the first approval",
      infra("after: dev-break-glass-request", "after: dev"),
      "nobody approves dev | Name teams in its approvers.",
    ],
    [
      "when another repository takes a role of a network's bootstrap",
      orders("protection: none, network: dev", "protection: none, network: dev, role: deploy"),
      "orders may take no role of a network's bootstrap | Take it away.",
    ],
    [
      "when a role is that of no network",
      infra("protection: none, network: dev, role: deploy", "protection: none, role: deploy"),
      "dev takes the role deploy of no network | Name the network.",
    ],
    [
      "when a variable is a secret",
      orders("LANGUAGE: typescript", "NPM_TOKEN: abc"),
      "NPM_TOKEN looks like a secret, and everybody who reads the repository reads its variables | Have the job take a role, and read the secret with it.",
    ],
    [
      "when a variable of an environment is a secret",
      orders("COLOUR: blue", "DB_PASSWORD: abc"),
      "DB_PASSWORD looks like a secret, and everybody who reads the repository reads its variables",
    ],
    [
      "when a branch that nobody makes waits for checks",
      infra("{ main: [plan (main)] }", "{ mian: [plan (main)] }"),
      'branchChecks names "mian", which is no permanent branch of the kind infrastructure | Did you mean "main"?',
    ],
    [
      "when its name is taken",
      { "repositories/other.yaml": ORDERS },
      'the name "orders" is taken by another repository',
    ],
  ])("%s", (_, changes, problem) => {
    expect(problemsWith({ ...HOSTING, ...changes })).toContainEqual(expect.stringContaining(problem));
  });

  it("in no other case", () => {
    expect(problemsWith(HOSTING)).toEqual([]);
  });
});
