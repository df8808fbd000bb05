import { gitHubRepository } from "../../../adapters/github/repository";
import type { FlowGitHub } from "../../../operations/flow/ports";
import { type GitHubState, type LocalGitHub, localGitHub, type PullState } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";
export const APP = "equipweb-flow[bot]";

/** A GitHub on this machine, of an organisation whose branches `dev` and `main` are at one commit. */
export async function gitFlow(): Promise<LocalGitHub> {
  const github = await localGitHub("", TOKEN, APP);
  const { state } = github;
  state.pulls.clear();
  state.branches.set("main", state.commit("dev", "Begin"));
  return github;
}

export const flowGitHub = ({ url }: LocalGitHub): FlowGitHub =>
  gitHubRepository({ repository: "equipweb/infra", token: TOKEN, apiUrl: url, pace: 0 });

/** Somebody merges a pull request with one commit into a branch. */
export function mergePull(
  state: GitHubState,
  branch: string,
  number: number,
  title: string,
  files: readonly string[] = ["stacks/service-stack.ts"],
): PullState {
  const work = `work-${number}`;
  state.branches.set(work, state.branches.get(branch) ?? "");
  const head = state.commit(work, `${title}, in one commit`, files);
  const made = state.commit(branch, `${title} (#${number})`, [], [work]);
  return state.open("", {
    number,
    title,
    branch,
    headBranch: work,
    head,
    state: "closed",
    merged: true,
    mergeCommit: made,
  });
}

/** Somebody merges an open pull request as a merge commit; GitHub then deletes its branch. */
export function merge(state: GitHubState, pull: PullState): string {
  const made = state.commit(pull.branch, `${pull.title} (#${pull.number})`, [], [pull.headBranch]);
  Object.assign(pull, { state: "closed", merged: true, mergeCommit: made, head: state.branches.get(pull.headBranch) });
  if (!["dev", "main"].includes(pull.headBranch)) state.branches.delete(pull.headBranch);
  return made;
}

/** What changes something, by GitHub's own names. */
export const writes = (github: LocalGitHub, since = 0): readonly string[] =>
  github.received
    .slice(since)
    .filter(({ method }) => method !== "GET")
    .map(({ operation }) => operation);
