import { gitHubRepository } from "../../../adapters/github/repository";
import { BASE, HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";

let github: LocalGitHub;
const repository = () => gitHubRepository({ repository: "equipweb/infra", token: TOKEN, apiUrl: github.url, pace: 0 });

beforeEach(async () => {
  github = await localGitHub("Adds a queue.", TOKEN);
});
afterEach(() => github.close());

describe("a branch", () => {
  it.each(["dev", "back-merge/3f9c1e7", "teams#1 &?x"])("%j is at its commit", async (branch) => {
    const commit = github.state.commit(branch, "Add a queue");
    expect(await repository().branchHead(branch)).toBe(commit);
  });

  it("that there is none of has no commit", async () => {
    expect(await repository().branchHead("dev")).toBeUndefined();
  });

  it("is not taken for another one that GitHub answers with", async () => {
    github.state.branches.set("dev", BASE);
    const value = {
      ref: "refs/heads/develop",
      node_id: "x",
      url: "https://x",
      object: { type: "commit", sha: HEAD, url: "https://x" },
    };
    github.misbehave("git/get-ref", { answer: { status: 200, value } });
    await expect(repository().branchHead("dev")).rejects.toThrow(
      'could not read the branch "dev" of equipweb/infra: the answer is not what GitHub answers to this',
    );
  });

  it("of which GitHub does not tell is said, with the permission that is needed", async () => {
    const value = {
      message: "Resource not accessible by integration",
      documentation_url: "https://docs.github.com/rest",
    };
    github.misbehave("git/get-ref", { answer: { status: 403, value } });
    await expect(repository().branchHead("dev")).rejects.toThrow(
      'could not read the branch "dev" of equipweb/infra: GitHub answered 403: Resource not accessible by integration. The token may not do this: give the job the permission `contents: read`.',
    );
  });
});

describe("the pull requests whose merge made a commit", () => {
  const MERGED = { state: "closed", merged: true, mergeCommit: NEXT_HEAD } as const;
  const seven = { number: 7, head: HEAD, base: "dev" };

  it.each([
    ["a merge, a squash or a rebase", { ...MERGED }, [seven]],
    ["no pull request at all", { mergeCommit: null }, []],
    ["a merge for a try", { mergeCommit: NEXT_HEAD }, []],
    ["a merge for a try, of one that was closed", { state: "closed", mergeCommit: NEXT_HEAD }, []],
    // Somebody pushed it to a branch by hand: no merge made it, and nobody approved that.
    ["the head of one that was merged as another commit", { ...MERGED, head: NEXT_HEAD, mergeCommit: BASE }, []],
  ] as const)("are known: %s", async (_, settings, known) => {
    github.state.open("", settings);
    expect(await repository().mergedAs(NEXT_HEAD)).toEqual(known);
  });

  it("are all of them, when there are several", async () => {
    github.state.open("", MERGED);
    github.state.open("", { ...MERGED, number: 8, branch: "main", head: BASE });
    expect(await repository().mergedAs(NEXT_HEAD)).toEqual([seven, { number: 8, head: BASE, base: "main" }]);
  });

  it("are found before GitHub associates them with the commit", async () => {
    github.state.open("", MERGED);
    github.misbehave("repos/list-pull-requests-associated-with-commit", { answer: { status: 200, value: [] } });
    expect(await repository().mergedAs(NEXT_HEAD)).toEqual([seven]);
    expect(github.received.map(({ path }) => path)).toEqual([
      `/repos/equipweb/infra/commits/${NEXT_HEAD}/pulls?per_page=100&page=1`,
      "/repos/equipweb/infra/pulls?state=closed&sort=updated&direction=desc&per_page=100",
    ]);
  });
});
