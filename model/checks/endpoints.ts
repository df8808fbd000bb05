import type { Entries, Entry } from "../entries/read";
import type { Organisation } from "../organisation";
import { error, type Problem } from "../problems";

/** What a task calls before its own code runs: its image's registry, and its log. */
const ALWAYS = ["ecr.api", "ecr.dkr", "logs"];

/** Where private subnets have no way out, everything that tasks need of AWS has an endpoint inside the VPC. */
export function checkEndpoints({ networks }: Entries, organisation: Organisation): readonly Problem[] {
  return networks.flatMap((entry) => {
    const network = organisation.networks.find(({ source }) => source === entry.source);
    if (network?.nat !== "none" || network.services.length === 0) return [];
    const needed = [
      ...ALWAYS,
      ...(network.services.some(({ secrets }) => Object.keys(secrets).length > 0) ? ["secretsmanager"] : []),
      ...(network.environments.some(({ exec }) => exec) ? ["ssmmessages", "kms"] : []),
    ];
    return missing(
      entry,
      needed.filter((service) => !network.interfaceEndpoints.includes(service)),
    );
  });
}

function missing({ value, at }: Entry<"network">, services: readonly string[]): readonly Problem[] {
  if (services.length === 0) return [];
  return [
    error(
      at("nat"),
      `network ${value.name} has no NAT and no endpoint for ${services.join(", ")}, so its services could not start`,
      "Add them to interfaceEndpoints, or choose another nat.",
    ),
  ];
}
