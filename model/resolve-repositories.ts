import { appEnvironments } from "./app-environments";
import type { App } from "./apps";
import {
  BRANCHES,
  type CodeHosting,
  type CodeRepository,
  type RepositoryEnvironment,
  type TeamPermission,
} from "./code-repositories";
import type { Entry } from "./entries/read";
import type { RepositoryEntry } from "./entries/repository";
import type { ImageRepository, Network } from "./organisation";
import { pipelineRoleArn } from "./pipeline-roles";
import { siteEnvironments } from "./site-environments";
import type { SiteLine } from "./sites";

/** What the jobs of a repository's environments are told beside what the catalogue says. */
interface Surroundings {
  readonly networks: readonly Network[];
  /** The image repositories of the service that is built from the repository, in a network. */
  readonly imagesIn: (network: Network) => ImageRepository | undefined;
}

/** What of the catalogue says something of repositories. */
interface Described {
  readonly repositories: readonly Entry<"repository">[];
  readonly services: readonly Entry<"service">[];
  readonly lines: readonly SiteLine[];
  readonly apps: readonly App[];
}

/** What the organisation has on GitHub; undefined when the catalogue says nothing of it, or names a network that is none. */
export function resolveCodeHosting(
  { value: organisation, source }: Entry<"organisation">,
  networks: readonly Network[],
  { repositories, services, lines, apps }: Described,
): CodeHosting | undefined {
  const settings = organisation.repositories;
  const network = networks.find(({ name }) => name === settings?.network);
  if (!settings || !network) return undefined;
  return {
    owner: organisation.github.owner,
    network,
    secretProtection: settings.secretProtection,
    actions: settings.actions,
    teams: [...new Set(organisation.teams)]
      .sort()
      .map((name) => ({ name, exists: settings.existingTeams.includes(name) })),
    repositories: repositories.map((entry) => {
      const image = services.find(({ value }) => value.name === entry.value.service)?.value.image.repository;
      const imagesIn = (each: Network) => each.repositories.find(({ name }) => name === image);
      const isOurs = entry.value.name === organisation.github.repository;
      const isOf = ({ repository }: SiteLine | App) => isOurs || repository.name === entry.value.name;
      const derived = [
        ...lines.filter(isOf).flatMap(siteEnvironments),
        ...apps.filter(isOf).flatMap((app) => appEnvironments(app, isOurs)),
      ];
      const resolved = resolveRepository(
        entry,
        { networks, imagesIn },
        isOurs ? variablesOfOurs(network, networks) : {},
      );
      const isCalled = isOurs && [...lines, ...apps].some((each) => each.repository.name !== entry.value.name);
      return {
        ...withDerivedEnvironments(resolved, derived),
        sharesWorkflows: isCalled && resolved.visibility !== "public",
      };
    }),
    confirmationLabel: organisation.confirmation.label,
    source,
  };
}

function resolveRepository(
  { value, source }: Entry<"repository">,
  surroundings: Surroundings,
  more: Readonly<Record<string, string>>,
): CodeRepository {
  const {
    name,
    kind,
    description,
    owners,
    exists,
    checks,
    branchChecks,
    reviews,
    visibility,
    public: publicBecause,
  } = value;
  return {
    name,
    kind,
    description,
    owners,
    exists,
    visibility: publicBecause ? "public" : visibility,
    ...(publicBecause && { publicBecause }),
    branches: BRANCHES[kind],
    checks,
    branchChecks,
    reviews,
    teams: teamsOf(value),
    variables: { ...more, ...value.variables },
    sharesWorkflows: false,
    environments: Object.entries(value.environments)
      .map(([environment, settings]) => resolveEnvironment(environment, settings, surroundings))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    source,
  };
}

/** Who approves has to see what it is about (GitHub documentation, "Managing environments": reviewers need read access). */
function teamsOf({ owners, access, environments }: RepositoryEntry): Readonly<Record<string, TeamPermission>> {
  const approvers = Object.values(environments).flatMap((environment) => environment.approvers);
  const reading = Object.fromEntries(approvers.map((team) => [team, "pull"] as const));
  const all: Record<string, TeamPermission> = { ...reading, [owners]: "maintain", ...access };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Who approves a stage of sites has to see what it is about, too. */
function withDerivedEnvironments(
  repository: CodeRepository,
  environments: readonly RepositoryEnvironment[],
): CodeRepository {
  const reading = environments.flatMap(({ approvers }) => approvers.map((team) => [team, "pull"] as const));
  const teams: Record<string, TeamPermission> = { ...Object.fromEntries(reading), ...repository.teams };
  return {
    ...repository,
    teams: Object.fromEntries(Object.entries(teams).sort(([a], [b]) => (a < b ? -1 : 1))),
    environments: [...repository.environments, ...environments.map((each) => withoutKnown(each, repository))].sort(
      (a, b) => (a.name < b.name ? -1 : 1),
    ),
  };
}

/** What all jobs of the repository are told, an environment need not tell again: each variable is a resource. */
const withoutKnown = (environment: RepositoryEnvironment, { variables }: CodeRepository): RepositoryEnvironment => ({
  ...environment,
  variables: Object.fromEntries(
    Object.entries(environment.variables).filter(([name, value]) => variables[name] !== value),
  ),
});

function resolveEnvironment(
  name: string,
  { purpose, protection, branches, tags, approvers, network, role, variables }: RepositoryEntry["environments"][string],
  { networks, imagesIn }: Surroundings,
): RepositoryEnvironment {
  const here = networks.find((each) => each.name === network);
  const images = here && imagesIn(here);
  return {
    name,
    purpose,
    protection,
    branches: [...branches].sort(),
    tags: [...tags].sort(),
    approvers: [...approvers].sort(),
    variables: {
      PROTECTION: protection,
      ...(here && { AWS_REGION: here.region }),
      ...(here && images && imageVariables(here, images, protection)),
      ...(here && role && roleVariable(here, role)),
      ...variables,
    },
  };
}

/** The Actions variable that holds the ARN of a role, and the role. */
const TOLD_ROLES = {
  inspect: ["INSPECT_ROLE", "plan"],
  deploy: ["DEPLOY_ROLE", "deploy"],
  emergency: ["EMERGENCY_ROLE", "emergency"],
} as const;

function roleVariable(network: Network, name: keyof typeof TOLD_ROLES): Readonly<Record<string, string>> {
  const [variable, role] = TOLD_ROLES[name];
  return { [variable]: pipelineRoleArn(network, role) };
}

/** What runs in production was released, so its jobs are told of no snapshots. */
const imageVariables = (
  { account, region }: Network,
  { release, snapshot }: ImageRepository,
  protection: RepositoryEnvironment["protection"],
): Readonly<Record<string, string>> => ({
  IMAGE_REGISTRY: `${account.id}.dkr.ecr.${region}.amazonaws.com`,
  RELEASE_REPOSITORY: release,
  ...(protection !== "production" && { SNAPSHOT_REPOSITORY: snapshot }),
});

/** What the workflows of this repository read: the region of their first call, and the role that plans each network. */
function variablesOfOurs({ region }: Network, networks: readonly Network[]): Readonly<Record<string, string>> {
  const planRoles = networks.map(
    (network) => [`PLAN_ROLE_${variableOf(network.name)}`, pipelineRoleArn(network, "plan")] as const,
  );
  return { AWS_REGION: region, ...Object.fromEntries(planRoles) };
}

const variableOf = (name: string): string => name.toUpperCase().replaceAll("-", "_");
