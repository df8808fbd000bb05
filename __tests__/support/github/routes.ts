import { codePointsIn } from "../../../operations/report/wording/code-points";
import * as answers from "./answers";
import { issueRoutes } from "./issues";
import { releaseRoutes } from "./releases";
import type { CheckState, CommentState, GitHubState, PullState } from "./state";

/** What is answered: a status, a value, and headers of its own. */
export interface Answer {
  readonly status: number;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A file in place of a value. */
  readonly bytes?: Buffer;
}

/** A request that GitHub's description allows. */
export interface Call {
  readonly state: GitHubState;
  /** Who asks: the account of an app, `…[bot]`, or of a person. */
  readonly by: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** What was sent where that is a file. */
  readonly bytes: Buffer;
  /** Where this GitHub is. */
  readonly url: string;
  /** What the client wants to get. */
  readonly accept: string;
}

/** Longest description, or comment, in code points, and longest text of a check run, in bytes; as measured. */
const LONGEST_BODY = 65_536;
const LONGEST_CHECK_TEXT = 65_535;

export const failure = (status: number, message: string, errors?: readonly object[]): Answer => ({
  status,
  value: {
    message,
    ...(errors && { errors }),
    documentation_url: "https://docs.github.com/rest",
    ...(status !== 422 && { status: String(status) }),
  },
});

const NOT_FOUND = failure(404, "Not Found");
const invalid = (field: string, code: string, message?: string): Answer =>
  failure(422, "Validation Failed", [{ resource: "Issue", field, code, ...(message !== undefined && { message }) }]);

const TOO_LONG = invalid("body", "custom", "body is too long (maximum is 65536 characters)");

/** What each operation does. */
export const ROUTES: Readonly<Record<string, (call: Call) => Answer>> = {
  "users/get-authenticated": ({ by }) =>
    by.endsWith("[bot]")
      ? failure(403, "Resource not accessible by integration")
      : { status: 200, value: answers.ownAccount(by) },

  "pulls/get": (call) => withPull(call, (pull) => ({ status: 200, value: answers.pullRequest(call.state, pull) })),
  "pulls/update": (call) =>
    withPull(call, (pull) => {
      const { body } = call.body;
      if (typeof body === "string" && codePointsIn(body) > LONGEST_BODY) return TOO_LONG;
      if (typeof body === "string") pull.body = body;
      if (typeof call.body.title === "string") pull.title = call.body.title;
      if (call.body.state === "closed") pull.state = "closed";
      return { status: 200, value: answers.pullRequest(call.state, pull) };
    }),
  "pulls/list": (call) => {
    const { state, query } = call;
    const [owner, head] = (query.get("head") ?? "").split(":");
    const found = [...state.pulls.values()].filter(
      (pull) =>
        ["all", pull.state].includes(query.get("state") ?? "open") &&
        (query.get("base") ?? pull.branch) === pull.branch &&
        (!head || (pull.headBranch === head && pull.headRepository.startsWith(`${owner}/`))),
    );
    return paged(
      call,
      found.reverse().map((pull) => answers.listedPullRequest(state, pull)),
    );
  },
  "pulls/create": ({ state, by, body }) => {
    const [head, base] = [String(body.head), String(body.base)];
    const [from, onto] = [state.branches.get(head), state.branches.get(base)];
    const refused = (message: string): Answer =>
      failure(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
    if (from === undefined || onto === undefined)
      return failure(422, "Validation Failed", [
        { resource: "PullRequest", field: from === undefined ? "head" : "base", code: "invalid" },
      ]);
    const isThere = [...state.pulls.values()].some(
      (pull) =>
        pull.state === "open" &&
        pull.headBranch === head &&
        pull.headRepository === "equipweb/infra" &&
        pull.branch === base,
    );
    if (isThere) return refused(`A pull request already exists for equipweb:${head}.`);
    if (state.between(onto, from).length === 0) return refused(`No commits between ${base} and ${head}`);
    if (codePointsIn(String(body.body)) > LONGEST_BODY) return TOO_LONG;
    const pull = state.open(String(body.body), {
      number: state.nextNumber(),
      title: String(body.title),
      head: from,
      base: onto,
      branch: base,
      headBranch: head,
      author: by,
    });
    return { status: 201, value: answers.pullRequest(state, pull) };
  },
  "repos/list-pull-requests-associated-with-commit": (call) => {
    const { state, params } = call;
    const commit = params.commit_sha ?? "";
    const found = [...state.pulls.values()].filter(({ head, mergeCommit }) => [head, mergeCommit].includes(commit));
    return paged(
      call,
      found.map((pull) => answers.listedPullRequest(state, pull)),
    );
  },

  "actions/get-workflow-run": ({ state, params }) => {
    const id = Number(params.run_id);
    return state.runs.has(id) ? { status: 200, value: answers.workflowRun(id, state.attempts.get(id)) } : NOT_FOUND;
  },
  "actions/get-reviews-for-run": ({ state, params }) => {
    const reviews = state.runs.get(Number(params.run_id));
    return reviews === undefined ? NOT_FOUND : { status: 200, value: reviews.map(answers.runReview) };
  },

  "git/get-ref": ({ state, params }) => {
    const tag = /^tags\/(.*)$/.exec(params.ref ?? "")?.[1];
    if (tag !== undefined) {
      const found = state.tags.get(tag);
      return found === undefined ? NOT_FOUND : { status: 200, value: answers.tagReference(tag, found) };
    }
    const branch = params.ref?.replace(/^heads\//, "") ?? "";
    const commit = state.branches.get(branch);
    return commit === undefined ? NOT_FOUND : { status: 200, value: answers.reference(branch, commit) };
  },
  "git/create-ref": ({ state, body }) => {
    const tag = /^refs\/tags\/(.*)$/.exec(String(body.ref))?.[1];
    if (tag !== undefined) {
      if (state.tags.has(tag)) return failure(422, "Reference already exists");
      state.tags.set(tag, { commit: String(body.sha) });
      return { status: 201, value: answers.tagReference(tag, { commit: String(body.sha) }) };
    }
    const branch = String(body.ref).replace(/^refs\/heads\//, "");
    if (state.branches.has(branch)) return failure(422, "Reference already exists");
    if (!state.commits.has(String(body.sha))) return failure(422, "Object does not exist");
    state.branches.set(branch, String(body.sha));
    return { status: 201, value: answers.reference(branch, String(body.sha)) };
  },
  "git/delete-ref": ({ state, params }) =>
    state.branches.delete(params.ref?.replace(/^heads\//, "") ?? "")
      ? { status: 204 }
      : failure(422, "Reference does not exist"),
  "repos/compare-commits-with-basehead": ({ state, params, query }) => {
    const [base = "", head = ""] = (params.basehead ?? "").split("...").map((end) => state.branches.get(end) ?? end);
    if (!state.commits.has(base) || !state.commits.has(head)) return NOT_FOUND;
    const page = { number: Number(query.get("page") ?? 1), size: Number(query.get("per_page") ?? 250) };
    const isLast = page.number * page.size >= state.between(base, head).length;
    return {
      status: 200,
      value: answers.comparison(state, base, head, page),
      ...(!isLast && { headers: { link: '<https://api.github.com/next>; rel="next"' } }),
    };
  },
  "pulls/list-reviews": (call) =>
    withPull(call, ({ number, reviews }) =>
      paged(
        call,
        reviews.map((review) => answers.review(number, review)),
      ),
    ),

  ...issueRoutes({ paged, notFound: NOT_FOUND, tooLong: TOO_LONG }),
  ...releaseRoutes({ paged, notFound: NOT_FOUND, failure }),
  "issues/list-comments": (call) =>
    withPullOrIssue(call, ({ number }) =>
      paged(call, call.state.comments.filter((comment) => comment.number === number).map(answers.comment)),
    ),
  "issues/create-comment": (call) =>
    withPullOrIssue(call, ({ number }) => {
      const body = String(call.body.body);
      if (codePointsIn(body) > LONGEST_BODY) return TOO_LONG;
      return { status: 201, value: answers.comment(call.state.comment(number, body, call.by)) };
    }),
  "issues/update-comment": (call) =>
    withComment(call, (comment) => {
      const body = String(call.body.body);
      if (codePointsIn(body) > LONGEST_BODY) return TOO_LONG;
      Object.assign(comment, { body, updatedAt: call.state.now() });
      return { status: 200, value: answers.comment(comment) };
    }),
  "issues/delete-comment": (call) =>
    withComment(call, (comment) => {
      call.state.comments.splice(call.state.comments.indexOf(comment), 1);
      return { status: 204 };
    }),

  "issues/list-events": (call) => withPull(call, ({ events }) => paged(call, events.map(answers.event))),
  "issues/create-label": ({ state, body }) => {
    const name = String(body.name);
    const description = body.description === undefined ? null : String(body.description);
    if ([...state.labels.keys()].some((known) => known.toLowerCase() === name.toLowerCase()))
      return failure(422, "Validation Failed", [{ resource: "Label", code: "already_exists", field: "name" }]);
    if ((description ?? "").length > 100) return invalid("description", "custom", "description is too long");
    state.labels.set(name, { color: String(body.color ?? "ededed"), description });
    return { status: 201, value: answers.label(state, name) };
  },
  "issues/add-labels": (call) =>
    withPull(call, (pull) => {
      for (const name of call.body.labels as string[]) call.state.label(pull, name, call.by);
      return { status: 200, value: pull.labels.map((name) => answers.label(call.state, name)) };
    }),
  "issues/remove-label": (call) =>
    withPull(call, (pull) => {
      const name = call.params.name ?? "";
      if (!pull.labels.includes(name)) return failure(404, "Label does not exist");
      call.state.unlabel(pull, name, call.by);
      return { status: 200, value: pull.labels.map((label) => answers.label(call.state, label)) };
    }),

  "checks/list-for-ref": (call) => {
    const { state, params, query } = call;
    const all = state.checks
      .filter(({ commit, name }) => commit === params.ref && name === (query.get("check_name") ?? name))
      .reverse();
    const runs = query.get("filter") === "all" ? all : all.slice(0, 1);
    const { value, ...answer } = paged(call, runs.map(answers.checkRun));
    return { ...answer, value: { total_count: runs.length, check_runs: value } };
  },
  "checks/create": ({ state, by, body }) => {
    const check: CheckState = {
      id: state.nextId(),
      commit: String(body.head_sha),
      name: String(body.name),
      app: by.replace("[bot]", ""),
      externalId: "",
      status: "queued",
      conclusion: null,
      startedAt: state.now(),
      completedAt: null,
      output: { title: null, summary: null, text: null },
    };
    const fault = writeCheck(state, check, body);
    if (!fault) state.checks.push(check);
    return fault ?? { status: 201, value: answers.checkRun(check) };
  },
  "checks/update": ({ state, by, params, body }) => {
    const check = state.checks.find(({ id }) => String(id) === params.check_run_id);
    if (!check) return NOT_FOUND;
    if (by !== `${check.app}[bot]`)
      return failure(403, "Invalid app_id - check run can only be modified by the GitHub App that created it.");
    return writeCheck(state, check, body) ?? { status: 200, value: answers.checkRun(check) };
  },
};

/** Changes a check run as GitHub does; what it refuses, and then nothing is changed. */
function writeCheck(
  state: GitHubState,
  check: CheckState,
  body: Readonly<Record<string, unknown>>,
): Answer | undefined {
  const output = body.output as { title?: string; summary: string; text?: string } | undefined;
  for (const field of ["summary", "text"] as const) {
    if (Buffer.byteLength(output?.[field] ?? "") > LONGEST_CHECK_TEXT)
      return invalid(field, "custom", `${field} exceeds a maximum bytesize of 65535`);
  }
  if (body.status === "completed" && body.conclusion === undefined)
    return failure(422, 'Invalid request.\n\nNo subschema in "anyOf" matched.');
  if (body.external_id !== undefined) check.externalId = String(body.external_id);
  if (output) check.output = { title: output.title ?? null, summary: output.summary, text: output.text ?? null };
  if (body.conclusion !== undefined) {
    check.status = "completed";
    check.conclusion = String(body.conclusion);
    check.completedAt = body.completed_at === undefined ? state.now() : String(body.completed_at);
  } else if (body.status !== undefined) {
    Object.assign(check, { status: body.status, conclusion: null, completedAt: null });
  }
  return undefined;
}

function withPull(call: Call, answer: (pull: PullState) => Answer): Answer {
  const pull = call.state.pulls.get(Number(call.params.pull_number ?? call.params.issue_number));
  return pull ? answer(pull) : NOT_FOUND;
}

function withPullOrIssue(call: Call, answer: (found: { readonly number: number }) => Answer): Answer {
  const issue = call.state.issues.get(Number(call.params.issue_number));
  return issue ? answer(issue) : withPull(call, answer);
}

function withComment(call: Call, answer: (comment: CommentState) => Answer): Answer {
  const comment = call.state.comments.find(({ id }) => String(id) === call.params.comment_id);
  return comment ? answer(comment) : NOT_FOUND;
}

/** One page of a list, with the link to the next one. */
function paged({ query }: Call, items: readonly unknown[]): Answer {
  const [size, page] = [Number(query.get("per_page") ?? 30), Number(query.get("page") ?? 1)];
  const isLast = page * size >= items.length;
  const next = `<https://api.github.com/next?page=${page + 1}>; rel="next", <https://api.github.com/last>; rel="last"`;
  return {
    status: 200,
    value: items.slice((page - 1) * size, page * size),
    ...(!isLast && { headers: { link: next } }),
  };
}
