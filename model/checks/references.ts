import type { Entries } from "../entries/read";
import { suggestion } from "../nearest";
import { own } from "../own";
import { error, type Position, type Problem } from "../problems";

/** Whatever is named exists. Names of files that are invalid for other reasons count as existing. */
export function checkReferences({
  organisation,
  networks,
  environments,
  services,
  names,
}: Entries): readonly Problem[] {
  const accounts = Object.keys(organisation?.value.accounts ?? {});
  return [
    ...networks.flatMap(({ value, at }) =>
      organisation ? known("account", value.account, accounts, at("account")) : [],
    ),
    ...environments.flatMap(({ value, at }) => known("network", value.network, names.network, at("network"))),
    ...services.flatMap(({ value, at, atKey }) => [
      ...(organisation ? known("team", value.team, organisation.value.teams, at("team")) : []),
      ...value.dependsOn.flatMap((name, index) =>
        known("service", name, names.service, at("dependsOn", index), "dependsOn"),
      ),
      ...Object.keys(value.environments).flatMap((name) =>
        known("environment", name, names.environment, atKey("environments", name), "environments"),
      ),
    ]),
    ...undeployedDependencies({ services }),
    ...callsOfBlueGreen({ services }),
  ];
}

/** Says nothing of a name that is known, and otherwise which one may be meant. */
export function known(
  kind: string,
  name: string,
  candidates: readonly string[],
  at: Position,
  field = kind,
): readonly Problem[] {
  if (candidates.includes(name)) return [];
  return [error(at, `${field} names "${name}", which is no ${kind}`, suggestion(name, candidates))];
}

/**
 * Services find each other by Service Connect, which is there for rolling deployments alone. Source: Amazon ECS developer
 * guide, "Use Service Connect to connect Amazon ECS services with short names", "Considerations".
 */
function callsOfBlueGreen({ services }: Pick<Entries, "services">): readonly Problem[] {
  const blueGreen = services.filter(({ value }) => value.deployment === "blue-green").map(({ value }) => value.name);
  return services.flatMap(({ value, at }) =>
    value.dependsOn.flatMap((name, index) => {
      const which = [value.name, name].find((each) => blueGreen.includes(each));
      return which === undefined
        ? []
        : [
            error(
              at("dependsOn", index),
              `${value.name} calls ${name}, and ${which} is deployed blue-green, where no service finds another`,
              `Set deployment: rolling for ${which}, or take the dependency away.`,
            ),
          ];
    }),
  );
}

/** A service can only call what runs beside it. */
function undeployedDependencies({ services }: Pick<Entries, "services">): readonly Problem[] {
  const byName = new Map(services.map(({ value }) => [value.name, value]));
  return services.flatMap(({ value, at }) =>
    value.dependsOn.flatMap((name, index) => {
      const dependency = byName.get(name);
      const missing = dependency
        ? Object.keys(value.environments).filter((environment) => !own(dependency.environments, environment))
        : [];
      return missing.map((environment) =>
        error(
          at("dependsOn", index),
          `${value.name} runs in ${environment} and depends on ${name}, which does not`,
          `Add ${environment} to the environments of ${name}, or take the dependency away.`,
        ),
      );
    }),
  );
}
