import { gitHubRepository } from "../adapters/github/repository";
import type { GitHub } from "../operations/report/pull-request/ports";
import { asInput, InputError } from "./failures";

/**
 * GitHub, as the environment of a GitHub Actions job names it.
 *
 * @throws InputError that names the variable which is missing or will not do; nothing was asked then.
 */
export function gitHub(environment: NodeJS.ProcessEnv): GitHub {
  const { GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, GITHUB_API_URL: apiUrl } = environment;
  const missing = [
    ...(repository ? [] : ["GITHUB_REPOSITORY (owner/name)"]),
    ...(token ? [] : ["GITHUB_TOKEN"]),
    ...(apiUrl === "" ? ["GITHUB_API_URL, which is empty"] : []),
  ];
  if (!repository || !token || missing.length > 0) {
    throw new InputError(`to write a pull request's body, set ${missing.join(" and ")}`);
  }
  return asInput(() => gitHubRepository({ repository, token, apiUrl: apiUrl ?? "https://api.github.com" }));
}
