import { gitHubIssues } from "../adapters/github/issues";
import type { DriftGitHub } from "../operations/drift/ports";
import { asInput } from "./failures";
import { gitHubSettings } from "./github-settings";

/**
 * The issues of the repository that the environment of a GitHub Actions job names.
 *
 * @throws InputError that names the variable which is missing or will not do; nothing was asked then.
 */
export function gitHubIssuesOf(environment: NodeJS.ProcessEnv): DriftGitHub {
  const settings = gitHubSettings(environment, "keep issues");
  return asInput(() => gitHubIssues(settings));
}
