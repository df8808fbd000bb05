import { join } from "node:path";
import { readCatalogue } from "../model/catalogue";
import type { RepositoryEnvironment } from "../model/code-repositories";
import { environmentSubject, pullRequestSubject, workflowOnBranch } from "../model/github-subjects";
import { SCHEDULED_BRANCH } from "../model/pipeline-roles";
import { SITE_WORKFLOWS_BRANCH } from "../model/sites";
import { synthesizedStacks } from "./support/synthesized-stacks";
import { isOfApps, isOfSites, type Job, type Workflow, workflows } from "./support/workflows";

/** What GitHub signs for a job, as IAM compares it. */
type Claims = Readonly<Record<string, string>>;

/** Where a job runs. */
interface Place {
  readonly file: string;
  readonly branch: string;
  /** @default - none: it runs for a pull request */
  readonly environment?: string;
}

/** A job that takes the role which an Actions variable names. */
interface Taking extends Place {
  readonly environment: string;
  readonly variable: string;
}

const { github, networks, hosting, siteLines } = readCatalogue(join(__dirname, "..", "catalogue"));
const ours = hosting?.repositories.find(({ name }) => name === github.repository);
const environments = new Map(ours?.environments.map((each): [string, RepositoryEnvironment] => [each.name, each]));
const branches = networks.map(({ name }) => name);
const files = Object.entries(workflows());
const synthesized = synthesizedStacks();

const LINE = "${{ inputs.line }}";
const STAGE = "${{ inputs.stage }}";

/** On which of the branches that are deployed a workflow runs. Drift is looked for on the default branch alone. */
const branchesOf = ({ on }: Workflow): readonly string[] => {
  if ("workflow_call" in on) return [SITE_WORKFLOWS_BRANCH];
  return "schedule" in on ? [SCHEDULED_BRANCH] : branches;
};

/** The environments of a job on a branch, one for each value of its matrix, and one for each line of sites, or stage of it. */
function environmentsOf({ environment = "", strategy }: Job, branch: string): readonly string[] {
  const named = environment.replace("${{ github.ref_name }}", branch);
  const [expression = "", key = ""] = /\$\{\{ matrix\.(\w+) \}\}/.exec(named) ?? [];
  if (named === "") return [];
  if (named.includes(LINE))
    return siteLines.flatMap(({ name, stages }) => [
      ...new Set(stages.map((stage) => named.replace(LINE, name).replace(STAGE, stage.name))),
    ]);
  return expression === "" ? [named] : (strategy?.matrix[key] ?? []).map((value) => named.replace(expression, value));
}

const variableIn = ({ steps }: Job): string | undefined => {
  const roles = steps.flatMap((step) => step.with?.["role-to-assume"] ?? []);
  return /^\$\{\{ vars\.(\w+) \}\}$/.exec(String(roles[0]))?.[1];
};

/** Those of sites and apps take roles of other stacks; site-workflows.test.ts and app-workflows.test.ts look at them. */
const taking: readonly Taking[] = files.flatMap(([file, workflow]) =>
  Object.values(workflow.jobs).flatMap((job) => {
    const variable = variableIn(job);
    if (variable === undefined || isOfSites(file) || isOfApps(file)) return [];
    return branchesOf(workflow).flatMap((branch) =>
      environmentsOf(job, branch).map((environment) => ({ file, branch, environment, variable })),
    );
  }),
);
const pullRequest: Place = { file: "plan.yml", branch: "dev" };

const claim = (name: string): string => `token.actions.githubusercontent.com:${name}`;

const claimsOf = ({ file, branch, environment }: Place): Claims => ({
  [claim("aud")]: "sts.amazonaws.com",
  [claim("sub")]: environment === undefined ? pullRequestSubject(github) : environmentSubject(github, environment),
  [claim("repository_id")]: String(github.repositoryId),
  [claim("ref")]: environment === undefined ? "refs/pull/7/merge" : `refs/heads/${branch}`,
  [claim("job_workflow_ref")]: workflowOnBranch(github, file, branch),
});

interface Role {
  readonly path: string;
  readonly name: string;
  readonly assume_role_policy: string;
}

/** What each role trusts, by its ARN; where it is asked for is no claim. */
const trusts: ReadonlyMap<string, readonly Claims[]> = new Map(
  networks.flatMap(({ name, account }) => {
    const { resource } = synthesized.get(`${name}-bootstrap`) as unknown as {
      readonly resource: { readonly aws_iam_role: Readonly<Record<string, Role>> };
    };
    return Object.values(resource.aws_iam_role).map((role): [string, readonly Claims[]] => [
      `arn:aws:iam::${account.id}:role${role.path}${role.name}`,
      claimsIn(role),
    ]);
  }),
);

function claimsIn({ assume_role_policy }: Role): readonly Claims[] {
  const { Statement } = JSON.parse(assume_role_policy) as {
    readonly Statement: readonly { readonly Condition: { readonly StringEquals: Claims } }[];
  };
  return Statement.map(({ Condition: { StringEquals } }) =>
    Object.fromEntries(Object.entries(StringEquals).filter(([key]) => key.startsWith(claim("")))),
  );
}

const fits = (claims: Claims, trust: Claims): boolean =>
  Object.entries(trust).every(([key, value]) => claims[key] === value);

/** The roles that a job there may take. */
const openTo = (place: Place): readonly string[] =>
  [...trusts].filter(([, each]) => each.some((trust) => fits(claimsOf(place), trust))).map(([arn]) => arn);

describe("a job that takes a role", () => {
  it("is one of these", () => {
    expect(taking.map(({ file, branch, environment }) => `${file} on ${branch} in ${environment}`)).toEqual([
      "break-glass.yml on dev in dev-break-glass",
      "break-glass.yml on main in main-break-glass",
      "deploy.yml on dev in dev",
      "deploy.yml on main in main",
      "drift.yml on dev in dev-inspect",
      "drift.yml on dev in main-inspect",
    ]);
  });

  it.each(taking.map((each) => [`${each.file} in ${each.environment}`, each] as const))(
    "%s: is let in by its environment, which tells it one role, and its token opens that one and no other",
    (_, { variable, ...place }) => {
      const environment = environments.get(place.environment);
      expect(environment?.branches).toEqual([place.branch]);
      expect(openTo(place)).toEqual([environment?.variables[variable]]);
    },
  );

  it("for a pull request can take those that plan, and no other", () => {
    const told = Object.entries(ours?.variables ?? {}).filter(([name]) => name.startsWith("PLAN_ROLE_"));
    expect(openTo(pullRequest)).toEqual(told.map(([, arn]) => arn));
  });
});

describe("a role", () => {
  const isTaking = (place: Place): boolean =>
    taking.some((each) => JSON.stringify({ ...each, variable: undefined }) === JSON.stringify(place));
  const elsewhere = files.flatMap(([file]) =>
    [...branches, "feature"].flatMap((branch) =>
      [...environments.keys(), "feature", "feature-break-glass"]
        .map((environment) => ({ file, branch, environment }))
        .filter((place) => !isTaking(place)),
    ),
  );

  it("is opened by no other workflow, branch or environment", () => {
    expect(elsewhere.length).toBeGreaterThan(200);
    expect(elsewhere.filter((place) => openTo(place).length > 0)).toEqual([]);
  });

  it.each([...trusts])("%s: trusts no job that there is not", (_, each) => {
    const claims = [...taking, pullRequest].map(claimsOf);
    expect(each.filter((trust) => !claims.some((some) => fits(some, trust)))).toEqual([]);
  });
});

describe("the environments of a workflow", () => {
  const named = files.filter(
    ([file, { jobs }]) => !isOfApps(file) && Object.values(jobs).some(({ environment }) => environment !== undefined),
  );

  it.each(named)(
    "%s: are in the catalogue: GitHub makes one that there is not, and nobody protects it",
    (_, workflow) => {
      for (const job of Object.values(workflow.jobs)) {
        for (const branch of branchesOf(workflow))
          for (const environment of environmentsOf(job, branch))
            expect([...environments.keys()]).toContain(environment);
        if (!job.environment?.includes("github.ref_name")) continue;
        // Dispatched on another branch, a job would ask for an environment of that name.
        const conditions = [job.if, workflow.jobs[String(job.needs)]?.if].join(" ");
        expect(conditions).toContain(`contains(fromJSON('["dev", "main"]'), github.ref_name)`);
      }
    },
  );
});
