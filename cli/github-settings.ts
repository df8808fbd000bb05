import type { GitHubRepository } from "../adapters/github/settings";
import { InputError } from "./failures";

/**
 * The repository, the token and the address of GitHub, as the environment of a GitHub Actions job names them. `GITHUB_APP` is
 * the short name of the app that the token belongs to, when that is not GitHub Actions itself.
 *
 * @param purpose What they are needed for, in words: `keep issues`.
 * @throws InputError that names the variable which is missing.
 */
export function gitHubSettings(environment: NodeJS.ProcessEnv, purpose: string): GitHubRepository {
  const { GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, GITHUB_API_URL: apiUrl, GITHUB_APP: app } = environment;
  const missing = [
    ...(repository ? [] : ["GITHUB_REPOSITORY (owner/name)"]),
    ...(token ? [] : ["GITHUB_TOKEN"]),
    ...(apiUrl === "" ? ["GITHUB_API_URL, which is empty"] : []),
  ];
  if (!repository || !token || missing.length > 0) {
    throw new InputError(`to ${purpose}, set ${missing.join(" and ")}`);
  }
  return { repository, token, apiUrl: apiUrl ?? "https://api.github.com", ...(app && { app }) };
}
