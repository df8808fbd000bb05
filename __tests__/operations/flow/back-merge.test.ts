import { backMerge } from "../../../operations/flow/back-merge";
import type { LocalGitHub, PullState } from "../../support/github";
import { APP, flowGitHub, gitFlow, merge, mergePull, writes } from "./support";

let github: LocalGitHub;
const run = () => backMerge(flowGitHub(github), { from: "main", to: "dev" });
const pullOf = (number: number): PullState => {
  const pull = github.state.pulls.get(number);
  if (!pull) throw new Error(`there is no pull request ${number}`);
  return pull;
};
/** The branch of a back-merge of what `main` is at. */
const branchNow = (): string => `back-merge/${github.state.branches.get("main")?.slice(0, 7)}`;

beforeEach(async () => {
  github = await gitFlow();
});
afterEach(() => github.close());

describe("a back-merge", () => {
  it("is not opened when dev has everything", async () => {
    mergePull(github.state, "dev", 20, "Add a queue");
    expect(await run()).toEqual({ state: "not-needed", closed: [] });
    expect(writes(github)).toEqual([]);
  });

  it("of a hotfix is opened once, from a branch of its own, and says what it brings", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    expect(await run()).toEqual({ state: "opened", number: 21, isMergeable: true, closed: [] });
    const branch = branchNow();
    expect(pullOf(21)).toMatchObject({
      title: "Bring main back to dev",
      headBranch: branch,
      branch: "dev",
      author: APP,
    });
    expect(state.branches.get(branch)).toBe(state.branches.get("main"));
    expect(pullOf(21).body).toBe(`<!-- infra:flow:begin -->
## Back-merge of <code>main</code> to <code>dev</code>

<code>main</code> has 2 commits that <code>dev</code> lacks, up to ${branch.slice(11)}. Until <code>dev</code> has them, nothing more can be released. Merge it as a merge commit, not squashed: what is squashed appears as a difference between the branches for ever.

- #20 <code>Mend the load balancer</code>

<!-- infra:flow:end -->`);

    const begun = github.received.length;
    expect(await run()).toEqual({ state: "unchanged", number: 21, isMergeable: true, closed: [] });
    expect(writes(github, begun)).toEqual([]);
  });

  it("says a conflict with the commands that resolve it, merges nothing, and takes it back when it is resolved", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    await run();
    const pull = pullOf(21);
    const [head, dev] = [state.branches.get(pull.headBranch), state.branches.get("dev")];
    const mergeable = pull.body;
    Object.assign(pull, { mergeable: false, body: `Mine.\r\n${pull.body}\r\nAlso mine.` });
    expect(await run()).toEqual({ state: "updated", number: 21, isMergeable: false, closed: [] });
    expect(pull.body).toContain(`
> [!CAUTION]
> **It conflicts with <code>dev</code>.** Nothing was merged. Until somebody resolves it on its branch, GitHub runs no workflow here, so no plan is shown:

\`\`\`sh
git fetch origin
git switch ${pull.headBranch}
git merge origin/dev   # names the files: mend them, git add them, git commit
git push origin ${pull.headBranch}
\`\`\`
`);
    expect([state.branches.get(pull.headBranch), state.branches.get("dev")]).toEqual([head, dev]);

    pull.mergeable = true;
    expect(await run()).toMatchObject({ state: "updated", isMergeable: true });
    expect(pull.body).toBe(`Mine.\r\n${mergeable}\r\nAlso mine.`);
  });

  it("waits until GitHub knows whether there is a conflict, and says when it does not get to know", async () => {
    mergePull(github.state, "main", 20, "Mend the load balancer");
    await run();
    const pull = pullOf(21);
    pull.mergeable = null;
    let asked = 0;
    const before = () => {
      asked += 1;
      if (asked === 3) pull.mergeable = false;
    };
    github.misbehave("pulls/get", { times: 4, before });
    expect(await run()).toMatchObject({ isMergeable: false });

    pull.mergeable = null;
    expect(await run()).toMatchObject({ state: "updated", isMergeable: undefined });
    expect(pull.body).toContain(
      "GitHub does not say yet whether it conflicts with <code>dev</code>; the end of this page does.",
    );
  });

  it("is closed by itself, with its branch, when dev has everything by another way", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    await run();
    const branch = branchNow();
    state.commit("dev", "Bring main back by hand", [], ["main"]);
    expect(await run()).toEqual({ state: "not-needed", closed: [21] });
    expect(pullOf(21)).toMatchObject({ state: "closed", merged: false });
    expect(pullOf(21).body).toContain("Closed by itself: <code>dev</code> has everything that <code>main</code> has.");
    expect(state.branches.has(branch)).toBe(false);
    const begun = github.received.length;
    expect(await run()).toEqual({ state: "not-needed", closed: [] });
    expect(writes(github, begun)).toEqual([]);
  });

  it("that was merged needs nothing more", async () => {
    mergePull(github.state, "main", 20, "Mend the load balancer");
    await run();
    merge(github.state, pullOf(21));
    expect(await run()).toEqual({ state: "not-needed", closed: [] });
  });

  it("of a newer commit takes the place of an older one", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    await run();
    const older = branchNow();
    mergePull(state, "main", 22, "Mend it once more");
    expect(await run()).toEqual({ state: "opened", number: 23, isMergeable: true, closed: [21] });
    expect(pullOf(21).body).toContain("Closed by itself: #23 brings this, and more.");
    expect([state.branches.has(older), pullOf(21).state, pullOf(23).state]).toEqual([false, "closed", "open"]);
    expect(pullOf(23).body).toContain(
      "- #22 <code>Mend it once more</code>\n- #20 <code>Mend the load balancer</code>",
    );
  });

  it("to which somebody added is never closed, nor is its branch deleted", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    await run();
    const older = branchNow();
    const resolved = state.commit(older, "Resolve the conflict", ["stacks/index.ts"], ["dev"]);
    mergePull(state, "main", 22, "Mend it once more");
    expect(await run()).toEqual({ state: "opened", number: 23, isMergeable: true, closed: [] });
    expect(pullOf(23).body).toContain(
      "> #21 is an older one to which somebody added commits: merge it first, or close it.",
    );
    state.commit("dev", "Bring main back by hand", [], ["main"]);
    expect(await run()).toEqual({ state: "not-needed", closed: [23] });
    expect([pullOf(21).state, state.branches.get(older)]).toEqual(["open", resolved]);
  });

  it("that somebody closed is not opened again", async () => {
    mergePull(github.state, "main", 20, "Mend the load balancer");
    await run();
    pullOf(21).state = "closed";
    const begun = github.received.length;
    expect(await run()).toEqual({ state: "refused", number: 21, closed: [] });
    expect(writes(github, begun)).toEqual([]);
  });

  it("that was squashed is needed once more", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    await run();
    const pull = pullOf(21);
    state.branches.delete(pull.headBranch);
    Object.assign(pull, { state: "closed", merged: true, mergeCommit: state.commit("dev", "Bring main back (#21)") });
    expect(await run()).toMatchObject({ state: "opened", number: 22 });
  });

  it("leaves pull requests of forks and of others alone", async () => {
    const { state } = github;
    state.open("", { number: 30, headBranch: "back-merge/1234567", headRepository: "mallory/infra" });
    state.open("", { number: 31, headBranch: "back-to-work" });
    expect(await run()).toEqual({ state: "not-needed", closed: [] });
    mergePull(state, "main", 20, "Mend the load balancer");
    state.open("", { number: 32, headBranch: branchNow(), headRepository: "mallory/infra" });
    expect(await run()).toMatchObject({ state: "opened", number: 33, closed: [] });
  });
});

describe("two runs at once", () => {
  it("open one pull request", async () => {
    mergePull(github.state, "main", 20, "Mend the load balancer");
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ state }) => state).sort()).toEqual(["opened", "unchanged"]);
    expect([...github.state.pulls.values()].filter(({ state }) => state === "open")).toHaveLength(1);
  });

  it("leave the one of the newest commit, whichever is later", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    github.misbehave("pulls/create", { before: () => mergePull(state, "main", 30, "Mend it once more") });
    expect(await run()).toMatchObject({ state: "opened", number: 32, closed: [31] });
    expect([...state.pulls.values()].filter((pull) => pull.state === "open").map(({ number }) => number)).toEqual([32]);
  });

  it("go on where one was killed after it made the branch", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    state.branches.set(branchNow(), state.branches.get("main") ?? "");
    expect(await run()).toMatchObject({ state: "opened", number: 21 });
  });
});

describe("a back-merge is refused", () => {
  it("when a branch of its name holds something else", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    state.branches.set(branchNow(), state.branches.get("dev") ?? "");
    await expect(run()).rejects.toThrow(
      `the branch "${branchNow()}" does not hold commit ${state.branches.get("main")}, which it is named after; delete it, then run this again`,
    );
  });

  it("with the command that goes on, when GitHub makes no branch", async () => {
    const { state } = github;
    mergePull(state, "main", 20, "Mend the load balancer");
    const value = { message: "Reference update failed", documentation_url: "https://docs.github.com/rest" };
    github.misbehave("git/create-ref", { answer: { status: 422, value } });
    await expect(run()).rejects.toThrow(
      `push it yourself, then run this again: git push origin ${state.branches.get("main")}:refs/heads/${branchNow()}`,
    );
  });
});
