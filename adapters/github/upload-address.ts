import { GitHubError } from "./errors";
import type { Target } from "./settings";

/**
 * Where the files of a release are uploaded to: another machine than that of the API, which GitHub names in its answer. It gets the
 * token, so nobody but GitHub itself is taken for it: `uploads.github.com`, or of a GitHub Enterprise Server its own.
 *
 * Source: GitHub REST API, "Upload a release asset".
 *
 * @throws GitHubError when the answer names any other machine.
 */
export function uploadAddress(
  uploadUrl: string,
  { baseUrl, repository }: Pick<Target, "baseUrl" | "repository">,
): string {
  const api = new URL(baseUrl);
  const address = uploadUrl.replace(/\{.*$/, "");
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isGitHubs = url?.origin === api.origin || url?.origin === api.origin.replace("//api.", "//uploads.");
  const [base] = url?.pathname.split("/repos/") ?? [];
  if (url && isGitHubs && base !== undefined) return `${url.origin}${base}`;
  throw new GitHubError(
    `could not upload to ${repository}: GitHub names ${JSON.stringify(address)} as the place, which is none of its own`,
    undefined,
  );
}
