import { gitHubRepository } from "../../../adapters/github/repository";
import type { GitHubRepository } from "../../../adapters/github/settings";
import type { CheckChange } from "../../../operations/report/pull-request/ports";
import { BASE, HEAD, type LocalGitHub, localGitHub } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";
const CHECK: CheckChange = {
  externalId: "infra:sha256:00",
  status: "in_progress",
  output: { title: "Planning", summary: "The plan is being made.", text: "" },
};

let github: LocalGitHub;

/** Waits for nothing. */
const repository = (settings: Partial<GitHubRepository> = {}) =>
  gitHubRepository({ repository: "equipweb/infra", token: TOKEN, apiUrl: github.url, pace: 0, ...settings });

/** What a promise is rejected with; fails the test when it is not. */
const messageOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (value) => `no error: ${JSON.stringify(value)}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );

beforeEach(async () => {
  github = await localGitHub("Adds a queue.\r\n", TOKEN);
});
afterEach(() => github.close());

describe("a pull request", () => {
  it("is read as it is, line ends included", async () => {
    github.state.label(github.pull, "size: S", "mara");
    expect(await repository().pullRequest(7)).toEqual({
      number: 7,
      body: "Adds a queue.\r\n",
      state: "open",
      head: HEAD,
      base: { branch: "dev", commit: BASE },
      author: { login: "mara", isBot: false },
      labels: ["size: S"],
    });
  });

  it.each([
    ["open", {}, "open"],
    ["a draft", { draft: true }, "open"],
    ["closed", { state: "closed" as const }, "closed"],
    ["merged", { state: "closed" as const, merged: true }, "merged"],
  ])("that is %s is known as such", async (_, settings, state) => {
    github.state.open("", { number: 8, ...settings });
    expect((await repository().pullRequest(8)).state).toBe(state);
  });

  it("without a text has an empty one", async () => {
    github.pull.body = null;
    expect((await repository().pullRequest(7)).body).toBe("");
  });

  it("has its text written, and nothing else", async () => {
    const attempt = await repository().writeBody(7, "Adds two queues.\r\n");
    expect(attempt).toMatchObject({ done: { body: "Adds two queues.\r\n", head: HEAD } });
    expect(github.body()).toBe("Adds two queues.\r\n");
    expect(github.received).toEqual([
      {
        method: "PATCH",
        path: "/repos/equipweb/infra/pulls/7",
        authorization: `token ${TOKEN}`,
        body: { body: "Adds two queues.\r\n" },
        operation: "pulls/update",
      },
    ]);
  });
});

describe("comments", () => {
  it("are read from every page, oldest first", async () => {
    for (let number = 1; number <= 230; number++) github.state.comment(7, `Comment ${number}`, "mara");
    github.state.comment(9, "Of another one", "mara");
    const comments = await repository().comments(7);
    expect(comments.map(({ body }) => body)).toEqual(Array.from({ length: 230 }, (_, index) => `Comment ${index + 1}`));
    expect(github.received.map(({ path }) => new URL(path, github.url).search)).toEqual([
      "?per_page=100&page=1",
      "?per_page=100&page=2",
      "?per_page=100&page=3",
    ]);
  });

  it("are made, changed and deleted", async () => {
    const attempt = await repository().createComment(7, "one");
    if (!("done" in attempt)) throw new Error(attempt.unsure);
    const { id, url } = attempt.done;
    const author = { login: "github-actions[bot]", isBot: true };
    expect(attempt).toEqual({ done: { id, body: "one", author, url } });
    expect(url).toBe(`https://github.com/equipweb/infra/pull/7#issuecomment-${id}`);
    expect(await repository().updateComment(id, "two")).toEqual({ id, body: "two", author, url });
    await repository().deleteComment(id);
    expect(github.state.comments).toEqual([]);
  });

  it("that are gone need not be deleted", async () => {
    await expect(repository().deleteComment(404)).resolves.toBeUndefined();
  });
});

describe("the account of the token", () => {
  it("is the one of the app whose token may not ask, and is asked for once", async () => {
    const actions = repository();
    expect(await actions.login()).toBe("github-actions[bot]");
    expect(await actions.login()).toBe("github-actions[bot]");
    expect(await repository({ app: "infra-plans" }).login()).toBe("infra-plans[bot]");
    expect(github.asked()).toEqual(["users/get-authenticated", "users/get-authenticated"]);
  });

  it("is a person's own", async () => {
    await github.close();
    github = await localGitHub("", TOKEN, "mara");
    expect(await repository().login()).toBe("mara");
  });

  it("is not taken for an app's when it is refused for the number of requests", async () => {
    const answer = {
      status: 403,
      value: { message: "API rate limit exceeded" },
      headers: { "x-ratelimit-remaining": "0" },
    };
    github.misbehave("users/get-authenticated", { times: 9, answer });
    expect(await messageOf(repository({ patienceSeconds: 0 }).login())).toContain("GitHub limits the rate of requests");
  });
});

describe("labels", () => {
  const look = { name: "plan: destroy", color: "d73a4a", description: "The plan destroys or replaces something." };

  it("are made once, put on and taken off", async () => {
    await repository().createLabel(look);
    await repository().createLabel({ ...look, color: "000000" });
    expect([...github.state.labels]).toEqual([
      ["plan: destroy", { color: "d73a4a", description: "The plan destroys or replaces something." }],
    ]);
    await repository().addLabels(7, ["plan: destroy"]);
    expect(github.pull.labels).toEqual(["plan: destroy"]);
    await repository().removeLabel(7, "plan: destroy");
    await repository().removeLabel(7, "plan: destroy");
    expect(github.pull.labels).toEqual([]);
  });

  it("tell who put them on and took them off, and when", async () => {
    github.state.label(github.pull, "plan: confirmed", "mara");
    github.state.unlabel(github.pull, "plan: confirmed", "dependabot[bot]");
    const [on, off] = github.pull.events.map(({ at }) => at);
    expect(await repository().labelEvents(7)).toEqual([
      { kind: "labeled", label: "plan: confirmed", actor: { login: "mara", isBot: false }, at: on },
      { kind: "unlabeled", label: "plan: confirmed", actor: { login: "dependabot[bot]", isBot: true }, at: off },
    ]);
  });
});

describe("reviews", () => {
  it("tell who gave them on what, and whether it is a member", async () => {
    for (const association of ["OWNER", "MEMBER", "COLLABORATOR", "CONTRIBUTOR", "NONE"])
      github.state.review(github.pull, "APPROVED", "noor", association);
    const [at] = github.pull.reviews.map((review) => review.at);
    const reviews = await repository().reviews(7);
    expect(reviews[0]).toEqual({
      state: "APPROVED",
      commit: HEAD,
      author: { login: "noor", isBot: false },
      isMember: true,
      at,
    });
    expect(reviews.map(({ isMember }) => isMember)).toEqual([true, true, true, false, false]);
  });
});

describe("check runs", () => {
  it("are made, changed and found by commit and name, later ones of the same name included", async () => {
    const attempt = await repository().createCheckRun(HEAD, "plan", CHECK);
    if (!("done" in attempt)) throw new Error(attempt.unsure);
    const made = {
      id: attempt.done.id,
      isOurs: true,
      externalId: "infra:sha256:00",
      status: "in_progress",
      conclusion: undefined,
      completedAt: undefined,
      output: { title: "Planning", summary: "The plan is being made.", text: "" },
      url: `https://github.com/equipweb/infra/runs/${attempt.done.id}`,
    };
    expect(attempt.done).toEqual(made);
    github.state.checks.push({ ...(github.state.checks[0] as object), id: 9, app: "another" } as never);

    const completed = await repository().updateCheckRun(made.id, {
      ...CHECK,
      status: "completed",
      conclusion: "action_required",
      completedAt: "2026-03-02T09:30:00Z",
    });
    expect(completed).toEqual({
      ...made,
      status: "completed",
      conclusion: "action_required",
      completedAt: "2026-03-02T09:30:00Z",
    });
    expect(await repository().checkRuns(HEAD, "plan")).toEqual([
      { ...made, id: 9, isOurs: false, url: expect.any(String) },
      completed,
    ]);
    expect(await repository().checkRuns(HEAD, "another")).toEqual([]);
    expect(await repository().checkRuns(BASE, "plan")).toEqual([]);
  });
});

describe("what GitHub refuses", () => {
  const refused = (status: number, message: string, extra: object = {}) => ({
    answer: { status, value: { message, documentation_url: "https://docs.github.com/rest", ...extra } },
  });

  it.each([
    [
      "a token that is not valid",
      refused(401, "Bad credentials"),
      "could not read pull request 7 of equipweb/infra: GitHub answered 401: Bad credentials. The token is not valid, or not any more. In a workflow, pass it the job's own: github.token.",
    ],
    [
      "a token that may not",
      refused(403, "Resource not accessible by integration"),
      "could not read pull request 7 of equipweb/infra: GitHub answered 403: Resource not accessible by integration. The token may not do this: give the job the permission `pull-requests: read`.",
    ],
    [
      "a conflict",
      refused(409, "Conflict"),
      "could not read pull request 7 of equipweb/infra: GitHub answered 409: Conflict. Somebody else changed it at the same time. Run this again.",
    ],
    [
      "what was deleted",
      refused(410, "This issue was deleted"),
      "could not read pull request 7 of equipweb/infra: GitHub answered 410: This issue was deleted. It was deleted, or is switched off in this repository.",
    ],
    [
      "a request that is not valid",
      refused(422, "Validation Failed", {
        errors: [{ resource: "Issue", code: "custom", field: "body", message: "body is too long" }, "and more"],
      }),
      "could not read pull request 7 of equipweb/infra: GitHub answered 422: Validation Failed (body body is too long; and more)",
    ],
  ])("is said, with what to do: %s", async (_, how, message) => {
    github.misbehave("pulls/get", how);
    expect(await messageOf(repository().pullRequest(7))).toBe(`GitHubError: ${message}`);
    expect(github.received).toHaveLength(1);
  });

  it("names what does not exist, and the permission of each request", async () => {
    expect(await messageOf(repository().pullRequest(8))).toBe(
      "GitHubError: could not read pull request 8 of equipweb/infra: GitHub answered 404: Not Found. There is none, or the token may not see it: the job needs the permission `pull-requests: read`.",
    );
    github.misbehave("checks/create", refused(403, "Resource not accessible by integration"));
    expect(await messageOf(repository().createCheckRun(HEAD, "plan", CHECK))).toBe(
      'GitHubError: could not make the check run "plan" of commit 3f9c1e7 of equipweb/infra: GitHub answered 403: Resource not accessible by integration. The token may not do this: give the job the permission `checks: write`.',
    );
  });

  it("is repeated on one line, without the token, and not at any length", async () => {
    const message = `a\u001b[31m\n${TOKEN}\u202e ${"x".repeat(400)}`;
    github.misbehave("pulls/get", refused(403, message));
    const said = await messageOf(repository().pullRequest(7));
    expect(said).toContain("GitHub answered 403: a\\u001b[31m\\n***\\u202e xxx");
    expect(said).not.toContain(TOKEN);
    expect(said.length).toBeLessThan(500);
  });
});

describe("trouble", () => {
  const trouble = { answer: { status: 502, value: { message: "Server Error" } } };
  const limited = (headers: Readonly<Record<string, string>>, message = "API rate limit exceeded", status = 403) => ({
    answer: { status, value: { message }, headers },
  });
  const soon = () => ({
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 20),
  });

  it.each([
    ["of a server, twice", () => ({ times: 2, ...trouble }), 3],
    ["of a connection, twice", () => ({ times: 2, answer: "reset" as const }), 3],
    ["of rates, until they are reset", () => limited(soon()), 2],
    ["of rates, twice", () => ({ times: 2, ...limited(soon()) }), 3],
    ["of rates, as 429", () => limited(soon(), "Too many requests", 429), 2],
    [
      "of secondary rates, for as long as GitHub says",
      () => limited({ "retry-after": "5" }, "You have exceeded a secondary rate limit. Please wait."),
      2,
    ],
    [
      "of secondary rates, for a minute when GitHub says nothing",
      () => limited({}, "You have exceeded a secondary rate limit. Please wait."),
      2,
    ],
  ])("is waited for when it is one %s", async (_, how, requests) => {
    github.misbehave("pulls/get", how());
    expect((await repository().pullRequest(7)).body).toBe("Adds a queue.\r\n");
    expect(github.received).toHaveLength(requests);
  });

  it.each([
    [
      "a server that stays broken",
      () => ({ times: 9, ...trouble }),
      3,
      "GitHub answered 502: Server Error. GitHub has trouble.",
    ],
    [
      "a connection that stays so",
      () => ({ times: 9, answer: "reset" as const }),
      3,
      "Run this again; if it stays so, look at",
    ],
    [
      "a limit for longer than is waited",
      () => limited({ "retry-after": "61" }, "You have exceeded a secondary rate limit"),
      1,
      "GitHub limits the rate of requests, for longer than is waited here.",
    ],
    [
      "a limit until in an hour",
      () =>
        limited({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 3600) }),
      1,
      "GitHub limits the rate of requests, for longer than is waited here.",
    ],
  ])("is not waited for without end: %s", async (_, how, requests, message) => {
    github.misbehave("pulls/get", how());
    expect(await messageOf(repository().pullRequest(7))).toContain(message);
    expect(github.received).toHaveLength(requests);
  });

  it("is waited for in all for as long as there is patience", async () => {
    const patient = repository({ patienceSeconds: 12 });
    const wait = limited({ "retry-after": "5" }, "secondary rate limit");
    github.misbehave("pulls/get", { times: 2, ...wait });
    await patient.pullRequest(7);
    github.misbehave("pulls/get", wait);
    expect(await messageOf(patient.pullRequest(7))).toContain("for longer than is waited here");
  });

  it("ends with the time that an answer may take, at each try", async () => {
    github.misbehave("pulls/get", { times: 9, answer: "never" });
    expect(await messageOf(repository({ timeoutSeconds: 0.05 }).pullRequest(7))).toBe(
      "GitHubError: could not read pull request 7 of equipweb/infra: there was no answer within 0.05 seconds. Run this again; if it stays so, look at https://www.githubstatus.com.",
    );
    expect(github.received).toHaveLength(3);
  });

  it.each([
    ["an answer that ends in the middle", "pulls/get", { answer: "truncated" as const }],
    ["a page", "pulls/get", { answer: "page" as const }],
    ["another pull request", "pulls/get", { before: () => void Object.assign(github.pull, { number: 9 }) }],
    ["a list that ends in the middle", "issues/list-comments", { answer: "truncated" as const }],
    ["a page for a list", "issues/list-comments", { answer: "page" as const }],
  ])("is said to be no answer: %s", async (_, operation, how) => {
    github.misbehave(operation, how);
    const wrong = operation === "pulls/get" ? repository().pullRequest(7) : repository().comments(7);
    expect(await messageOf(wrong)).toMatch(
      /^GitHubError: could not read .*: the answer is not what GitHub answers to this$/,
    );
  });
});

describe("a write that must not be repeated unread", () => {
  const writes: readonly (readonly [string, () => Promise<unknown>, () => unknown])[] = [
    ["pulls/update", () => repository().writeBody(7, "new"), () => github.body()],
    ["issues/create-comment", () => repository().createComment(7, "new"), () => github.state.comments.length],
    ["checks/create", () => repository().createCheckRun(HEAD, "plan", CHECK), () => github.state.checks.length],
  ];

  it.each(writes)("is unsure after a broken answer: %s", async (operation, write) => {
    for (const answer of ["reset", "truncated", "page"] as const) {
      github.misbehave(operation, { answer });
      expect(Object.keys((await write()) as object)).toEqual(["unsure"]);
    }
    github.misbehave(operation, { answer: { status: 500, value: { message: "Server Error" } } });
    expect(await write()).toEqual({ unsure: expect.stringContaining("GitHub answered 500: Server Error") });
    expect(github.received).toHaveLength(4);
  });

  it.each(writes)("is not repeated after a limit of rates, but waited for: %s", async (operation, write, held) => {
    const before = held();
    const headers = { "retry-after": "30" };
    github.misbehave(operation, { answer: { status: 403, value: { message: "secondary rate limit" }, headers } });
    expect(await write()).toEqual({ unsure: expect.stringContaining("GitHub answered 403: secondary rate limit") });
    expect(github.received).toHaveLength(1);
    expect(held()).toEqual(before);
  });

  it.each(writes)("fails at once when GitHub refuses: %s", async (operation, write) => {
    github.misbehave(operation, {
      answer: { status: 422, value: { message: "Validation Failed", documentation_url: "" } },
    });
    expect(await messageOf(write())).toContain("GitHub answered 422: Validation Failed");
  });

  it("fails when there is no patience left", async () => {
    github.misbehave("pulls/update", { answer: "reset" });
    expect(await messageOf(repository({ patienceSeconds: 0 }).writeBody(7, "new"))).toContain(
      "could not write pull request 7",
    );
  });
});

describe("a repository", () => {
  it.each(["o/r/x", "o/../r", "o/..", "bad", "o/", "/r", "o /r"])("named %s is asked for nowhere", (name) => {
    expect(() => repository({ repository: name })).toThrow(`the repository is "${name}"; use owner/name`);
  });

  it("never shows a token, also one that cannot be used", () => {
    expect(() => repository({ token: "ab\nc" })).toThrow(
      /^the token holds blanks, line breaks or other signs that no token has$/,
    );
  });

  it("is written to by an app that has a short name", () => {
    expect(() => repository({ app: "Infra Plans[bot]" })).toThrow(
      'the app is "Infra Plans[bot]"; use its short name, as in github.com/apps/NAME',
    );
  });

  it("has an address", () => {
    expect(() => repository({ apiUrl: "foo" })).toThrow('the address of GitHub\'s API is "foo"');
  });
});
