import { z } from "zod";
import type { DriftGitHub, Issue } from "../../operations/drift/ports";
import { user } from "./answers";
import { type Client, clientOf } from "./client";
import { conversationOf } from "./conversation";
import { gitHubRepository } from "./repository";
import { type GitHubRepository, targetOf } from "./settings";

/** Permissions of a workflow's token. Source: GitHub REST API, "Permissions required for GitHub Apps". */
const READ = "issues: read";
const WRITE = "issues: write";

/** Source: GitHub REST API, "Get an issue". */
const issue = z
  .object({ number: z.number(), title: z.string(), body: z.string().nullish(), user })
  .transform(({ number, title, body, user: author }): Issue => ({ number, title, body: body ?? "", author }));

/** Pull requests are issues to GitHub, and told apart by a key. */
const issues = z
  .array(z.intersection(issue, z.object({ pull_request: z.unknown().optional() })))
  .transform((all): readonly Issue[] =>
    all
      .filter(({ pull_request: pull }) => pull === undefined)
      .map(({ number, title, body, author }) => ({ number, title, body, author })),
  );

/**
 * The issues of a repository through GitHub's REST API. The first request loads the client.
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function gitHubIssues(settings: GitHubRepository): DriftGitHub {
  const client = clientOf(targetOf(settings));
  return {
    login: gitHubRepository(settings).login,
    ...issuesOf(client),
    ...conversationOf(client, { noun: "issue", read: READ, write: WRITE }),
  };
}

function issuesOf(client: Client): Pick<DriftGitHub, "openIssues" | "createIssue" | "updateIssue" | "closeIssue"> {
  const all = "/repos/{owner}/{repo}/issues";
  const one = `${all}/{issue_number}`;
  const answer = (number: number) => issue.refine((found) => found.number === number);
  return {
    openIssues: (label) =>
      client.list(
        {
          what: `read the open issues with the label "${label}"`,
          permission: READ,
          route: `GET ${all}`,
          // Oldest first, so that what is opened meanwhile moves nothing to another page.
          parameters: { labels: label, state: "open", sort: "created", direction: "asc" },
        },
        issues,
      ),
    createIssue: ({ title, body }, labels) =>
      client.attempt(
        {
          what: `open the issue "${title}"`,
          permission: WRITE,
          route: `POST ${all}`,
          parameters: { title, body, labels },
        },
        issue,
      ),
    updateIssue: (number, { title, body }) =>
      client.ask(
        {
          what: `write issue ${number}`,
          permission: WRITE,
          route: `PATCH ${one}`,
          parameters: { issue_number: number, title, body },
        },
        answer(number),
      ),
    closeIssue: (number) =>
      client.ask(
        {
          what: `close issue ${number}`,
          permission: WRITE,
          route: `PATCH ${one}`,
          parameters: { issue_number: number, state: "closed", state_reason: "completed" },
        },
        answer(number),
      ),
  };
}
