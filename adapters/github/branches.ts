import type { DeployGitHub } from "../../operations/deploy/ports";
import { branchReference, mergedPullRequests } from "./answers";
import type { Client } from "./client";
import { GitHubError } from "./errors";

type Branches = Pick<DeployGitHub, "branchHead" | "mergedAs">;

/** Branches, and by which pull requests their commits came. */
export function branchesOf(client: Client): Branches {
  return {
    async branchHead(branch) {
      try {
        // Not the route of branches: it follows the renaming of one, and would tell of another branch than was asked for.
        return await client.ask(
          {
            what: `read the branch ${JSON.stringify(branch)}`,
            permission: "contents: read",
            route: "GET /repos/{owner}/{repo}/git/ref/{ref}",
            parameters: { ref: `heads/${branch}` },
          },
          branchReference(branch),
        );
      } catch (error) {
        if (error instanceof GitHubError && error.status === 404) return undefined;
        throw error;
      }
    },

    async mergedAs(commit) {
      const asked = {
        what: `read the pull requests of commit ${commit.slice(0, 7)}`,
        permission: "pull-requests: read",
      };
      const merged = mergedPullRequests(commit);
      const associated = await client.list(
        { ...asked, route: "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", parameters: { commit_sha: commit } },
        merged,
      );
      if (associated.length > 0) return associated;
      // GitHub needs a while until it associates a new commit; and one that went on to the default branch, it associates
      // with the pull request that brought it there. Those that were closed last know their own commit at once.
      return client.ask(
        {
          ...asked,
          route: "GET /repos/{owner}/{repo}/pulls",
          parameters: { state: "closed", sort: "updated", direction: "desc", per_page: 100 },
        },
        merged,
      );
    },
  };
}
