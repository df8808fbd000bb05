import { RESERVED_VARIABLES } from "../../aws/lambda-variables";
import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";
import type { Path } from "../yaml-file";
import { checkCodeOwner } from "./code-owner";
import { known } from "./references";
import { secretWordIn } from "./settings";

type AppFile = Entry<"app">;

/** What apps name exists, each stage is in an environment of its own, and nothing is set that must not be. */
export const checkApps = (entries: Entries): readonly Problem[] =>
  entries.apps.flatMap((app) => [
    ...references(app, entries),
    ...stageNames(app),
    ...suddenShift(app, entries),
    ...variables(app),
  ]);

function references(app: AppFile, entries: Entries): readonly Problem[] {
  const { value, at } = app;
  return [
    ...checkCodeOwner(app, entries),
    ...value.stages.flatMap(({ environment }, index) =>
      known("environment", environment, entries.names.environment, at("stages", index, "environment")),
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
const suddenShift = ({ value, at }: AppFile, { environments }: Entries): readonly Problem[] =>
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

/** What Lambda sets itself, and what the stack of an app does. */
const TAKEN_VARIABLES = new Map([
  ...RESERVED_VARIABLES.map((name) => [name, "Lambda sets it by itself"] as const),
  ["WEB_ORIGIN", "it is where the pages of the app's site come from"] as const,
]);

function variables({ value, atKey }: AppFile): readonly Problem[] {
  const all = [
    { settings: value.variables, path: ["variables"] as Path },
    ...value.stages.map(({ variables: settings }, index) => ({
      settings,
      path: ["stages", index, "variables"] as Path,
    })),
  ];
  return all.flatMap(({ settings, path }) =>
    Object.keys(settings).flatMap((name) => {
      const taken = TAKEN_VARIABLES.get(name);
      if (taken !== undefined)
        return [error(atKey(...path, name), `${name} cannot be set: ${taken}`, "Use another name.")];
      if (secretWordIn(name) === undefined) return [];
      return [
        error(
          atKey(...path, name),
          `${name} looks like a secret, and plain settings can be read by many`,
          "Take it away: functions of apps are given no secrets.",
        ),
      ];
    }),
  );
}
