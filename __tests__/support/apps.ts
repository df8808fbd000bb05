import { stringify } from "yaml";
import { type Files, OWN_REPOSITORY, SOUND } from "./catalogue";

/** A stage of {@link appWith}, as its entry says it. */
export const DEV = {
  environment: "dev",
  purpose: "Development, by the make targets.",
  shift: "all-at-once",
};

/** The stage in production of {@link appWith}. */
export const PROD = { environment: "prod", purpose: "Production, by the release." };

type Fields = Readonly<Record<string, unknown>>;

/** The entry of an app with two stages, some of whose fields are others. */
export const appWith = (stages: Readonly<Record<string, Fields>> = {}, fields: Fields = {}): string =>
  stringify(
    {
      name: "portal",
      title: "The customers' portal",
      team: "frontend",
      repository: "portal",
      stages: [DEV, PROD].map((stage) => ({ ...stage, ...stages[stage.environment] })),
      ...fields,
    },
    { aliasDuplicateObjects: false },
  );

/** The sound catalogue with an app, its repository, and this one's. */
export const APP_FILES: Files = {
  ...SOUND,
  "organisation.yaml": `${SOUND["organisation.yaml"]}repositories: { network: main }\n`,
  "repositories/portal.yaml":
    "name: portal\nid: 1043718290\nkind: application\ndescription: The portal.\nowners: frontend\n",
  "repositories/infra.yaml": OWN_REPOSITORY,
  "apps/portal.yaml": appWith(),
};
