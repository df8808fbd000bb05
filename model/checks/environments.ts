import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";

/** An environment's domain lies in its network's zone and is its own, and nobody opens shells in production. */
export function checkEnvironments({ networks, environments }: Entries): readonly Problem[] {
  return [
    ...environments.flatMap((environment) => [
      ...foreignDomain(environment, networks),
      ...shellInProduction(environment),
    ]),
    ...sharedDomains("environment", environments),
    ...sharedDomains("network", networks),
  ];
}

function foreignDomain({ value, at }: Entry<"environment">, networks: readonly Entry<"network">[]): readonly Problem[] {
  const network = networks.find((candidate) => candidate.value.name === value.network);
  if (!network) return [];
  const zone = network.value.domain;
  if (value.domain === zone || value.domain.endsWith(`.${zone}`)) return [];
  return [
    error(
      at("domain"),
      `domain "${value.domain}" is not in "${zone}", the zone of network ${network.value.name}`,
      `Use ${zone}, or a name that ends in .${zone}.`,
    ),
  ];
}

function shellInProduction({ value, at }: Entry<"environment">): readonly Problem[] {
  if (!value.exec || value.protection !== "production") return [];
  return [error(at("exec"), "exec is true in an environment that is production", "Set exec to false.")];
}

function sharedDomains(
  kind: string,
  entries: readonly (Entry<"environment"> | Entry<"network">)[],
): readonly Problem[] {
  return entries.flatMap(({ value, at }, index) => {
    const other = entries.slice(0, index).find((candidate) => candidate.value.domain === value.domain);
    if (!other) return [];
    return [
      error(
        at("domain"),
        `domain "${value.domain}" is taken by ${kind} ${other.value.name}`,
        `It stands in ${other.source}.`,
      ),
    ];
  });
}
