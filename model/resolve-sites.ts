import { iamArn } from "../aws/arn";
import type { VersionSource } from "./delivery";
import type { Entry } from "./entries/read";
import type { SiteLineEntry } from "./entries/site-line";
import { environmentSubject, workflowOnBranch } from "./github-subjects";
import { nameOf } from "./names";
import type { Environment, GitHubRepository, Network } from "./organisation";
import {
  allClientsWorkflow,
  ROLL_BACK_WORKFLOW,
  SITE_WORKFLOWS_BRANCH,
  type SiteJob,
  type SiteLine,
  type SiteNeighbour,
  type SitePlace,
  type SiteStage,
  siteEnvironment,
  sitesStackId,
  siteWorkflow,
} from "./sites";

type StageEntry = SiteLineEntry["stages"][number];

/** What lines are resolved against. */
interface Surroundings {
  /** Short name of the organisation, which names of buckets begin with. */
  readonly organisation: string;
  readonly github: GitHubRepository;
  readonly networks: readonly Network[];
  readonly repositories: readonly Entry<"repository">[];
}

/** The lines of sites. One whose repository has no number, or one of whose stages has no environment, is left out; the checks say so. */
export const resolveSiteLines = (
  lines: readonly Entry<"siteLine">[],
  surroundings: Surroundings,
): readonly SiteLine[] => lines.flatMap((entry) => resolveLine(entry, surroundings));

/** The networks, each with the places of sites on it, sorted by stack. */
export const withSites = (networks: readonly Network[], lines: readonly SiteLine[]): readonly Network[] =>
  networks.map((network) => {
    const places = lines.flatMap(({ stages }) => stages.map(({ place }) => place));
    const here = new Map(
      places.filter((place) => place.network === network.name).map((place) => [place.stackId, place]),
    );
    return { ...network, sites: [...here.values()].sort(byStack) };
  });

function resolveLine({ value, source }: Entry<"siteLine">, surroundings: Surroundings): readonly SiteLine[] {
  const { name, title, team, repository, stages } = value;
  const { github } = surroundings;
  const id = surroundings.repositories.find((entry) => entry.value.name === repository)?.value.id;
  const located = stages.flatMap((stage) => locate(name, stage, surroundings));
  if (id === undefined || located.length < stages.length) return [];
  const sites = stages.flatMap(({ site }) => site ?? []);
  const trusted = [github, { ...github, repository, repositoryId: id }];
  const places = placesIn({ value, source }, located, trusted);
  return [
    {
      name,
      title,
      team,
      repository: { owner: github.owner, name: repository, id },
      reserved: [...new Set([...value.reserved, ...sites])].sort(),
      stages: located.flatMap(({ stage, stackId }) => {
        const place = places.get(stackId);
        return place ? [stageOf(name, stage, place)] : [];
      }),
      source,
    },
  ];
}

/** A stage, and where its sites are. */
interface Located extends SiteNeighbour {
  readonly stage: StageEntry;
  readonly network: Network;
  readonly environment: Environment;
  readonly role: SitePlace["role"];
  readonly logBuckets: SitePlace["logBuckets"];
}

function locate(line: string, stage: StageEntry, { organisation, networks }: Surroundings): readonly Located[] {
  const network = networks.find(({ environments }) => environments.some(({ name }) => name === stage.environment));
  const environment = network?.environments.find(({ name }) => name === stage.environment);
  if (!network || !environment) return [];
  const stackId = sitesStackId(environment.name, line);
  const accountId = network.account.id;
  const name = nameOf("role", stackId, "publisher");
  const path = `/${network.name}/${environment.name}/`;
  const arn = iamArn(accountId, `role${path}${name}`);
  const bucket = nameOf("bucket", organisation, stackId, accountId);
  const logBuckets = {
    access: nameOf("bucket", organisation, stackId, "access-logs", accountId),
    firewall: nameOf("bucket", "aws-waf-logs", organisation, stackId, accountId),
  };
  const role = { name, path, arn };
  return [{ stage, network, environment, stackId, accountId, bucket, logBuckets, roleArn: arn, role }];
}

/** One place for each environment: stages that share it share everything but their records. */
function placesIn(
  { value, source }: Pick<Entry<"siteLine">, "value" | "source">,
  located: readonly Located[],
  trusted: readonly GitHubRepository[],
): ReadonlyMap<string, SitePlace> {
  const { name: line, title, team } = value;
  return new Map(
    located.map(({ stackId, stage, network, environment, accountId, bucket, logBuckets, role }) => {
      const here = located.filter((other) => other.stackId === stackId);
      const feeds = (from: Located, to: Located): boolean =>
        from.stackId !== to.stackId && to.stage.from.some((each) => "stage" in each && each.stage === from.stage.name);
      const takesFrom = located.filter((other) => here.some((each) => feeds(other, each)));
      const givesTo = located.filter((other) => here.some((each) => feeds(each, other)));
      const place: SitePlace = {
        stackId,
        line,
        title,
        team,
        network: network.name,
        environment,
        accountId,
        region: network.region,
        suffix: stage.suffix,
        access: stage.access,
        bucket,
        logBuckets,
        role,
        takesFrom: neighbours(takesFrom),
        givesTo: neighbours(givesTo),
        jobs: here.flatMap((each) => jobsOf(line, each.stage, trusted)),
        source,
      };
      return [stackId, place];
    }),
  );
}

const neighbours = (located: readonly Located[]): readonly SiteNeighbour[] =>
  [
    ...new Map(
      located.map(({ stackId, accountId, bucket, roleArn }) => [stackId, { stackId, accountId, bucket, roleArn }]),
    ).values(),
  ].sort(byStack);

const byStack = (a: { readonly stackId: string }, b: { readonly stackId: string }): number =>
  a.stackId < b.stackId ? -1 : 1;

/**
 * The jobs that deploy a stage or roll it back, in the repository of its code and in this one: the workflow is always one of
 * this one's.
 */
const jobsOf = (line: string, stage: StageEntry, trusted: readonly GitHubRepository[]): readonly SiteJob[] => {
  const [ours] = trusted;
  return workflowsOf(stage).flatMap(({ from, file }) =>
    trusted.map((repository) => ({
      repositoryId: repository.repositoryId,
      subject: environmentSubject(repository, siteEnvironment(line, stage.name, from)),
      workflow: workflowOnBranch(ours ?? repository, file, SITE_WORKFLOWS_BRANCH),
    })),
  );
};

/** The workflow files of a stage, each with the source in whose environment it runs, where that is not the first one. */
const workflowsOf = ({
  name,
  site,
  from: sources,
}: StageEntry): readonly { readonly from?: string | undefined; readonly file: string }[] => {
  const [first] = sources;
  const isForAll = site === undefined && first !== undefined && "stage" in first && !first.sameClient;
  return [
    ...sources.map((source, index) => {
      const from = otherSource(source, index);
      return { from, file: siteWorkflow(name, from) };
    }),
    { file: ROLL_BACK_WORKFLOW },
    ...(isForAll ? [{ file: allClientsWorkflow(name) }] : []),
  ];
};

/** How a source that is not the first one is called: as its stage. Undefined for the first one. */
export const otherSource = (source: StageEntry["from"][number], index: number): string | undefined =>
  index === 0 ? undefined : "stage" in source ? source.stage : "branch";

function stageOf(line: string, stage: StageEntry, place: SitePlace): SiteStage {
  const { name, purpose, site, apiUrl, suffix } = stage;
  return {
    name,
    purpose,
    sites: site === undefined ? "many" : "one",
    sources: stage.from.map((source, index) => sourceOf(line, name, source, index)),
    place,
    site: site === undefined || apiUrl === undefined ? undefined : { host: `${site}.${suffix}`, apiUrl },
  };
}

function sourceOf(line: string, stage: string, source: StageEntry["from"][number], index: number): VersionSource {
  const common = {
    approvers: source.approvers,
    environment: siteEnvironment(line, stage, otherSource(source, index)),
    ...(source.warning !== undefined && { warning: source.warning }),
  };
  if ("stage" in source) return { kind: "stage", stage: source.stage, sameClient: source.sameClient, ...common };
  if ("branch" in source) return { kind: "branch", branches: { only: source.branch }, ...common };
  return { kind: "branch", branches: { except: source.branchesExcept }, ...common };
}
