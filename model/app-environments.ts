import { APP_WORKFLOWS_BRANCH, type App, type AppStage, appEnvironment } from "./apps";
import type { RepositoryEnvironment } from "./code-repositories";

/** That of every stage, production as well: it says who approves a job, and the pipeline asks later. */
const PROTECTION = "none";

/**
 * The environments on GitHub in which an app's packages are handed in, in the repository of its code and in this one. Nobody
 * approves there: what is production is approved once, in the pipeline, and a job that hands in a package changes nothing by
 * itself.
 */
export const appEnvironments = ({ stages }: App, isOurs: boolean): readonly RepositoryEnvironment[] =>
  stages.map((stage) => ({
    name: appEnvironment(stage.app, stage.environment.name),
    purpose: stage.purpose,
    protection: PROTECTION,
    branches: [APP_WORKFLOWS_BRANCH],
    tags: [],
    approvers: [],
    variables: variablesOf(stage, isOurs),
  }));

/** What its jobs cannot derive from the catalogue: the Deployer image is pushed from this repository alone. */
const variablesOf = (
  { region, deployer: { uploader, imagePusher } }: AppStage,
  isOurs: boolean,
): Readonly<Record<string, string>> => ({
  PROTECTION,
  AWS_REGION: region,
  UPLOADER_ROLE: uploader.arn,
  ...(isOurs && { IMAGE_PUSHER_ROLE: imagePusher.arn }),
});
