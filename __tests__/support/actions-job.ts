import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BASE, HEAD, type LocalGitHub } from "./github";

export const JOB_TOKEN = "ghs_a1b2c3d4e5f6";

/**
 * What a job of GitHub Actions finds in its environment, in a run for pull request 7 of a GitHub on this machine.
 *
 * @param folder Where the event's file goes.
 * @param head The pull request's head when the run began.
 */
export function actionsJob(
  { url }: Pick<LocalGitHub, "url">,
  folder: string,
  head = HEAD,
): Readonly<Record<string, string>> {
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ pull_request: { head: { sha: head }, base: { sha: BASE, ref: "dev" } } }));
  return {
    GITHUB_TOKEN: JOB_TOKEN,
    GITHUB_REPOSITORY: "equipweb/infra",
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "991",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_EVENT_PATH: event,
  };
}
