import { example } from "./contract";
import type {
  CheckState,
  CommentState,
  EventState,
  FileState,
  GitHubState,
  PullState,
  ReviewState,
  RunAttemptState,
  RunReviewState,
  TagState,
} from "./state";

/** What GitHub answers about what it holds, made from its own examples. */

const SITE = "https://github.com/equipweb/infra";
const API = "https://api.github.com/repos/equipweb/infra";

/** An account; one whose name ends in `[bot]` is an app's. */
export function account(login: string): Record<string, unknown> {
  const user = example("issue-comment").user as Record<string, unknown>;
  return {
    ...user,
    login,
    id: 583_231,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    html_url: `https://github.com/${login}`,
  };
}

/** The account that a token belongs to, when it is a person's. */
export const ownAccount = (login: string): Record<string, unknown> => ({
  ...account(login),
  user_view_type: "public",
  name: null,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 4,
  public_gists: 0,
  followers: 12,
  following: 9,
  created_at: "2019-04-02T08:11:54Z",
  updated_at: "2026-02-27T16:40:03Z",
});

export function label(state: GitHubState, name: string): Record<string, unknown> {
  const looks = [...state.labels].find(([known]) => known.toLowerCase() === name.toLowerCase());
  const { color = "ededed", description = null } = looks?.[1] ?? {};
  return {
    ...example("label"),
    url: `${API}/labels/${encodeURIComponent(name)}`,
    name,
    color,
    description,
    default: false,
  };
}

export function pullRequest(state: GitHubState, pull: PullState): Record<string, unknown> {
  const { merged, author, mergeable } = pull;
  return {
    ...asPull(state, pull, example("pull-request")),
    merged,
    merged_by: merged ? account(author) : null,
    mergeable,
  };
}

/** As lists of them have it: with less. */
export const listedPullRequest = (state: GitHubState, pull: PullState): Record<string, unknown> =>
  asPull(state, pull, example("pull-request-simple"));

function asPull(state: GitHubState, pull: PullState, like: Record<string, unknown>): Record<string, unknown> {
  const { number, title, body, state: openOrClosed, merged, draft, author, labels, head, base, branch } = pull;
  const [owner = "", name = ""] = pull.headRepository.split("/");
  // The shorter example has repositories with fields that the description does not know.
  const { head: headLike, base: baseLike } = example("pull-request") as Record<
    "head" | "base",
    { readonly repo: object }
  >;
  return {
    ...like,
    url: `${API}/pulls/${number}`,
    html_url: `${SITE}/pull/${number}`,
    number,
    title,
    body,
    state: openOrClosed,
    draft,
    user: account(author),
    labels: labels.map((name) => label(state, name)),
    closed_at: openOrClosed === "closed" ? "2026-03-02T08:59:00Z" : null,
    merged_at: merged ? "2026-03-02T08:59:00Z" : null,
    merge_commit_sha: pull.mergeCommit,
    milestone: null,
    requested_teams: [],
    head: {
      ...headLike,
      ref: pull.headBranch,
      label: `${owner}:${pull.headBranch}`,
      // An open one follows its branch.
      sha:
        (openOrClosed === "open" && pull.headRepository === "equipweb/infra" && state.branches.get(pull.headBranch)) ||
        head,
      repo: { ...headLike.repo, name, full_name: pull.headRepository },
    },
    base: { ...baseLike, ref: branch, label: `equipweb:${branch}`, sha: base },
  };
}

export const reference = (branch: string, commit: string): Record<string, unknown> => ({
  ...example("git-ref"),
  ref: `refs/heads/${branch}`,
  url: `${API}/git/refs/heads/${branch}`,
  object: { type: "commit", sha: commit, url: `${API}/git/commits/${commit}` },
});

export const tagReference = (tag: string, { commit, object }: TagState): Record<string, unknown> => ({
  ...example("git-ref"),
  ref: `refs/tags/${tag}`,
  url: `${API}/git/refs/tags/${tag}`,
  object:
    object === undefined
      ? { type: "commit", sha: commit, url: `${API}/git/commits/${commit}` }
      : { type: "tag", sha: object, url: `${API}/git/tags/${object}` },
});

/** What one commit has that another has not, a page of it; files are on the first one alone. */
export function comparison(
  state: GitHubState,
  base: string,
  head: string,
  page: { readonly number: number; readonly size: number },
): Record<string, unknown> {
  const { files: filesLike, ...like } = example("commit-comparison");
  const [commitLike] = like.commits as readonly { readonly commit: object }[];
  const [ahead, behind] = [state.between(base, head), state.between(head, base)];
  const files = new Map<string, FileState>(
    ahead.flatMap((sha) => state.commits.get(sha)?.files ?? []).map((file) => [file.filename, file]),
  );
  const status =
    ahead.length > 0 ? (behind.length > 0 ? "diverged" : "ahead") : behind.length > 0 ? "behind" : "identical";
  const asCommit = (sha: string): Record<string, unknown> => {
    const { message = "", parents = [] } = state.commits.get(sha) ?? {};
    return {
      ...commitLike,
      sha,
      html_url: `${SITE}/commit/${sha}`,
      commit: { ...commitLike?.commit, message },
      parents: parents.map((parent) => ({ sha: parent, url: `${API}/commits/${parent}` })),
    };
  };
  const [fileLike] = filesLike as readonly object[];
  return {
    ...like,
    base_commit: asCommit(base),
    merge_base_commit: asCommit(base),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.slice((page.number - 1) * page.size, page.number * page.size).map(asCommit),
    ...(page.number === 1 && {
      files: [...files.values()].slice(0, 300).map((file) => ({ ...fileLike, ...file })),
    }),
  };
}

export const comment = ({ id, number, body, author, createdAt, updatedAt }: CommentState): Record<string, unknown> => ({
  ...example("issue-comment"),
  id,
  url: `${API}/issues/comments/${id}`,
  html_url: `${SITE}/pull/${number}#issuecomment-${id}`,
  issue_url: `${API}/issues/${number}`,
  body,
  user: account(author),
  created_at: createdAt,
  updated_at: updatedAt,
});

export function event({ id, event: what, label: name, actor, at }: EventState): Record<string, unknown> {
  const [like] = example("issue-event-for-issue-items") as unknown as Record<string, unknown>[];
  return {
    ...like,
    id,
    url: `${API}/issues/events/${id}`,
    actor: account(actor),
    event: what,
    commit_id: null,
    commit_url: null,
    created_at: at,
    label: { name, color: "ededed" },
  };
}

export function review(
  number: number,
  { id, state, commit, author, association, at }: ReviewState,
): Record<string, unknown> {
  const [like] = example("pull-request-review-items") as unknown as Record<string, unknown>[];
  return {
    ...like,
    id,
    html_url: `${SITE}/pull/${number}#pullrequestreview-${id}`,
    pull_request_url: `${API}/pulls/${number}`,
    user: account(author),
    body: "",
    state,
    commit_id: commit,
    submitted_at: at,
    author_association: association,
  };
}

/** GitHub tells the second alone. A run of which nobody says more was started in the next one: nothing was before it. */
export const workflowRun = (
  id: number,
  { attempt, startedAt }: RunAttemptState = { attempt: 1, startedAt: wholeSecond(Date.now() + 999) },
): Record<string, unknown> => ({
  ...example("workflow-run"),
  id,
  run_attempt: attempt,
  run_started_at: startedAt,
});

const wholeSecond = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

export function runReview({ state, by, environments }: RunReviewState): Record<string, unknown> {
  const [like] = example("environment-approvals-items") as unknown as Record<string, unknown>[];
  const [environment] = (like?.environments ?? []) as readonly object[];
  return {
    ...like,
    state,
    comment: "",
    user: account(by),
    environments: environments.map((name) => ({ ...environment, name })),
  };
}

export function checkRun(check: CheckState): Record<string, unknown> {
  const like = example("check-run");
  const { id, commit, name, app, externalId, status, conclusion, startedAt, completedAt, output } = check;
  return {
    ...like,
    id,
    head_sha: commit,
    name,
    external_id: externalId,
    url: `${API}/check-runs/${id}`,
    html_url: `${SITE}/runs/${id}`,
    details_url: `${SITE}/runs/${id}`,
    status,
    conclusion,
    started_at: startedAt,
    completed_at: completedAt,
    output: { ...output, annotations_count: 0, annotations_url: `${API}/check-runs/${id}/annotations` },
    app: { ...(like.app as object), slug: app, name: app },
    pull_requests: [],
  };
}
