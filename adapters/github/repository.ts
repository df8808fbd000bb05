import { z } from "zod";
import type { DeployGitHub } from "../../operations/deploy/ports";
import type { FlowGitHub } from "../../operations/flow/ports";
import type { GitHub } from "../../operations/report/pull-request/ports";
import { account, anything, comment, labelEvents, pullRequest, review } from "./answers";
import { branchesOf } from "./branches";
import { checksOf } from "./checks";
import { type Client, clientOf } from "./client";
import { conversationOf } from "./conversation";
import { GitHubError } from "./errors";
import { flowOf } from "./flow";
import { type GitHubRepository, targetOf } from "./settings";

/** Permissions of a workflow's token. Source: GitHub REST API, "Permissions required for GitHub Apps". */
const READ = "pull-requests: read";
const WRITE = "pull-requests: write";

/**
 * A repository through GitHub's REST API. The first request loads the client.
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function gitHubRepository(settings: GitHubRepository): GitHub & DeployGitHub & FlowGitHub {
  const target = targetOf(settings);
  const client = clientOf(target);
  let login: Promise<string> | undefined;
  return {
    ...pullRequestsOf(client),
    ...conversationOf(client, { noun: "pull request", read: READ, write: WRITE }),
    ...commentsOf(client),
    ...labelsOf(client),
    ...checksOf(client, target.app),
    ...branchesOf(client),
    ...flowOf(client, target),
    login() {
      login ??= loginOf(client, target.app);
      return login;
    },
  };
}

type PullRequests = Pick<GitHub, "pullRequest" | "writeBody" | "reviews">;

function pullRequestsOf(client: Client): PullRequests {
  const route = "/repos/{owner}/{repo}/pulls/{pull_number}";
  // Another pull request than the one that was asked for is no answer.
  const answer = (number: number) => pullRequest.refine((pull) => pull.number === number);
  return {
    pullRequest: (number) =>
      client.ask(
        {
          what: `read pull request ${number}`,
          permission: READ,
          route: `GET ${route}`,
          parameters: { pull_number: number },
        },
        answer(number),
      ),
    writeBody: (number, body) =>
      client.attempt(
        {
          what: `write pull request ${number}`,
          permission: WRITE,
          route: `PATCH ${route}`,
          parameters: { pull_number: number, body },
        },
        answer(number),
      ),
    reviews: (number) =>
      client.list(
        {
          what: `read the reviews of pull request ${number}`,
          permission: READ,
          route: `GET ${route}/reviews`,
          parameters: { pull_number: number },
        },
        z.array(review),
      ),
  };
}

type Comments = Pick<GitHub, "updateComment" | "deleteComment">;

function commentsOf(client: Client): Comments {
  const one = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
  return {
    updateComment: (id, body) =>
      client.ask(
        {
          what: `write comment ${id}`,
          permission: WRITE,
          route: `PATCH ${one}`,
          parameters: { comment_id: id, body },
        },
        comment,
      ),
    deleteComment: (id) =>
      client.tell(
        { what: `delete comment ${id}`, permission: WRITE, route: `DELETE ${one}`, parameters: { comment_id: id } },
        [404],
      ),
  };
}

type Labels = Pick<GitHub, "addLabels" | "removeLabel" | "labelEvents">;

function labelsOf(client: Client): Labels {
  const issue = "/repos/{owner}/{repo}/issues/{issue_number}";
  return {
    addLabels: async (number, names) => {
      await client.ask(
        {
          what: `label pull request ${number}`,
          permission: WRITE,
          route: `POST ${issue}/labels`,
          parameters: { issue_number: number, labels: names },
        },
        anything,
      );
    },
    removeLabel: (number, name) =>
      client.tell(
        {
          what: `take the label "${name}" off pull request ${number}`,
          permission: WRITE,
          route: `DELETE ${issue}/labels/{name}`,
          parameters: { issue_number: number, name },
        },
        [404],
      ),
    labelEvents: (number) =>
      client.list(
        {
          what: `read the events of pull request ${number}`,
          permission: READ,
          route: `GET ${issue}/events`,
          parameters: { issue_number: number },
        },
        labelEvents,
      ),
  };
}

/** The token of an app, such as a workflow's, is no user's and may not ask who it is; the app's own account writes then. */
async function loginOf(client: Client, app: string): Promise<string> {
  try {
    const asked = { what: "read the account of the token", permission: READ, route: "GET /user" };
    return (await client.ask(asked, account)).login;
  } catch (error) {
    if (error instanceof GitHubError && error.status === 403 && !error.isRateLimit) return `${app}[bot]`;
    throw error;
  }
}
