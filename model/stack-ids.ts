import type { CodeHosting } from "./code-repositories";
import type { Network, Organisation } from "./organisation";

/** Id of the stack that holds what belongs to the organisation on GitHub as a whole. */
export const GITHUB_STACK = "github";

/** Beginning of the ids of the repositories' stacks. No network and no environment has a name that begins so. */
const REPOSITORY_PREFIX = `${GITHUB_STACK}-`;

/** Id of the stack of a repository on GitHub: `github-orders`. */
export const repositoryStackId = (repository: string): string => `${REPOSITORY_PREFIX}${repository}`;

/** Whether a stack is, or was, that of a repository on GitHub; by its id, as one that left says nothing else. */
export const isOfRepository = (id: string): boolean => id.startsWith(REPOSITORY_PREFIX);

/** What the id of a stack looks like. An id becomes a folder, a key in a bucket and a word of a command. */
export const STACK_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A stack that the catalogue declares. */
export interface DeclaredStack {
  readonly id: string;
  /** Name of the network that it belongs to. */
  readonly network: string;
  /** The catalogue file that declares it. */
  readonly source: string;
}

/** The kinds of stacks that each network has once: `dev-registry`. */
export const NETWORK_STACKS = ["bootstrap", "dns", "network", "platform", "registry"] as const;

/** Every stack that the catalogue declares. Those that retire as a whole are not among them. */
export function declaredStacks({
  networks,
  hosting,
}: Pick<Organisation, "networks" | "hosting">): readonly DeclaredStack[] {
  return [...networks.flatMap(stacksOf), ...(hosting ? stacksOfHosting(hosting) : [])];
}

const stacksOfHosting = ({
  network: { name: network },
  source,
  repositories,
}: CodeHosting): readonly DeclaredStack[] => [
  { id: GITHUB_STACK, network, source },
  ...repositories.map((repository) => ({
    id: repositoryStackId(repository.name),
    network,
    source: repository.source,
  })),
];

const stacksOf = ({ name, source, services, sites, apps }: Network): readonly DeclaredStack[] => [
  ...NETWORK_STACKS.map((kind) => ({ id: `${name}-${kind}`, network: name, source })),
  ...services.map((service) => ({ id: service.stackId, network: name, source: service.source })),
  ...sites.map((place) => ({ id: place.stackId, network: name, source: place.source })),
  ...apps.flatMap(({ stackId, deployer, source: file }) =>
    [stackId, deployer.stackId].map((id) => ({ id, network: name, source: file })),
  ),
];
