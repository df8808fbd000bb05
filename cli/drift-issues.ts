import { gitHubIssues } from "../adapters/github/issues";
import type { DriftGitHub } from "../operations/drift/ports";
import { asInput, InputError } from "./failures";

/**
 * The issues of the repository that the environment of a GitHub Actions job names.
 *
 * @throws InputError that names the variable which is missing or will not do; nothing was asked then.
 */
export function gitHubIssuesOf(environment: NodeJS.ProcessEnv): DriftGitHub {
  const { GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, GITHUB_API_URL: apiUrl, GITHUB_APP: app } = environment;
  if (!repository || !token || apiUrl === "") {
    const missing = [
      ...(repository ? [] : ["GITHUB_REPOSITORY (owner/name)"]),
      ...(token ? [] : ["GITHUB_TOKEN"]),
      ...(apiUrl === "" ? ["GITHUB_API_URL, which is empty"] : []),
    ];
    throw new InputError(`to keep issues, set ${missing.join(" and ")}`);
  }
  return asInput(() =>
    gitHubIssues({ repository, token, apiUrl: apiUrl ?? "https://api.github.com", ...(app && { app }) }),
  );
}
