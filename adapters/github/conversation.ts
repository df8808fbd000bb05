import { z } from "zod";
import type { GitHub } from "../../operations/report/pull-request/ports";
import { comment } from "./answers";
import type { Client } from "./client";

/** What issues and pull requests have in common, under the words and the permission of either. */
export interface ConversationKind {
  /** `issue`, or `pull request`. */
  readonly noun: string;
  /** Of the token: `issues: read`. */
  readonly read: string;
  /** `issues: write` */
  readonly write: string;
}

type Conversation = Pick<GitHub, "createLabel" | "comments" | "createComment">;

/** Labels and comments, which GitHub keeps in one place for issues and pull requests. */
export function conversationOf(client: Client, { noun, read, write }: ConversationKind): Conversation {
  const all = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
  return {
    createLabel: ({ name, color, description }) =>
      client.tell(
        {
          what: `make the label "${name}"`,
          permission: write,
          route: "POST /repos/{owner}/{repo}/labels",
          parameters: { name, color, description },
        },
        // There is one of this name; whoever changed its looks wants them so.
        [422],
      ),
    comments: (number) =>
      client.list(
        {
          what: `read the comments on ${noun} ${number}`,
          permission: read,
          route: `GET ${all}`,
          parameters: { issue_number: number },
        },
        z.array(comment),
      ),
    createComment: (number, body) =>
      client.attempt(
        {
          what: `comment on ${noun} ${number}`,
          permission: write,
          route: `POST ${all}`,
          parameters: { issue_number: number, body },
        },
        comment,
      ),
  };
}
