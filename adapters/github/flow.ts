import type { FlowGitHub } from "../../operations/flow/ports";
import { anything } from "./answers";
import type { Client } from "./client";
import { GitHubError } from "./errors";
import { branchPullRequests, comparisonPage, mergeability, openedPullRequest } from "./flow-answers";
import type { Target } from "./settings";

/** Permissions of an app's token. Source: GitHub REST API, "Permissions required for GitHub Apps". */
const READ = "pull-requests: read";
const WRITE = "pull-requests: write";
const WRITE_BRANCHES = "contents: write";

/** How often, and after how many seconds, GitHub is asked again whether there is a conflict: it finds out when it is asked. */
const TRIES = 5;
const BREAK = 2;

const PULLS = "/repos/{owner}/{repo}/pulls";
const PULL = `${PULLS}/{pull_number}`;

type Flow = Omit<FlowGitHub, "pullRequest" | "writeBody" | "branchHead">;

/** Branches of a repository and the pull requests between them. */
export function flowOf(client: Client, target: Pick<Target, "owner" | "repository">): Flow {
  return {
    async compare(base, head) {
      const pages = await client.list(
        {
          what: `compare commit ${base.slice(0, 7)} with ${head.slice(0, 7)}`,
          permission: "contents: read",
          route: "GET /repos/{owner}/{repo}/compare/{basehead}",
          parameters: { basehead: `${base}...${head}` },
        },
        comparisonPage,
      );
      // The files are those of the whole comparison, on its first page.
      const { files, isCut } = pages[0] ?? { files: [], isCut: false };
      return { commits: pages.flatMap(({ commits }) => commits), files, isCut };
    },
    ...listsOf(client, target),
    ...changesOf(client),
    async isMergeable(number) {
      const request = {
        what: `read pull request ${number}`,
        permission: READ,
        route: `GET ${PULL}`,
        parameters: { pull_number: number },
      };
      for (let tries = 1; ; tries++) {
        const isMergeable = await client.ask(request, mergeability);
        if (isMergeable !== undefined || tries === TRIES || !(await client.wait(BREAK))) return isMergeable;
      }
    },
  };
}

function listsOf(
  client: Client,
  { owner, repository }: Pick<Target, "owner" | "repository">,
): Pick<Flow, "openInto" | "between" | "lastClosed"> {
  const pulls = branchPullRequests(repository);
  const asked = (what: string, parameters: Readonly<Record<string, unknown>>) => ({
    what: `read the pull requests ${what}`,
    permission: READ,
    route: `GET ${PULLS}`,
    parameters,
  });
  return {
    openInto: (base) => client.list(asked(`into ${JSON.stringify(base)}`, { state: "open", base }), pulls),
    between: (head, base) =>
      client.list(
        asked(`from ${JSON.stringify(head)} into ${JSON.stringify(base)}`, {
          state: "all",
          head: `${owner}:${head}`,
          base,
        }),
        pulls,
      ),
    lastClosed: (base) =>
      client.ask(
        asked(`that were merged into ${JSON.stringify(base)}`, {
          state: "closed",
          base,
          sort: "updated",
          direction: "desc",
          per_page: 100,
        }),
        pulls,
      ),
  };
}

function changesOf(
  client: Client,
): Pick<Flow, "openPullRequest" | "closePullRequest" | "createBranch" | "deleteBranch"> {
  return {
    async openPullRequest({ title, body, head, base }) {
      try {
        return await client.attempt(
          {
            what: `open a pull request from ${JSON.stringify(head)} into ${JSON.stringify(base)}`,
            permission: WRITE,
            route: `POST ${PULLS}`,
            parameters: { title, body, head, base },
          },
          openedPullRequest,
        );
      } catch (error) {
        if (error instanceof GitHubError && error.status === 422) return { refused: error.message };
        throw error;
      }
    },
    async closePullRequest(number) {
      await client.ask(
        {
          what: `close pull request ${number}`,
          permission: WRITE,
          route: `PATCH ${PULL}`,
          parameters: { pull_number: number, state: "closed" },
        },
        anything,
      );
    },
    createBranch: (branch, commit) =>
      client.tell(
        {
          what: `make the branch ${JSON.stringify(branch)}`,
          permission: WRITE_BRANCHES,
          route: "POST /repos/{owner}/{repo}/git/refs",
          parameters: { ref: `refs/heads/${branch}`, sha: commit },
        },
        [422],
      ),
    deleteBranch: (branch) =>
      client.tell(
        {
          what: `delete the branch ${JSON.stringify(branch)}`,
          permission: WRITE_BRANCHES,
          route: "DELETE /repos/{owner}/{repo}/git/refs/{ref}",
          parameters: { ref: `heads/${branch}` },
        },
        [404, 422],
      ),
  };
}
