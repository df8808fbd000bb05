import { appEnvironment } from "../../model/apps";
import { readCatalogue } from "../../model/catalogue";
import { BRANCHES, type CodeHosting, type CodeRepository } from "../../model/code-repositories";
import {
  approvalEnvironment,
  deployEnvironment,
  emergencyEnvironments,
  inspectEnvironment,
} from "../../model/pipeline-roles";
import { declaredStacks, repositoryStackId } from "../../model/stack-ids";
import { checkName } from "../../operations/report/check-name";
import { PLAN_LABELS } from "../../operations/report/pull-request/labels";
import { looksSecret } from "../../policies/parse/secret-names";
import { buildOrganisation } from "../../stacks";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";
import { setupSteps, workflows } from "../support/workflows";

/** The repository's own catalogue: what it says is what would be applied. */
const organisation = readCatalogue("catalogue");
const hosting = organisation.hosting as CodeHosting;
const built = (wanted: CodeHosting) =>
  synthesize((app) => buildOrganisation(app, { ...organisation, networks: [], hosting: wanted }));
const stacks = built(hosting);
const stackCalled = (id: string): SynthesizedJson => stacks[id] as SynthesizedJson;

const REFERENCE = /^\$\{(github_\w+)\.([\w-]+)\.(\w+)\}$/;
const UPSTREAM = /^\$\{data\.terraform_remote_state\.github\.outputs\.(\w+)\}$/;

/** What a reference means: a resource of the same stack, or a team that the stack `github` publishes. */
function meant(value: unknown, stack: SynthesizedJson): Attributes {
  const [, output] = UPSTREAM.exec(String(value)) ?? [];
  if (output !== undefined) return meant(stackCalled("github").output?.[output]?.value, stackCalled("github"));
  const [, type = "", id = "", attribute] = REFERENCE.exec(String(value)) ?? [];
  const found = stack.resource?.[type]?.[id];
  if (!found || attribute === undefined) throw new Error(`${value} refers to nothing`);
  return found;
}

/** The stack of each resource that was asked for. */
const stackOf = new Map<Attributes, SynthesizedJson>();
const meantIn = (resource: Attributes, value: unknown): Attributes =>
  meant(value, stackOf.get(resource) as SynthesizedJson);
const repositoryOf = (resource: Attributes): string => String(meantIn(resource, resource.repository).name);
const all = (type: string): readonly Attributes[] =>
  Object.values(stacks).flatMap((stack) =>
    Object.values(resourcesOf(stack, type)).map((resource) => {
      stackOf.set(resource, stack);
      return resource;
    }),
  );
const of = (type: string, repository: string): readonly Attributes[] =>
  all(type).filter((each) => repositoryOf(each) === repository);

const environments = all("github_repository_environment");
const inEnvironment = (type: string, environment: Attributes): readonly Attributes[] =>
  of(type, repositoryOf(environment)).filter(
    (each) => meantIn(each, each.environment).environment === environment.environment,
  );
const variablesOf = (environment: Attributes): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    inEnvironment("github_actions_environment_variable", environment).map((each) => [each.variable_name, each.value]),
  );
const approversOf = (environment: Attributes): readonly unknown[] =>
  ((environment.reviewers ?? []) as readonly { teams: readonly string[] }[]).flatMap(({ teams }) =>
    teams.map((team) => meantIn(environment, team).name),
  );
const named = (environment: Attributes): string => `${repositoryOf(environment)} ${environment.environment}`;

const STATE = { bucket: "equipweb-main-state-222222222222", key: "github", region: "eu-west-1" };

describe("the stacks of GitHub", () => {
  test("are one for the organisation and one for each repository, as the catalogue declares them", () => {
    const ids = ["github", ...hosting.repositories.map(({ name }) => `github-${name}`)].sort();
    expect(Object.keys(stacks)).toEqual(ids);
    expect(declaredStacks({ networks: [], hosting }).map(({ id, network, source }) => [id, network, source])).toEqual([
      ["github", "main", "catalogue/organisation.yaml"],
      ...hosting.repositories.map(({ name }) => [`github-${name}`, "main", `catalogue/repositories/${name}.yaml`]),
    ]);
  });

  it.each(Object.entries(stacks))(
    "%s has its state where that of production lies, labels like all others, and no provider but GitHub's",
    (id, stack) => {
      expect(stack.terraform).toEqual({
        backend: {
          s3: {
            ...STATE,
            key: id,
            encrypt: true,
            kms_key_id: "arn:aws:kms:eu-west-1:222222222222:alias/main-state",
            allowed_account_ids: ["222222222222"],
            use_lockfile: true,
          },
        },
        required_providers: { github: { source: "integrations/github", version: "6.9.0" } },
        required_version: "~> 1.11",
      });
      expect(stack.provider).toEqual({ github: [{ owner: "equipweb" }] });
      const source = id === "github" ? "organisation" : id.replace("github-", "repositories/");
      expect(stack["//"]).toMatchObject({
        infra: { kind: "github", network: "main", production: true, source: `catalogue/${source}.yaml` },
      });
    },
  );

  test("hold no resource of another provider", () => {
    for (const stack of Object.values(stacks))
      for (const type of Object.keys(stack.resource ?? {})) expect(type).toMatch(/^github_/);
  });

  test("hold what belongs to all of them once: each team, whose number is an output of its own", () => {
    const { resource, output, data } = stackCalled("github");
    expect(Object.keys(resource ?? {})).toEqual(["github_team"]);
    expect(data).toBeUndefined();
    const names = Object.entries(output ?? {}).map(([name, { value }]) => [
      name,
      meant(value, stackCalled("github")).name,
    ]);
    expect(names.sort()).toEqual(hosting.teams.map(({ name }) => [`${name}_team_id`, name]));
  });

  it.each(hosting.repositories.map(({ name }) => name))("%s reads the teams, and no other state", (name) => {
    const { data, resource } = stackCalled(repositoryStackId(name));
    expect(Object.keys(data ?? {})).toEqual(["terraform_remote_state"]);
    expect(data?.terraform_remote_state).toMatchObject({ github: { backend: "s3", config: STATE } });
    expect(Object.keys(data?.terraform_remote_state ?? {})).toEqual(["github"]);
    expect(Object.keys(resource?.github_repository ?? {})).toHaveLength(1);
    expect(resource).not.toHaveProperty("github_team");
  });

  test("leave room for more: the largest has less than two thirds of what a stack may hold", () => {
    const sizes = Object.values(stacks).map(({ resource }) =>
      Object.values(resource ?? {}).reduce((sum, byId) => sum + Object.keys(byId).length, 0),
    );
    expect(Math.max(...sizes)).toBeLessThan(330);
  });

  test("take over what is there, and only that", () => {
    const imports = Object.entries(stacks).map(([id, stack]) => [id, stack.import]);
    expect(imports.filter(([, taken]) => taken !== undefined)).toEqual([
      ["github-infra", [expect.objectContaining({ id: "infra" }), expect.objectContaining({ id: "infra:dev" })]],
    ]);
  });

  test("refer to nothing that is not in them, or published", () => {
    for (const stack of Object.values(stacks)) {
      const texts = JSON.stringify(stack.resource).match(/\$\{[^}]*\}/g) ?? [];
      for (const text of new Set(texts)) expect(() => meant(text, stack)).not.toThrow();
    }
  });

  test("fail for a team that the organisation has not", () => {
    const hidden = { ...hosting, teams: hosting.teams.filter(({ name }) => name !== "qa") };
    expect(() => built(hidden)).toThrow(
      /repository "\w+" \(catalogue\/repositories\/\w+\.yaml\) names the team "qa"; the organisation has backend, deployment/,
    );
  });
});

describe("each repository", () => {
  it.each(hosting.repositories.map((repository) => [repository.name, repository] as const))(
    "%s: its branches are there before they are protected, and all of them are",
    (name, { branches }) => {
      const made = of("github_branch", name).map(({ branch }) => branch);
      expect([...made, "main"].sort()).toEqual([...branches.permanent].sort());
      expect(of("github_branch_default", name)).toEqual([expect.objectContaining({ branch: branches.default })]);
      const [ruleset] = of("github_repository_ruleset", name).filter(({ target }) => target === "branch");
      expect(ruleset?.conditions).toEqual({
        ref_name: {
          include: ["~DEFAULT_BRANCH", ...branches.permanent.map((each) => `refs/heads/${each}`)],
          exclude: [],
        },
      });
    },
  );

  test("has the branches of its kind, and linear history where there is one branch alone", () => {
    const byName = Object.fromEntries(
      hosting.repositories.map(({ name, kind, branches }) => [
        name,
        [kind, branches.permanent.join(" "), branches.linear],
      ]),
    );
    expect(byName).toEqual({
      infra: ["infrastructure", "dev main", false],
      catalog: ["microservice", "develop main", false],
      notifications: ["microservice", "develop main", false],
      orders: ["microservice", "develop main", false],
      storefront: ["microservice", "develop main", false],
      users: ["microservice", "develop main", false],
      shared: ["library", "main", true],
      edgecafe: ["application", "main", true],
      etna: ["application", "main", true],
      portal: ["application", "main", true],
    });
  });

  test("keeps the tags of released versions", () => {
    const kept = all("github_repository_ruleset").filter(({ target }) => target === "tag");
    expect(kept.map(repositoryOf).sort()).toEqual(hosting.repositories.map(({ name }) => name).sort());
  });

  test("of a service has the service's name, and there is one for each service", () => {
    const services = [...new Set(organisation.networks.flatMap(({ services }) => services.map(({ name }) => name)))];
    const repositories = hosting.repositories.filter(({ kind }) => kind === "microservice").map(({ name }) => name);
    expect(repositories.sort()).toEqual(services.sort());
  });

  test("lets every team that approves something read it", () => {
    for (const environment of environments) {
      const readers = of("github_team_repository", repositoryOf(environment)).map(
        (access) => meantIn(access, access.team_id).name,
      );
      for (const team of approversOf(environment)) expect(readers).toContain(team);
    }
  });
});

describe("each environment", () => {
  it.each(environments.map((environment) => [named(environment), environment] as const))(
    "%s: names the branches and tags that may use it, for administrators too",
    (_, environment) => {
      expect(environment).toMatchObject({
        can_admins_bypass: false,
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      });
      const policies = inEnvironment("github_repository_environment_deployment_policy", environment);
      expect(policies.length).toBeGreaterThan(0);
    },
  );

  test("of production is approved by somebody else than who asked", () => {
    const production = environments.filter((each) => variablesOf(each).PROTECTION === "production");
    expect(production.length).toBeGreaterThan(0);
    for (const environment of production) {
      expect({ name: named(environment), approvers: approversOf(environment).length > 0 }).toEqual({
        name: named(environment),
        approvers: true,
      });
      expect(environment.prevent_self_review).toBe(true);
    }
  });

  /** Every approval that somebody demands. What is not here is deployed without one. */
  test("asks exactly the teams that it should, of those that ask any", () => {
    const asked = environments.map((each) => [named(each), approversOf(each).join(" ")] as const);
    const services = ["catalog", "notifications", "orders", "storefront", "users"];
    const owner = (name: string) => hosting.repositories.find((each) => each.name === name)?.owners;
    expect(Object.fromEntries(asked.filter(([, teams]) => teams !== ""))).toEqual({
      ...Object.fromEntries(
        services.flatMap((name) => [
          [`${name} stage`, owner(name)],
          [`${name} qa`, "qa"],
          [`${name} preprod`, "platform qa"],
          [`${name} prod`, "platform qa"],
        ]),
      ),
      // The same workflows run in both.
      ...Object.fromEntries(
        ["edgecafe", "infra"].flatMap((repository) => [
          [`${repository} qro-prod`, "qa"],
          [`${repository} qro-client`, "deployment"],
          [`${repository} qro-rc-to-client`, "qa"],
        ]),
      ),
      "etna publish": "qa",
      "etna staging": "platform",
      "etna production": "platform qa",
      "infra main": "platform",
      "infra dev-approval": "platform",
      "infra main-approval": "platform",
      "infra dev-break-glass-request": "platform",
      "infra dev-break-glass": "incident",
      "infra main-break-glass-request": "platform",
      "infra main-break-glass": "incident",
    });
  });
});

describe("this repository", () => {
  const name = organisation.github.repository;

  test("waits for the check of the plan and for the jobs of check.yml, as the workflows call them", () => {
    const jobs = Object.entries(workflows()["check.yml"]?.jobs ?? {}).map(([id, job]) => job.name ?? id);
    expect(jobs.length).toBeGreaterThan(0);
    const ofBranches = of("github_repository_ruleset", name).filter(({ target }) => target === "branch");
    const required = ofBranches.map(({ name, rules }) => {
      const { required_status_checks: checks } = rules as {
        required_status_checks: { required_check: readonly { context: string }[] };
      };
      expect(checks).toMatchObject({ strict_required_status_checks_policy: true });
      return [name, checks.required_check.map(({ context }) => context)];
    });
    expect(Object.fromEntries(required)).toEqual({
      "Permanent branches": jobs,
      "Checks of dev": [checkName("dev")],
      // That of main comes with the tokens that its plan needs.
    });
  });

  test("has the environments that the roles of each network trust, each told its role alone", () => {
    const roles = Object.fromEntries(
      environments
        .filter((each) => repositoryOf(each) === name)
        .map((each) => {
          const told = variablesOf(each);
          const roles = ["INSPECT", "DEPLOY", "EMERGENCY", "SITE", "UPLOADER", "IMAGE_PUSHER"].map(
            (role) => told[`${role}_ROLE`],
          );
          return [String(each.environment), roles.filter(Boolean)] as const;
        }),
    );
    const expected = organisation.networks.flatMap((network) => {
      const [first, second] = emergencyEnvironments(network);
      const arn = (role: string) =>
        `arn:aws:iam::${network.account.id}:role/bootstrap/${network.name}/${network.name}-${role}`;
      return [
        [deployEnvironment(network), [arn("deploy")]],
        [approvalEnvironment(network), []],
        [inspectEnvironment(network), [arn("plan")]],
        [first, []],
        [second, [arn("emergency")]],
      ];
    });
    const sites = organisation.siteLines.flatMap(({ stages }) =>
      stages.flatMap(({ sources, place }) =>
        sources.map(({ environment }) => [environment, [place.role.arn]] as const),
      ),
    );
    const apps = organisation.apps.flatMap(({ stages }) =>
      stages.map(({ app, environment, deployer: { uploader, imagePusher } }) => [
        appEnvironment(app, environment.name),
        [uploader.arn, imagePusher.arn],
      ]),
    );
    expect(roles).toEqual({ ...Object.fromEntries([...expected, ...sites, ...apps]), flow: [] });
  });

  test("has the variables that its workflows read", () => {
    const texts = JSON.stringify(Object.values(workflows()));
    const read = new Set([...texts.matchAll(/vars\.(\w+)/g)].map(([, variable = ""]) => variable));
    const told = [...of("github_actions_variable", name), ...of("github_actions_environment_variable", name)];
    const missing = [...read].filter((variable) => !told.some(({ variable_name }) => variable_name === variable));
    // People make the apps, and their ids then go into the catalogue, as their runbooks say.
    expect(missing.sort()).toEqual([
      "FLOW_APP_CLIENT_ID",
      "ORGANISATION_MANAGER_CLIENT_ID",
      "ORGANISATION_READER_CLIENT_ID",
      "SITE_APP_CLIENT_ID",
    ]);
  });

  test("may use every action that its workflows use", () => {
    const steps = [
      ...Object.values(workflows())
        .flatMap(({ jobs }) => Object.values(jobs))
        .flatMap(({ steps }) => steps),
      ...setupSteps(),
    ];
    const uses = steps.flatMap(({ uses }) => (uses === undefined || uses.startsWith("./") ? [] : [uses]));
    const foreign = uses.filter((each) => !/^(actions|github)\//.test(each));
    const fits = (action: string) =>
      hosting.actions.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(action));
    expect(foreign.length).toBeGreaterThan(0);
    for (const action of foreign) expect({ action, fits: fits(action) }).toEqual({ action, fits: true });
  });

  test("has the labels that the report sets, as the report describes them, and the one that confirms", () => {
    const labels = of("github_issue_label", name).map(({ repository: _, ...label }) => label);
    const [confirming] = labels.filter((label) => label.name === hosting.confirmationLabel);
    expect(labels.filter((label) => label !== confirming)).toEqual(
      expect.arrayContaining(PLAN_LABELS.map((label) => ({ ...label }))),
    );
    expect(labels).toHaveLength(PLAN_LABELS.length + 1);
    expect(confirming).toMatchObject({ name: "plan: confirmed" });
  });
});

test("no variable is a secret, and no long-lived key is anywhere", () => {
  const variables = [...all("github_actions_variable"), ...all("github_actions_environment_variable")];
  expect(variables.length).toBeGreaterThan(0);
  for (const { variable_name } of variables) {
    expect({ variable_name, secret: looksSecret(String(variable_name)) }).toEqual({ variable_name, secret: false });
  }
  const types = Object.values(stacks).flatMap(({ resource }) => Object.keys(resource ?? {}));
  expect(types.filter((type) => type.endsWith("_secret"))).toEqual([]);
  expect(JSON.stringify(stacks)).not.toMatch(/AKIA|gh[pousr]_|github_pat_|PRIVATE KEY/);
});

describe("what a stack hands to its constructs", () => {
  const environment = {
    name: "prod",
    purpose: "Production, by hand.",
    protection: "production",
    branches: ["main"],
    tags: ["v*"],
    approvers: ["qa"],
    variables: { PROTECTION: "production" },
  } as const;
  const repository: CodeRepository = {
    name: "shared",
    kind: "library",
    description: "Libraries of several services.",
    owners: "backend",
    exists: true,
    visibility: "public",
    publicBecause: { because: "Customers read the examples.", until: "2027-06-30" },
    branches: BRANCHES.library,
    checks: ["test"],
    branchChecks: {},
    reviews: 2,
    teams: { backend: "maintain", qa: "pull" },
    variables: { LANGUAGE: "typescript" },
    sharesWorkflows: false,
    environments: [environment],
    source: "catalogue/repositories/shared.yaml",
  };
  const made = (one: CodeRepository = repository, common: Partial<CodeHosting> = {}): SynthesizedJson =>
    built({ ...hosting, ...common, repositories: [one] })["github-shared"] as SynthesizedJson;
  const { publicBecause: _, ...closed } = repository;

  test("lets others call its workflows only where it says so", () => {
    const access = (one: CodeRepository) =>
      Object.values(made(one).resource?.github_actions_repository_access_level ?? {});
    expect(access(repository)).toEqual([]);
    expect(access({ ...repository, sharesWorkflows: true })).toMatchObject([
      { repository: expect.stringMatching(/^\$\{github_repository\..*\.name\}$/), access_level: "organization" },
    ]);
  });

  test("is what the repository says of itself", () => {
    const [resource] = Object.values(made().resource?.github_repository ?? {});
    expect(resource).toMatchObject({
      description: "Libraries of several services.",
      visibility: "public",
      allow_merge_commit: false,
      "//": {
        policy: {
          waivers: [
            {
              rule: "repository-is-not-public",
              reason: "Customers read the examples.",
              owner: "backend",
              expires: "2027-06-30",
            },
          ],
        },
      },
    });
  });

  test("is who sees it, where it is not public", () => {
    const internal = made({ ...closed, visibility: "internal" });
    expect(resourceOf(internal, "github_repository").visibility).toBe("internal");
  });

  test("is how secret scanning is bought, and which actions may be used", () => {
    const stack = made(
      { ...closed, visibility: "private" },
      { secretProtection: "advanced-security", actions: ["acme/*"] },
    );
    expect(resourceOf(stack, "github_repository").security_and_analysis).toMatchObject({
      advanced_security: { status: "enabled" },
    });
    expect(resourceOf(stack, "github_actions_repository_permissions").allowed_actions_config).toMatchObject({
      patterns_allowed: ["acme/*"],
    });
  });

  test("is who reviews, what must pass, and that history is linear", () => {
    const [branch] = Object.values(resourcesOf(made(), "github_repository_ruleset")).filter(
      ({ target }) => target === "branch",
    );
    expect(branch?.rules).toMatchObject({
      required_linear_history: true,
      pull_request: { required_approving_review_count: 2 },
      required_status_checks: { required_check: [{ context: "test" }] },
    });
  });

  test("is what each team may do", () => {
    const permissions = Object.values(resourcesOf(made(), "github_team_repository")).map(
      ({ permission }) => permission,
    );
    expect(permissions).toEqual(["maintain", "pull"]);
  });
});
