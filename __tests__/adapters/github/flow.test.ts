import { gitHubRepository } from "../../../adapters/github/repository";
import { type LocalGitHub, localGitHub } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";

let github: LocalGitHub;
const repository = (patienceSeconds = 60) =>
  gitHubRepository({ repository: "equipweb/infra", token: TOKEN, apiUrl: github.url, pace: 0, patienceSeconds });
const pathsAsked = () => github.received.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
const DESCRIBED = { documentation_url: "https://docs.github.com/rest" };

beforeEach(async () => {
  github = await localGitHub("", TOKEN);
  github.state.pulls.clear();
});
afterEach(() => github.close());

describe("a comparison", () => {
  it("holds the commits of every page, oldest first, and the files", async () => {
    const { state } = github;
    const base = state.commit("dev", "Begin");
    state.commit("dev", "Rename it\n\nAnd say why.", ["b.yaml"]);
    const renamed = { filename: "c.yaml", status: "renamed", previous_filename: "a.yaml" } as const;
    const last = state.commit("dev", "Rename another");
    const { message = "", parents = [] } = state.commits.get(last) ?? {};
    state.commits.set(last, { message, parents, files: [renamed] });
    for (let index = 0; index < 150; index++) state.commit("dev", `Commit ${index}`);
    const head = state.branches.get("dev") ?? "";

    const { commits, files, isCut } = await repository().compare(base, head);
    expect(commits.slice(0, 3)).toEqual([
      { sha: expect.any(String), title: "Rename it", parents: [base] },
      { sha: last, title: "Rename another", parents: [expect.any(String)] },
      { sha: expect.any(String), title: "Commit 0", parents: [last] },
    ]);
    expect([commits.length, commits.at(-1)?.sha]).toEqual([152, head]);
    expect(files).toEqual([
      { path: "b.yaml", status: "modified" },
      { path: "c.yaml", status: "renamed", from: "a.yaml" },
    ]);
    expect(isCut).toBe(false);
    expect(pathsAsked()).toEqual([
      `GET /repos/equipweb/infra/compare/${base}...${head}?per_page=100&page=1`,
      `GET /repos/equipweb/infra/compare/${base}...${head}?per_page=100&page=2`,
    ]);
  });

  it("says when there may be more files than GitHub tells of", async () => {
    const base = github.state.commit("dev", "Begin");
    const head = github.state.commit(
      "dev",
      "Much",
      Array.from({ length: 300 }, (_, index) => `${index}.yaml`),
    );
    expect(await repository().compare(base, head)).toMatchObject({ isCut: true });
  });
});

describe("pull requests between branches", () => {
  const [HEAD, MADE] = ["3f9c1e7ab2d45806f1c9e0b7a8d6425310fedcba", "d0e1f2a3b4c5968778695a4b3c2d1e0f00112233"];

  beforeEach(() => {
    github.state.open("", { number: 7, title: "One", head: HEAD });
    github.state.open("", { number: 8, state: "closed", mergeCommit: MADE });
    github.state.open("", { number: 9, state: "closed", merged: true, mergeCommit: MADE });
    github.state.open("", { number: 10, headRepository: "mallory/infra" });
    github.state.open("", { number: 11, branch: "main" });
  });

  it("are told of this repository alone, and with what their merge made", async () => {
    expect(await repository().between("two-tasks", "dev")).toEqual([
      { number: 9, title: "Run two tasks of orders", state: "merged", branch: "two-tasks", head: HEAD, made: MADE },
      { number: 8, title: "Run two tasks of orders", state: "closed", branch: "two-tasks", head: HEAD },
      { number: 7, title: "One", state: "open", branch: "two-tasks", head: HEAD },
    ]);
    expect((await repository().openInto("dev")).map(({ number }) => number)).toEqual([7]);
    expect((await repository().lastClosed("dev")).map(({ number }) => number)).toEqual([9, 8]);
    expect(pathsAsked()).toEqual([
      "GET /repos/equipweb/infra/pulls?state=all&head=equipweb:two-tasks&base=dev&per_page=100&page=1",
      "GET /repos/equipweb/infra/pulls?state=open&base=dev&per_page=100&page=1",
      "GET /repos/equipweb/infra/pulls?state=closed&base=dev&sort=updated&direction=desc&per_page=100",
    ]);
  });

  it("are told apart from those of a fork that is gone", async () => {
    const [like] = (await (
      await fetch(`${github.url}/repos/equipweb/infra/pulls`, { headers: { authorization: `token ${TOKEN}` } })
    ).json()) as readonly { readonly head: object }[];
    const value = [{ ...like, head: { ...like?.head, repo: null } }];
    github.misbehave("pulls/list", { answer: { status: 200, value } });
    // GitHub's own description has it that a repository is always there; it is not.
    await expect(repository().openInto("dev")).resolves.toEqual([]);
    await expect(github.close()).rejects.toThrow("/0/head/repo must be object");
    github = await localGitHub("", TOKEN);
  });

  it("are opened and closed", async () => {
    const { state } = github;
    state.branches.set("main", state.commit("dev", "Begin"));
    state.commit("dev", "Add a queue");
    const opened = { title: "Release", body: "All of it.\r\n", head: "dev", base: "main" };
    expect(await repository().openPullRequest(opened)).toEqual({ done: 12 });
    expect(state.pulls.get(12)).toMatchObject({
      title: "Release",
      body: "All of it.\r\n",
      branch: "main",
      state: "open",
    });
    await repository().closePullRequest(12);
    await repository().closePullRequest(12);
    expect(state.pulls.get(12)).toMatchObject({ state: "closed", merged: false, body: "All of it.\r\n" });
  });

  it("that GitHub does not open are told of, with its reason; one that may have been opened is not opened again", async () => {
    const { state } = github;
    state.branches.set("main", state.commit("dev", "Begin"));
    const opened = { title: "Release", body: "", head: "dev", base: "main" };
    expect(await repository().openPullRequest(opened)).toEqual({
      refused:
        'could not open a pull request from "dev" into "main" of equipweb/infra: GitHub answered 422: Validation Failed (No commits between main and dev)',
    });
    state.commit("dev", "Add a queue");
    github.misbehave("pulls/create", { answer: "reset", isDone: true });
    expect(await repository().openPullRequest(opened)).toEqual({ unsure: expect.stringContaining("could not open") });
    expect(github.asked().filter((asked) => asked === "pulls/create")).toHaveLength(2);
    github.misbehave("pulls/create", {
      answer: { status: 403, value: { message: "Resource not accessible by integration", ...DESCRIBED } },
    });
    await expect(repository().openPullRequest(opened)).rejects.toThrow(
      "give the job the permission `pull-requests: write`",
    );
  });
});

describe("whether there is a conflict", () => {
  it.each([
    ["none", true],
    ["one", false],
  ])("is known at once: %s", async (_, mergeable) => {
    github.state.open("", { mergeable });
    expect(await repository().isMergeable(7)).toBe(mergeable);
    expect(github.received).toHaveLength(1);
  });

  it("is asked five times, as GitHub finds out when it is asked, and for as long as there is patience", async () => {
    github.state.open("", { mergeable: null });
    expect(await repository().isMergeable(7)).toBeUndefined();
    expect(github.received).toHaveLength(5);
    expect(await repository(2).isMergeable(7)).toBeUndefined();
    expect(github.received).toHaveLength(7);
  });
});

describe("branches", () => {
  it("are made and deleted once; what is there, or gone, is no error", async () => {
    const { state } = github;
    const [first, second] = [state.commit("dev", "Begin"), state.commit("dev", "Go on")];
    await repository().createBranch("back-merge/3f9c1e7", first);
    await repository().createBranch("back-merge/3f9c1e7", second);
    expect(state.branches.get("back-merge/3f9c1e7")).toBe(first);
    await repository().deleteBranch("back-merge/3f9c1e7");
    await repository().deleteBranch("back-merge/3f9c1e7");
    expect([...state.branches.keys()]).toEqual(["dev"]);
  });

  it("need a permission, which is named", async () => {
    const value = { message: "Resource not accessible by integration", ...DESCRIBED };
    github.misbehave("git/create-ref", { answer: { status: 403, value } });
    await expect(repository().createBranch("x", "3f9c1e7ab2d45806f1c9e0b7a8d6425310fedcba")).rejects.toThrow(
      'could not make the branch "x" of equipweb/infra: GitHub answered 403: Resource not accessible by integration. The token may not do this: give the job the permission `contents: write`.',
    );
  });
});
