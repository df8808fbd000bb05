import type { Entries, Entry } from "../entries/read";
import { suggestion } from "../nearest";
import { error, type Problem } from "../problems";
import { checkCodeOwner } from "./code-owner";
import { known } from "./references";

type Line = Entry<"siteLine">;

/** What lines of sites name exists, every version comes from somewhere, and no two sites share a name. */
export function checkSites(entries: Entries): readonly Problem[] {
  return entries.siteLines.flatMap((line) => [
    ...references(line, entries),
    ...stageNames(line),
    ...sources(line),
    ...sharedPlaces(line),
    ...hosts(line),
    ...unapproved(line, entries),
  ]);
}

function references(line: Line, entries: Entries): readonly Problem[] {
  const { value, at } = line;
  const teams = entries.organisation?.value.teams;
  return [
    ...checkCodeOwner(line, entries),
    ...value.stages.flatMap((stage, index) => [
      ...known("environment", stage.environment, entries.names.environment, at("stages", index, "environment")),
      ...stage.from.flatMap((source, which) =>
        source.approvers.flatMap((team, number) =>
          teams ? known("team", team, teams, at("stages", index, "from", which, "approvers", number), "approvers") : [],
        ),
      ),
    ]),
  ];
}

const stageNames = ({ value, at }: Line): readonly Problem[] =>
  value.stages.flatMap(({ name }, index) =>
    value.stages.slice(0, index).some((other) => other.name === name)
      ? [error(at("stages", index, "name"), `the line ${value.name} has two stages ${name}`, "Name each stage once.")]
      : [],
  );

/** A version comes from a branch, or from a stage before; and what is of one client comes from a stage of clients. */
function sources({ value, at }: Line): readonly Problem[] {
  return value.stages.flatMap((stage, index) =>
    stage.from.flatMap((source, which) => {
      if (!("stage" in source)) return [];
      const here = at("stages", index, "from", which, "stage");
      const from = value.stages.find(({ name }) => name === source.stage);
      const others = value.stages.map(({ name }) => name).filter((name) => name !== stage.name);
      if (!from || from.name === stage.name)
        return [error(here, `from names "${source.stage}", which is no other stage`, suggestion(source.stage, others))];
      if (comesFrom(value.stages, from.name, stage.name))
        return [error(here, `${stage.name} and ${from.name} take their versions from each other`, "Break the circle.")];
      const bothOfClients = stage.site === undefined && from.site === undefined;
      if (source.sameClient && !bothOfClients)
        return [error(here, `sameClient is true, and ${stage.name} or ${from.name} has one site`, "Take it away.")];
      if (!source.sameClient && from.site === undefined)
        return [
          error(
            here,
            `${from.name} has a site for each client, so it is not said which version is meant`,
            "Set sameClient: true.",
          ),
        ];
      return [];
    }),
  );
}

/** Whether the versions of a stage come from another one, however far around. */
function comesFrom(
  stages: Line["value"]["stages"],
  stage: string,
  other: string,
  seen: readonly string[] = [],
): boolean {
  const sources = stages.find(({ name }) => name === stage)?.from ?? [];
  return sources.some(
    (source) =>
      "stage" in source &&
      !seen.includes(source.stage) &&
      (source.stage === other || comesFrom(stages, source.stage, other, [...seen, source.stage])),
  );
}

/** Stages of one environment are one stack: one certificate, one distribution. */
function sharedPlaces({ value, at }: Line): readonly Problem[] {
  return value.stages.flatMap((stage, index) => {
    const first = value.stages.slice(0, index).find(({ environment }) => environment === stage.environment);
    if (!first) return [];
    return (["suffix", "access"] as const).flatMap((field) =>
      first[field] === stage[field]
        ? []
        : [
            error(
              at("stages", index, field),
              `${field} is ${stage[field]}, and ${first.name}, in the same environment, has ${first[field]}`,
              "Use the same, or another environment.",
            ),
          ],
    );
  });
}

function hosts({ value, at }: Line): readonly Problem[] {
  const taken = new Map<string, string>();
  return value.stages.flatMap(({ name, site, suffix }, index) => {
    if (site === undefined) return [];
    const host = `${site}.${suffix}`;
    const other = taken.get(host);
    taken.set(host, other ?? name);
    const place = at("stages", index, "site");
    return other === undefined ? [] : [error(place, `${host} is the site of ${other}`, "Use another label.")];
  });
}

/** What is production is approved, whatever the way to it. */
function unapproved({ value, at }: Line, { environments }: Entries): readonly Problem[] {
  return value.stages.flatMap(({ name, environment, from }, index) => {
    const production = environments.some(
      (entry) => entry.value.name === environment && entry.value.protection === "production",
    );
    return from.flatMap(({ approvers }, which) =>
      production && approvers.length === 0
        ? [
            error(
              at("stages", index, "from", which),
              `${name} is production, and nobody approves it`,
              "Name teams in approvers.",
            ),
          ]
        : [],
    );
  });
}
