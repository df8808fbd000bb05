import { readFileSync } from "node:fs";
import { z } from "zod";
import type { RunFacts } from "../operations/report/run-facts";

const commit = z.string().regex(/^[0-9a-f]{40}$/);

/** What a workflow run of GitHub Actions tells of the event that began it, as far as a report needs it. */
const event = z.object({
  pull_request: z
    .object({ head: z.object({ sha: commit }), base: z.object({ sha: commit, ref: z.string() }) })
    .optional(),
});

/**
 * What the environment of a GitHub Actions job tells of its run and its pull request; nothing elsewhere. The commit is the
 * head of the pull request, not the merge that is checked out.
 */
export function runFacts(environment: NodeJS.ProcessEnv): RunFacts {
  const pullRequest = pullRequestOf(environment.GITHUB_EVENT_PATH);
  const run = runOf(environment);
  return {
    ...(pullRequest && { branch: pullRequest.base.ref, commit: pullRequest.head.sha, base: pullRequest.base.sha }),
    ...(run && { run }),
  };
}

function pullRequestOf(path: string | undefined): z.infer<typeof event>["pull_request"] {
  if (!path) return undefined;
  try {
    return event.parse(JSON.parse(readFileSync(path, "utf8"))).pull_request;
  } catch {
    // An event of another kind, or none: then there is nothing to tell.
    return undefined;
  }
}

function runOf(environment: NodeJS.ProcessEnv): RunFacts["run"] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  const [id, attempt] = [Number(environment.GITHUB_RUN_ID), Number(environment.GITHUB_RUN_ATTEMPT ?? 1)];
  if (!server || !repository || !Number.isSafeInteger(id) || id < 1 || !Number.isSafeInteger(attempt)) return undefined;
  return { id, attempt, url: `${server}/${repository}/actions/runs/${id}/attempts/${attempt}` };
}
