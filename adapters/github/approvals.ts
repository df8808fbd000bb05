import { z } from "zod";
import type { RunReview, RunReviews } from "../../operations/promotion/approval";
import type { RunAttempt, RunStarts } from "../../operations/promotion/approved-version";
import { user } from "./answers";
import { branchesOf } from "./branches";
import { clientOf } from "./client";
import { type GitHubRepository, targetOf } from "./settings";

/** Source: GitHub REST API, "Get the review history for a workflow run". */
const reviews = z.array(
  z
    .object({
      state: z.enum(["approved", "rejected", "pending"]),
      user,
      environments: z.array(z.object({ name: z.string().optional() })),
    })
    .transform(
      ({ state, user: account, environments }): RunReview => ({
        state,
        person: account && !account.isBot ? account.login : undefined,
        environments: environments.flatMap(({ name }) => name ?? []),
      }),
    ),
);

/**
 * Source: "Get a workflow run"; of `run_started_at` the description says that it begins anew whenever the run is started again.
 */
const run = z
  .object({ run_attempt: z.int().min(1), run_started_at: z.iso.datetime({ offset: true }) })
  .transform(({ run_attempt: attempt, run_started_at: startedAt }): RunAttempt => ({ attempt, startedAt }));

/** What is asked of GitHub about a promotion. */
export interface PromotionGitHub extends RunReviews, RunStarts {
  /** The commit that a branch is at, in full; undefined when there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
}

/**
 * Who approved the runs of a repository, when they were started, and where its branches are. Runs are those of the repository whose workflow was
 * started; the branches of a site are those of the repository of its code, which may be another one with another token.
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function promotionGitHub(settings: GitHubRepository): PromotionGitHub {
  const client = clientOf(targetOf(settings));
  return {
    branchHead: branchesOf(client).branchHead,
    runReviews: (id) =>
      client.ask(
        {
          what: `read who approved run ${id}`,
          permission: "actions: read",
          route: "GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals",
          parameters: { run_id: id },
        },
        reviews,
      ),
    runAttempt: (id) =>
      client.ask(
        {
          what: `read the start of run ${id}`,
          permission: "actions: read",
          route: "GET /repos/{owner}/{repo}/actions/runs/{run_id}",
          parameters: { run_id: id },
        },
        run,
      ),
  };
}
