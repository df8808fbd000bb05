import type { BranchPullRequest, Commit } from "../../../operations/flow/ports";
import { stepsOf } from "../../../operations/flow/steps";

const commit = (sha: string, ...parents: readonly string[]): Commit => ({ sha, title: `Commit ${sha}`, parents });
const pull = (number: number, made: string, state: BranchPullRequest["state"] = "merged"): BranchPullRequest => ({
  number,
  title: `Pull request ${number}`,
  state,
  branch: "work",
  head: "w",
  made,
});

describe("what came to a branch", () => {
  it.each<[string, readonly Commit[], readonly BranchPullRequest[], readonly string[]]>([
    ["nothing", [], [], []],
    ["commits, newest first", [commit("a", "0"), commit("b", "a")], [], ["b: Commit b", "a: Commit a"]],
    ["a squashed pull request", [commit("b", "0")], [pull(5, "b")], ["b: #5 Pull request 5"]],
    [
      "a merged pull request, without the commits that it brought",
      [commit("w1", "0"), commit("w2", "w1"), commit("b", "0", "w2")],
      [pull(5, "b")],
      ["b: #5 Pull request 5"],
    ],
    [
      "a back-merge, without what it brought back",
      [commit("m", "0"), commit("a", "0"), commit("b", "a", "m")],
      [],
      ["b: Commit b", "a: Commit a"],
    ],
    [
      "a pull request that was closed, and so brought nothing",
      [commit("b", "0")],
      [pull(5, "b", "closed")],
      ["b: Commit b"],
    ],
    ["an answer that goes round", [commit("a", "b"), commit("b", "a")], [], ["b: Commit b", "a: Commit a"]],
  ])("is %s", (_, commits, pulls, expected) => {
    const steps = stepsOf(commits, "b", pulls);
    expect(
      steps.map(({ commit: sha, number, title }) => `${sha}: ${number === undefined ? "" : `#${number} `}${title}`),
    ).toEqual(expected);
  });
});
