import { gitHubRepository } from "../adapters/github/repository";
import type { DeployGitHub } from "../operations/deploy/ports";
import type { FlowGitHub } from "../operations/flow/ports";
import type { GitHub } from "../operations/report/pull-request/ports";
import { asInput, InputError } from "./failures";

/**
 * GitHub, as the environment of a GitHub Actions job names it. `GITHUB_APP` is the short name of the app that the token
 * belongs to, when that is not GitHub Actions itself.
 *
 * @throws InputError that names the variable which is missing or will not do; nothing was asked then.
 */
export function gitHub(environment: NodeJS.ProcessEnv): GitHub & DeployGitHub & FlowGitHub {
  const { GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, GITHUB_API_URL: apiUrl, GITHUB_APP: app } = environment;
  const missing = [
    ...(repository ? [] : ["GITHUB_REPOSITORY (owner/name)"]),
    ...(token ? [] : ["GITHUB_TOKEN"]),
    ...(apiUrl === "" ? ["GITHUB_API_URL, which is empty"] : []),
  ];
  if (!repository || !token || missing.length > 0) {
    throw new InputError(`to ask GitHub, set ${missing.join(" and ")}`);
  }
  return asInput(() =>
    gitHubRepository({ repository, token, apiUrl: apiUrl ?? "https://api.github.com", ...(app && { app }) }),
  );
}
