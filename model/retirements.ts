import type { Entry } from "./entries/read";
import type { RetirementEntry } from "./entries/retirement";
import type { Network, Organisation } from "./organisation";
import { error, type Position, type Problem } from "./problems";
import { declaredStacks, isOfRepository } from "./stack-ids";

/** Something that leaves, with all that it holds; and where the catalogue says so. */
export interface Retirement extends RetirementEntry {
  /** The catalogue file that says so. */
  readonly source: string;
  /** Where it says until when. */
  readonly at: Position;
}

/** What it is known from to which network a retirement belongs. */
interface Known extends Pick<Organisation, "networks" | "hosting"> {
  readonly environments: readonly Entry<"environment">[];
  readonly retirements: readonly Entry<"retirement">[];
}

/** The networks, each with what leaves it. What belongs to no network is left out; the checks say so. */
export function withRetirements({ retirements, ...known }: Known): readonly Network[] {
  const declared = new Map(declaredStacks(known).map(({ id, network }) => [id, network]));
  const placed = retirements.map(({ value, source, at }) => ({
    network: value.addresses ? declared.get(value.stack) : (value.network ?? networkOf(value.stack, known)),
    retirement: { ...value, source, at: at("until") },
  }));
  return known.networks.map((network) => ({
    ...network,
    retiring: placed.flatMap((each) => (each.network === network.name ? [each.retirement] : [])),
  }));
}

/**
 * The network that a stack belongs to, by its id, which begins with the name of the network or of one of its environments,
 * or is that of a repository on GitHub; undefined where that means none, or several.
 */
export function networkOf(
  stack: string,
  { networks, environments, hosting }: Pick<Known, "networks" | "environments" | "hosting">,
): string | undefined {
  if (isOfRepository(stack)) return hosting?.network.name;
  const begins = (name: string): boolean => stack.startsWith(`${name}-`);
  const meant = new Set([
    ...networks.map(({ name }) => name).filter(begins),
    ...environments.flatMap(({ value }) => (begins(value.name) ? [value.network] : [])),
  ]);
  const [network] = meant;
  return meant.size === 1 ? network : undefined;
}

/**
 * The retirements that no longer hold, as problems. Not a part of reading the catalogue: what is synthesized depends on no
 * clock.
 *
 * @param today As `2026-12-31`.
 */
export const endedRetirements = (networks: readonly Pick<Network, "retiring">[], today: string): readonly Problem[] =>
  networks
    .flatMap(({ retiring }) => retiring)
    .filter(({ until }) => until < today)
    .map(({ stack, addresses, owner, until, at }) =>
      error(
        at,
        `the retirement of ${addresses ? `resources of ${stack}` : stack} ended on ${until}`,
        `Delete this file when they are gone; else ${owner} says until when they may be destroyed.`,
      ),
    );
