import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsJob, JOB_TOKEN } from "../support/actions-job";
import { HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";

const PLAN = join(__dirname, "..", "fixtures", "plans", "moves-only.json");

let folder: string;
let github: LocalGitHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infra-"));
  github = await localGitHub("Adds a queue.\r\n", JOB_TOKEN);
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}, head = HEAD): Promise<Ran> =>
  infraBeside(words, { env: { ...actionsJob(github, folder, head), ...env } });

describe("infra announce", () => {
  it("marks the plan of the commit before, links the run, and lets a check begin", async () => {
    await run(["report", PLAN, "--pull-request", "7"]);
    github.pull.head = NEXT_HEAD;
    expect(await run(["announce", "7"], {}, NEXT_HEAD)).toEqual({
      code: 0,
      stdout: "",
      stderr: "pull request 7: its plan is marked as outdated\n",
    });
    expect(github.body()).toContain(
      "> [!IMPORTANT]\n> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is [being planned](https://github.com/equipweb/infra/actions/runs/991/attempts/1).\n\n## Plan",
    );
    expect(github.state.checks.map(({ commit, status }) => [commit, status])).toEqual([
      [HEAD, "completed"],
      [NEXT_HEAD, "in_progress"],
    ]);
    await run(["report", PLAN, "--pull-request", "7"], {}, NEXT_HEAD);
    expect(github.body()).not.toContain("Outdated");
    expect(github.body()?.startsWith("Adds a queue.\r\n")).toBe(true);
  });

  it("has nothing to mark where there is no plan", async () => {
    expect(await run(["announce", "7", "--commit", HEAD])).toMatchObject({
      code: 0,
      stderr: "pull request 7: there is nothing to mark as outdated\n",
    });
    expect(github.body()).toBe("Adds a queue.\r\n");
  });

  it("says nothing of a commit that is no longer the head", async () => {
    expect(await run(["announce", "7", "--commit", NEXT_HEAD])).toMatchObject({
      code: 0,
      stderr: "pull request 7: nothing was written: commit d0e1f2a is no longer the head of the pull request\n",
    });
    expect(github.asked()).toEqual(["pulls/get"]);
  });

  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    ["no number", ["announce"], {}, "missing required argument 'number'"],
    ["a number that is none", ["announce", "seven"], {}, "use a whole number from 1 on."],
    ["a commit that is none", ["announce", "7", "--commit", "main"], {}, "use all forty digits of a commit."],
    ["no commit", ["announce", "7"], { GITHUB_EVENT_PATH: "" }, "which commit is being planned is not known"],
    ["no token", ["announce", "7"], { GITHUB_TOKEN: "" }, "set GITHUB_TOKEN"],
  ])("refuses %s", async (_, words, env, message) => {
    const { code, stdout, stderr } = await run(words, env);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr).not.toContain("    at ");
    expect(github.asked()).toEqual([]);
  });

  it("fails when GitHub does, in one line and without the token", async () => {
    github.misbehave("pulls/get", { times: 9, answer: { status: 401, value: { message: "Bad credentials" } } });
    const { code, stderr } = await run(["announce", "7"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^could not read pull request 7 .*GitHub answered 401: Bad credentials\. .*\n$/),
    });
    expect(stderr).not.toContain(JOB_TOKEN);
  });
});
