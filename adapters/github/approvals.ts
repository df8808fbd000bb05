import { z } from "zod";
import type { RunReview, RunReviews } from "../../operations/promotion/approval";
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

/** What is asked of GitHub about a promotion. */
export interface PromotionGitHub extends RunReviews {
  /** The commit that a branch is at, in full; undefined when there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
}

/**
 * Who approved the runs of a repository, and where its branches are. Runs are those of the repository whose workflow was
 * started; the branches of a site are those of the repository of its code, which may be another one with another token.
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function promotionGitHub(settings: GitHubRepository): PromotionGitHub {
  const client = clientOf(targetOf(settings));
  return {
    branchHead: branchesOf(client).branchHead,
    runReviews: (run) =>
      client.ask(
        {
          what: `read who approved run ${run}`,
          permission: "actions: read",
          route: "GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals",
          parameters: { run_id: run },
        },
        reviews,
      ),
  };
}
