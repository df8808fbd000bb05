import type { CheckChange, GitHub } from "../../operations/report/pull-request/ports";
import { checkRun, checkRuns } from "./answers";
import type { Client } from "./client";

/** Permissions of a workflow's token. Source: GitHub REST API, "Permissions required for GitHub Apps". */
const READ = "checks: read";
const WRITE = "checks: write";

type Checks = Pick<GitHub, "checkRuns" | "createCheckRun" | "updateCheckRun">;

/**
 * Check runs of commits.
 *
 * @param app The app that the token belongs to; the check runs of others cannot be changed.
 */
export function checksOf(client: Client, app: string): Checks {
  return {
    checkRuns: (commit, name) =>
      client.list(
        {
          what: `read the check runs "${name}" of commit ${commit.slice(0, 7)}`,
          permission: READ,
          route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
          // All, not the latest alone: a job of the same name may be later.
          parameters: { ref: commit, check_name: name, filter: "all" },
        },
        checkRuns(app),
      ),
    createCheckRun: (commit, name, change) =>
      client.attempt(
        {
          what: `make the check run "${name}" of commit ${commit.slice(0, 7)}`,
          permission: WRITE,
          route: "POST /repos/{owner}/{repo}/check-runs",
          parameters: { name, head_sha: commit, ...written(change) },
        },
        checkRun(app),
      ),
    updateCheckRun: (id, change) =>
      client.ask(
        {
          what: `write check run ${id}`,
          permission: WRITE,
          route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
          parameters: { check_run_id: id, ...written(change) },
        },
        checkRun(app),
      ),
  };
}

/** In GitHub's words. */
const written = ({ externalId, status, conclusion, completedAt, output: { title, summary, text } }: CheckChange) => ({
  external_id: externalId,
  status,
  ...(conclusion !== undefined && { conclusion }),
  ...(completedAt !== undefined && { completed_at: completedAt }),
  output: { title, summary, text },
});
