import { BRANCHES } from "../code-repositories";
import type { Entries, Entry } from "../entries/read";
import type { RepositoryEntry } from "../entries/repository";
import { suggestion } from "../nearest";
import { own } from "../own";
import { deployEnvironment, emergencyEnvironments, inspectEnvironment } from "../pipeline-roles";
import { error, type Position, type Problem } from "../problems";
import { known } from "./references";
import { secretWordIn } from "./settings";

type Repository = Entry<"repository">;

/** What repositories name exists, production is approved, two approvals are two people's, and no setting is a secret. */
export function checkRepositories(entries: Entries): readonly Problem[] {
  const { repositories } = entries;
  return [
    ...hosting(entries),
    ...repositories.flatMap((repository) => [
      ...references(repository, entries),
      ...branchChecks(repository),
      ...secrets(repository, ["variables"], repository.value.variables),
      ...Object.keys(repository.value.environments).flatMap((name) => environment(name, repository, entries)),
    ]),
  ];
}

/** Who deploys them is said, and this repository is one of them: nobody else would describe it. */
function hosting({ organisation, repositories, networks, names }: Entries): readonly Problem[] {
  const [first] = repositories;
  if (!organisation || !first) return [];
  const { value, at } = organisation;
  const { repository } = value.github;
  const ours = repositories.filter(({ value }) => value.kind === "infrastructure");
  return [
    ...(value.repositories
      ? known("network", value.repositories.network, names.network, at("repositories", "network"))
      : [
          error(
            first.at("name"),
            "there are repositories, and the organisation does not say who deploys them",
            `Set repositories.network in ${organisation.source}, such as ${networks.at(-1)?.value.name ?? "main"}.`,
          ),
        ]),
    ...(value.repositories?.existingTeams ?? []).flatMap((team, index) =>
      known("team", team, value.teams, at("repositories", "existingTeams", index)),
    ),
    ...ours
      .filter(({ value }) => value.name !== repository)
      .map(({ value, at }) =>
        error(
          at("kind"),
          `${value.name} is an infrastructure repository, and this one is ${repository}`,
          "There is one source of truth: use another kind.",
        ),
      ),
    ...(ours.some(({ value }) => value.name === repository)
      ? ours.flatMap((entry) => networks.flatMap(({ value }) => missingEnvironments(entry, value.name)))
      : [
          error(
            at("github", "repository"),
            `no repository of the catalogue is ${repository}, which is this one`,
            "Describe it, with the kind infrastructure.",
          ),
        ]),
  ];
}

/**
 * The environments that the roles of a network trust. A job that names an environment which nobody declared makes one
 * without any protection (GitHub documentation, "Managing environments for deployment"), and would be trusted.
 */
const missingEnvironments = ({ value, at }: Repository, network: string): readonly Problem[] =>
  [
    deployEnvironment({ name: network }),
    inspectEnvironment({ name: network }),
    ...emergencyEnvironments({ name: network }),
  ]
    .filter((name) => own(value.environments, name) === undefined)
    .map((name) =>
      error(
        at("environments"),
        `${value.name} has no environment ${name}, which roles of the network ${network} trust`,
        "Declare it: GitHub makes an environment that nobody declared without any protection.",
      ),
    );

function references({ value, at, atKey }: Repository, { organisation, names }: Entries): readonly Problem[] {
  const teams = organisation?.value.teams;
  const team = (name: string, where: Position, field: string) =>
    teams ? known("team", name, teams, where, field) : [];
  return [
    ...team(value.owners, at("owners"), "owners"),
    ...Object.keys(value.access).flatMap((name) => team(name, atKey("access", name), "access")),
    ...Object.entries(value.environments).flatMap(([environment, { approvers, network }]) => [
      ...approvers.flatMap((name, index) =>
        team(name, at("environments", environment, "approvers", index), "approvers"),
      ),
      ...(network === undefined
        ? []
        : known("network", network, names.network, at("environments", environment, "network"))),
    ]),
    ...(value.service === undefined ? [] : known("service", value.service, names.service, at("service"))),
  ];
}

/** Only branches that live for ever wait for checks: a ruleset of a branch that nobody makes protects nothing. */
function branchChecks({ value, atKey }: Repository): readonly Problem[] {
  const { permanent } = BRANCHES[value.kind];
  return Object.keys(value.branchChecks)
    .filter((branch) => !permanent.includes(branch))
    .map((branch) =>
      error(
        atKey("branchChecks", branch),
        `branchChecks names "${branch}", which is no permanent branch of the kind ${value.kind}`,
        suggestion(branch, permanent),
      ),
    );
}

function environment(name: string, repository: Repository, { organisation }: Entries): readonly Problem[] {
  const { value, at, atKey } = repository;
  const settings = own(value.environments, name);
  if (!settings) return [];
  const here = (field: string) => at("environments", name, field);
  const { branches, tags, approvers, protection, after, network, role, variables } = settings;
  return [
    ...(branches.length + tags.length === 0
      ? [
          error(
            atKey("environments", name),
            `${name} names neither branches nor tags, so jobs of no branch could use it`,
            "Name the branches or the tags that may.",
          ),
        ]
      : []),
    ...(protection === "production" && approvers.length === 0
      ? [error(here("protection"), `${name} is production, and nobody approves it`, "Name teams in approvers.")]
      : []),
    ...(protection === "production"
      ? branches
          .filter((branch) => /^\*+(\/\*+)*$/.test(branch))
          .map((branch) =>
            error(here("branches"), `${name} is production, and "${branch}" is any branch`, "Name them."),
          )
      : []),
    ...(after === undefined ? [] : secondApproval(name, after, approvers, value.environments, here("after"))),
    ...(role !== undefined && value.name !== organisation?.value.github.repository
      ? [error(here("role"), `${value.name} may take no role of a network's bootstrap`, "Take it away.")]
      : []),
    ...(role !== undefined && network === undefined
      ? [error(here("role"), `${name} takes the role ${role} of no network`, "Name the network.")]
      : []),
    ...secrets(repository, ["environments", name, "variables"], variables),
  ];
}

/** Two people approve only where nobody can give both approvals. */
function secondApproval(
  name: string,
  after: string,
  approvers: readonly string[],
  environments: RepositoryEntry["environments"],
  at: Position,
): readonly Problem[] {
  const first = own(environments, after);
  if (!first || after === name)
    return [
      error(
        at,
        `after names "${after}", which is no other environment of this repository`,
        suggestion(
          after,
          Object.keys(environments).filter((other) => other !== name),
        ),
      ),
    ];
  if (first.approvers.length === 0) return [error(at, `nobody approves ${after}`, "Name teams in its approvers.")];
  const both = approvers.filter((team) => first.approvers.includes(team));
  return both.map((team) =>
    error(
      at,
      `the team ${team} approves both ${after} and ${name}, so one person could do both`,
      "Name different teams.",
    ),
  );
}

const secrets = (
  { atKey }: Repository,
  path: readonly string[],
  variables: Readonly<Record<string, string>>,
): readonly Problem[] =>
  Object.keys(variables)
    .filter((name) => secretWordIn(name) !== undefined)
    .map((name) =>
      error(
        atKey(...path, name),
        `${name} looks like a secret, and everybody who reads the repository reads its variables`,
        "Have the job take a role, and read the secret with it.",
      ),
    );
