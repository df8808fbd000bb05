import { gitHubRepository } from "../adapters/github/repository";
import type { DeployGitHub } from "../operations/deploy/ports";
import type { FlowGitHub } from "../operations/flow/ports";
import type { GitHub } from "../operations/report/pull-request/ports";
import { asInput } from "./failures";
import { gitHubSettings } from "./github-settings";

/**
 * GitHub, as the environment of a GitHub Actions job names it.
 *
 * @throws InputError that names the variable which is missing or will not do; nothing was asked then.
 */
export function gitHub(environment: NodeJS.ProcessEnv): GitHub & DeployGitHub & FlowGitHub {
  const settings = gitHubSettings(environment, "ask GitHub");
  return asInput(() => gitHubRepository(settings));
}
