import type { RepositoryEnvironment } from "./code-repositories";
import { SITE_WORKFLOWS_BRANCH, type SiteLine, type SiteStage } from "./sites";

/**
 * The environments on GitHub in which a line's stages are deployed, each with the reviewers that the stage asks for. They are
 * made in the repository of the sites' code, whose workflows call those of this repository, and in this one, where the same
 * workflows are run by hand.
 */
export const siteEnvironments = ({ stages }: SiteLine): readonly RepositoryEnvironment[] =>
  stages.flatMap(environmentsOf);

const environmentsOf = ({ purpose, place, sources }: SiteStage): readonly RepositoryEnvironment[] =>
  sources.map(({ environment, approvers, warning }) => ({
    name: environment,
    purpose: warning ?? purpose,
    protection: place.environment.protection,
    branches: [SITE_WORKFLOWS_BRANCH],
    tags: [],
    approvers: [...approvers].sort(),
    variables: {
      // Said only of what needs no approval; each variable is a resource of a stack that has many.
      ...(place.environment.protection !== "production" && { PROTECTION: place.environment.protection }),
      AWS_REGION: place.region,
      SITE_ROLE: place.role.arn,
    },
  }));
