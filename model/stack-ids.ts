import type { Network, Organisation } from "./organisation";

/** Id of the one stack that is not of AWS. */
export const GITHUB_STACK = "github";

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
  return [
    ...networks.flatMap(stacksOf),
    ...(hosting ? [{ id: GITHUB_STACK, network: hosting.network.name, source: hosting.source }] : []),
  ];
}

const stacksOf = ({ name, source, services, sites }: Network): readonly DeclaredStack[] => [
  ...NETWORK_STACKS.map((kind) => ({ id: `${name}-${kind}`, network: name, source })),
  ...services.map((service) => ({ id: service.stackId, network: name, source: service.source })),
  ...sites.map((place) => ({ id: place.stackId, network: name, source: place.source })),
];
