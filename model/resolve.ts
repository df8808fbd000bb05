import { createHash } from "node:crypto";
import { fargateSize } from "../aws/fargate-sizes";
import type { Entries, Entry } from "./entries/read";
import { type Graph, wavesOf } from "./graph";
import { ignoredDriftIn } from "./ignored-drift";
import { nameOf } from "./names";
import type {
  Account,
  Environment,
  GitHubRepository,
  ImageRepository,
  Network,
  Organisation,
  ServiceInEnvironment,
  ServiceReference,
} from "./organisation";
import { own } from "./own";
import { resolveApps, withApps } from "./resolve-apps";
import { resolveCodeHosting } from "./resolve-repositories";
import { resolveSiteLines, withSites } from "./resolve-sites";
import { withRetirements } from "./retirements";
import { secretsOf } from "./secrets";

/**
 * The organisation that the entries describe: references resolved, defaults filled in, names derived.
 * What does not fit together is left out; the checks say so, and nobody builds from a catalogue with problems.
 */
export function resolve({
  organisation,
  networks,
  environments,
  services,
  siteLines,
  apps: appEntries,
  repositories,
  drift,
  retirements,
}: Entries): Organisation | undefined {
  if (!organisation) return undefined;
  const { name, github } = organisation.value;
  const bare = networks.flatMap((network) => {
    const account = accountOf(organisation, network.value.account, networks);
    return account ? [resolveNetwork(organisation, account, network, environments, services)] : [];
  });
  const surroundings = { organisation: name, github, networks: bare, repositories };
  const lines = resolveSiteLines(siteLines, surroundings);
  const apps = resolveApps(appEntries, surroundings);
  const deployed = withApps(withSites(bare, lines), apps);
  const hosting =
    repositories.length > 0 && resolveCodeHosting(organisation, deployed, { repositories, services, lines, apps });
  return {
    name,
    repository: repositoryName(github),
    github,
    networks: withRetirements({ networks: deployed, environments, retirements, ...(hosting && { hosting }) }),
    siteLines: lines,
    apps,
    ...(hosting && { hosting }),
    ...(drift && { ignoredDrift: ignoredDriftIn(drift) }),
  };
}

const repositoryName = ({ owner, repository }: GitHubRepository): string => `${owner}/${repository}`;

function accountOf(
  { value }: Entry<"organisation">,
  name: string,
  networks: readonly Entry<"network">[],
): Account | undefined {
  const account = own(value.accounts, name);
  // Of several networks a check asks which; of one there is no question.
  const [first] = networks.filter((network) => network.value.account === name);
  if (!account) return undefined;
  const { id, guardedBy = first?.value.name ?? "", quotas } = account;
  return { name, id, guardedBy, ...(Object.keys(quotas).length > 0 && { quotas }) };
}

function resolveNetwork(
  { value: organisation }: Entry<"organisation">,
  account: Account,
  { value, source }: Entry<"network">,
  environmentEntries: readonly Entry<"environment">[],
  serviceEntries: readonly Entry<"service">[],
): Network {
  const { account: _name, ...settings } = value;
  const bucketOf = (purpose: string) => nameOf("bucket", organisation.name, value.name, purpose, account.id);
  const environments = environmentEntries.filter((entry) => entry.value.network === value.name).map(resolveEnvironment);
  const services = environments.flatMap((environment) => servicesOf(environment, value.name, serviceEntries));
  return {
    ...settings,
    organisation: organisation.name,
    account,
    environments,
    services,
    sites: [],
    apps: [],
    retiring: [],
    repositories: repositoriesOf(value.name, serviceEntries),
    production: environments.some(({ protection }) => protection === "production"),
    state: { bucket: bucketOf("state"), region: value.region },
    recordBucket: bucketOf("records"),
    auditBucket: bucketOf("audit"),
    tags: {
      "managed-by": "terraform",
      repo: repositoryName(organisation.github),
      owner: organisation.owner,
      "cost-center": organisation.costCenter,
      network: value.name,
    },
    source,
  };
}

function resolveEnvironment({ value, source }: Entry<"environment">): Environment {
  const { network: _network, ...settings } = value;
  return { ...settings, source };
}

/** Every service's repositories, also of those that no environment of the network runs yet: images come before tasks. */
function repositoriesOf(network: string, services: readonly Entry<"service">[]): readonly ImageRepository[] {
  const names = [...new Set(services.map(({ value }) => value.image.repository))].sort();
  return names.map((name) => repositoryOf(network, name));
}

const repositoryOf = (network: string, name: string): ImageRepository => ({
  name,
  release: `${network}/${name}`,
  snapshot: `${network}/${name}-snapshot`,
});

function servicesOf(
  environment: Environment,
  network: string,
  entries: readonly Entry<"service">[],
): readonly ServiceInEnvironment[] {
  const here = new Map(
    entries.filter(({ value }) => own(value.environments, environment.name)).map((entry) => [entry.value.name, entry]),
  );
  const graph: Graph = new Map(
    [...here].map(([name, { value }]) => [name, value.dependsOn.filter((dependency) => here.has(dependency))]),
  );
  return inDeploymentOrder(graph).flatMap((name) => {
    const entry = here.get(name);
    return entry && hasPossibleSize(entry, environment.name) ? [resolveService(entry, environment, network, here)] : [];
  });
}

/** Dependencies before dependants; in any order while there is a cycle, which a check reports. */
function inDeploymentOrder(graph: Graph): readonly string[] {
  try {
    return wavesOf(graph).flat();
  } catch {
    return [...graph.keys()];
  }
}

function resolveService(
  { value, source }: Entry<"service">,
  environment: Environment,
  network: string,
  here: ReadonlyMap<string, Entry<"service">>,
): ServiceInEnvironment {
  const settings = own(value.environments, environment.name);
  const { name, team, access, port, health, healthCommand, architecture, deployment } = value;
  const size = settings?.size ?? value.size;
  const tasks = settings?.tasks ?? 1;
  return {
    name,
    team,
    stackId: serviceStackId(environment.name, name),
    environment,
    access,
    host: `${value.host ?? name}.${environment.domain}`,
    priority: settings?.priority ?? stablePriority(environment.name, name),
    image: repositoryOf(network, value.image.repository),
    port,
    size: fargateSize(size.cpu, size.memory),
    health,
    ...(healthCommand !== undefined && { healthCommand }),
    architecture,
    deployment,
    tasks: typeof tasks === "number" ? { min: tasks, max: tasks } : tasks,
    variables: { ...value.variables, ...settings?.variables },
    secrets: mapValues(secretsOf(value), (secret) => ({ ...secret, name: `${environment.name}/${secret.name}` })),
    dependencies: [...new Set(value.dependsOn)]
      .sort()
      .flatMap((dependency) => referenceTo(here.get(dependency), environment.name)),
    source,
  };
}

const referenceTo = (entry: Entry<"service"> | undefined, environment: string): readonly ServiceReference[] =>
  entry
    ? [{ name: entry.value.name, stackId: serviceStackId(environment, entry.value.name), port: entry.value.port }]
    : [];

/** Id of the stack of a service in an environment. */
const serviceStackId = (environment: string, service: string): string => `${environment}-service-${service}`;

function hasPossibleSize({ value }: Entry<"service">, environment: string): boolean {
  const { cpu, memory } = own(value.environments, environment)?.size ?? value.size;
  try {
    fargateSize(cpu, memory);
    return true;
  } catch {
    return false;
  }
}

/** A listener priority made from names alone, so that no other service's coming or going moves it. */
function stablePriority(environment: string, service: string): number {
  const hash = createHash("sha256").update(`${environment}/${service}`).digest();
  return (hash.readUInt32BE(0) % 50_000) + 1;
}

const mapValues = <V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W): Readonly<Record<string, W>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
