import { codePointsIn } from "../../../operations/report/wording/code-points";
import { account, label } from "./answers";
import { example } from "./contract";
import type { Answer, Call } from "./routes";
import type { GitHubState, IssueState } from "./state";

const SITE = "https://github.com/equipweb/infra";
const API = "https://api.github.com/repos/equipweb/infra";
const LONGEST_BODY = 65_536;

/** What answers to issues have in common with all others. */
export interface Common {
  readonly paged: (call: Call, items: readonly unknown[]) => Answer;
  readonly notFound: Answer;
  readonly tooLong: Answer;
}

/** What GitHub does about issues. Its list of them holds pull requests, too. */
export function issueRoutes({ paged, notFound, tooLong }: Common): Readonly<Record<string, (call: Call) => Answer>> {
  return {
    "issues/list-for-repo": (call) => {
      const { state, query } = call;
      const wanted = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
      const has = (labels: readonly string[]) => wanted.every((name) => labels.includes(name));
      const pulls = [...state.pulls.values()].filter((pull) => has(pull.labels) && pull.state === "open");
      const issues = [...state.issues.values()].filter((issue) => has(issue.labels) && issue.state === "open");
      const found = [
        ...pulls.map((pull) => issueAnswer(state, { ...pull, body: pull.body ?? "", stateReason: null }, true)),
        ...issues.map((issue) => issueAnswer(state, issue, false)),
      ];
      return paged(
        call,
        found.sort((a, b) => Number(a.number) - Number(b.number)),
      );
    },
    "issues/create": ({ state, by, body }) => {
      if (codePointsIn(String(body.body)) > LONGEST_BODY) return tooLong;
      const issue = state.issue(String(body.title), String(body.body), by, body.labels as string[]);
      return { status: 201, value: issueAnswer(state, issue, false) };
    },
    "issues/update": ({ state, params, body }) => {
      const issue = state.issues.get(Number(params.issue_number));
      if (!issue) return notFound;
      if (typeof body.body === "string" && codePointsIn(body.body) > LONGEST_BODY) return tooLong;
      if (typeof body.title === "string") issue.title = body.title;
      if (typeof body.body === "string") issue.body = body.body;
      if (body.state === "closed") Object.assign(issue, { state: "closed", stateReason: body.state_reason });
      return { status: 200, value: issueAnswer(state, issue, false) };
    },
  };
}

function issueAnswer(state: GitHubState, issue: IssueState, isPull: boolean): Record<string, unknown> {
  const { pull_request: pull, ...like } = example("issue");
  const { number, title, body, author, labels, state: openOrClosed, stateReason } = issue;
  return {
    ...like,
    ...(isPull && { pull_request: pull }),
    number,
    title,
    body,
    url: `${API}/issues/${number}`,
    html_url: `${SITE}/issues/${number}`,
    user: account(author),
    labels: labels.map((name) => label(state, name)),
    state: openOrClosed,
    state_reason: stateReason,
    assignee: null,
    assignees: [],
    milestone: null,
    closed_at: openOrClosed === "closed" ? "2026-03-02T08:59:00Z" : null,
    closed_by: null,
    author_association: "NONE",
  };
}
