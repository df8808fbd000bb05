import { appEnvironment } from "../apps";
import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";
import { known } from "./references";

type AppFile = Entry<"app">;

/** Longest host: ACM gives no certificate to a name of more than 64 characters (ACM API, RequestCertificate). */
const LONGEST_HOST = 64;

/** What apps name exists, each stage is in an environment of its own, and no host or environment on GitHub is taken. */
export function checkApps(entries: Entries): readonly Problem[] {
  return [
    ...entries.apps.flatMap((app) => [...references(app, entries), ...stageNames(app), ...emptyShift(app, entries)]),
    ...hosts(entries),
    ...writtenByHand(entries),
  ];
}

function references({ value, at }: AppFile, { organisation, repositories, names }: Entries): readonly Problem[] {
  const teams = organisation?.value.teams;
  const repository = repositories.find((entry) => entry.value.name === value.repository);
  return [
    ...(teams ? known("team", value.team, teams, at("team")) : []),
    ...known(
      "repository",
      value.repository,
      repositories.map((entry) => entry.value.name),
      at("repository"),
    ),
    ...(repository && repository.value.id === undefined
      ? [
          error(
            at("repository"),
            `the repository ${value.repository} has no id, so nothing tells it from another one of that name`,
            `Set id in ${repository.source} to its number on GitHub: gh api repos/<owner>/${value.repository} --jq .id`,
          ),
        ]
      : []),
    ...value.stages.flatMap(({ environment }, index) =>
      known("environment", environment, names.environment, at("stages", index, "environment")),
    ),
  ];
}

const stageNames = ({ value, at }: AppFile): readonly Problem[] =>
  value.stages.flatMap(({ environment }, index) =>
    value.stages.slice(0, index).some((other) => other.environment === environment)
      ? [
          error(
            at("stages", index, "environment"),
            `the app ${value.name} has two stages in ${environment}`,
            "Name each environment once.",
          ),
        ]
      : [],
  );

/** In production a version that fails must meet a tenth of the callers first. */
const emptyShift = ({ value, at }: AppFile, { environments }: Entries): readonly Problem[] =>
  value.stages.flatMap(({ environment, shift }, index) => {
    const isProduction = environments.some(
      (entry) => entry.value.name === environment && entry.value.protection === "production",
    );
    return isProduction && shift === "all-at-once"
      ? [
          error(
            at("stages", index, "shift"),
            `${environment} is production, and a new version of ${value.name} would take all requests at once`,
            "Use canary.",
          ),
        ]
      : [];
  });

/** Hosts of an app's stages, and those that services have, in the order of their files. */
function hosts({ apps, services, environments }: Entries): readonly Problem[] {
  const domainOf = (name: string) => environments.find(({ value }) => value.name === name)?.value.domain;
  const taken = new Map<string, string>(
    services.flatMap(({ value: { name, host = name, environments: settings } }) =>
      Object.keys(settings).map((environment) => [`${host}.${domainOf(environment)}`, `the service ${name}`] as const),
    ),
  );
  return apps.flatMap(({ value: { name, host = name, stages }, at }) =>
    stages.flatMap(({ environment }, index) => {
      const domain = domainOf(environment);
      if (domain === undefined) return [];
      return [`${host}.${domain}`, `${host}-api.${domain}`].flatMap((each) => {
        const place = at("stages", index, "environment");
        const other = taken.get(each);
        if (other !== undefined && other !== `the app ${name}`)
          return [error(place, `${each} is the host of ${other}`, "Set another host.")];
        taken.set(each, `the app ${name}`);
        return each.length > LONGEST_HOST
          ? [
              error(
                place,
                `${each} has ${each.length} characters, and there are certificates for at most ${LONGEST_HOST}`,
                "Set a shorter host.",
              ),
            ]
          : [];
      });
    }),
  );
}

/** Those of every app are made in this repository, too. */
const writtenByHand = ({ apps, repositories, organisation }: Entries): readonly Problem[] =>
  repositories.flatMap(({ value: { name: repository, environments }, atKey }) =>
    Object.keys(environments).flatMap((name) =>
      apps
        .filter(({ value }) => [value.repository, organisation?.value.github.repository].includes(repository))
        .filter(({ value }) => value.stages.some((stage) => appEnvironment(value.name, stage.environment) === name))
        .map(({ value }) =>
          error(
            atKey("environments", name),
            `the environment ${name} is made from the stages of the app ${value.name}`,
            "Take it away here.",
          ),
        ),
    ),
  );
