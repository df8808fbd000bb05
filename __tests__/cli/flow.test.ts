import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsJob, JOB_TOKEN } from "../support/actions-job";
import { type LocalGitHub, localGitHub } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";

let folder: string;
let github: LocalGitHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infra-"));
  github = await localGitHub("", JOB_TOKEN, "equipweb-flow[bot]");
  github.state.pulls.clear();
  github.state.branches.set("main", github.state.commit("dev", "Begin"));
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  infraBeside(["flow", ...words], { env: { ...actionsJob(github, folder), GITHUB_APP: "equipweb-flow", ...env } });

/** What it prints when it did what it should. */
const printed = async (...words: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};

it("a release, a hotfix and its back-merge: from the first commit to branches that are even", async () => {
  const { state } = github;
  expect(await printed("release")).toBe("main has everything that dev has: there is nothing to release\n");
  expect(await printed("back-merge")).toBe("dev has everything that main has\n");

  state.commit("dev", "Add a queue", ["catalogue/services/orders.yaml"]);
  expect(await printed("release")).toBe("pull request 8 from dev to main: opened\n");
  expect(state.pulls.get(8)?.body).toContain(
    "| <code>services/orders.yaml</code> | changed | <code>preprod</code>, <code>prod</code> | <code>dev</code>, <code>stage</code> |",
  );

  state.commit("main", "Mend the load balancer");
  expect(await printed("release")).toBe(
    "pull request 8 from dev to main: updated; dev lacks 1 commit of main, so merge the back-merge first\n",
  );
  expect(await printed("back-merge")).toBe("pull request 9 from main to dev: opened\n");
  Object.assign(state.pulls.get(9) ?? {}, { mergeable: false });
  expect(await printed("back-merge")).toBe(
    "pull request 9 from main to dev: updated; it has a conflict, and says how to resolve it\n",
  );
  expect(JSON.parse(await printed("back-merge", "--json"))).toEqual({
    state: "unchanged",
    number: 9,
    isMergeable: false,
    closed: [],
  });

  state.commit("dev", "Bring main back", [], ["main"]);
  expect(await printed("back-merge")).toBe(
    "pull request 9: closed, as it is not needed any more\ndev has everything that main has\n",
  );
  expect(JSON.parse(await printed("release", "--json"))).toEqual({ state: "updated", number: 8, missing: 0 });
  expect(await printed("release")).toBe("pull request 8 from dev to main: unchanged\n");
});

it("a back-merge that somebody closed is told of", async () => {
  github.state.commit("main", "Mend the load balancer");
  await printed("back-merge");
  Object.assign(github.state.pulls.get(8) ?? {}, { state: "closed" });
  expect(await printed("back-merge")).toBe(
    "pull request 8 from main to dev: somebody closed it, so it stays closed; reopen it, as dev still lacks what it brings\n",
  );
});

it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
  [
    "no app",
    ["release"],
    { GITHUB_TOKEN: "", GITHUB_APP: "" },
    "there is no token of the GitHub App that opens pull requests: set its FLOW_APP_CLIENT_ID and FLOW_APP_PRIVATE_KEY as docs/runbooks/flow-app.md says, or set GITHUB_TOKEN\n",
  ],
  ["no repository", ["back-merge"], { GITHUB_REPOSITORY: "" }, "set GITHUB_REPOSITORY (owner/name)\n"],
  ["one branch twice", ["release", "--from", "main"], {}, '--from and --to are both "main"; name two branches\n'],
  [
    "a name that a shell would read",
    ["release", "--from", "dev;id"],
    {},
    "use the name of a branch, of letters, digits and - . / _ alone.",
  ],
  ["an option for a name", ["back-merge", "--to=--force"], {}, "use the name of a branch"],
])("refuses %s, before it asks anything", async (_, words, env, message) => {
  const { code, stdout, stderr } = await run(words, env);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
  expect(github.asked()).toEqual([]);
});

it("fails in one line when there is no such branch, or GitHub refuses", async () => {
  expect(await run(["release", "--to", "production"])).toEqual({
    code: 1,
    stdout: "",
    stderr: 'there is no branch "production"; make it, or name another\n',
  });
  const value = {
    message: "Resource not accessible by integration",
    documentation_url: "https://docs.github.com/rest",
  };
  github.misbehave("git/get-ref", { answer: { status: 403, value } });
  const { code, stderr } = await run(["back-merge"]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^could not read the branch "main" of equipweb\/infra: .*`contents: read`\.\n$/),
  });
  expect(stderr).not.toContain(JOB_TOKEN);
});
