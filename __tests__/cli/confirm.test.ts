import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsJob, JOB_TOKEN } from "../support/actions-job";
import { type LocalGitHub, localGitHub } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";

const PLAN = join(__dirname, "..", "fixtures", "plans", "stateful-deletes.json");

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

const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  infraBeside(words, { env: { ...actionsJob(github, folder), ...env } });
const says = () => github.state.checks.at(-1)?.conclusion;

describe("infra confirm", () => {
  it("lets the check pass once somebody confirmed the plan, and no longer", async () => {
    await run(["report", PLAN, "--pull-request", "7"]);
    expect(await run(["confirm", "7"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "pull request 7: the check says action required\n",
    });
    github.state.label(github.pull, "plan: confirmed", "noor");
    expect(await run(["confirm", "7", "--label", "another"])).toMatchObject({
      stderr: "pull request 7: the check says action required\n",
    });
    expect(await run(["confirm", "7"])).toMatchObject({
      code: 0,
      stderr: 'pull request 7: the check says success, confirmed by "noor"\n',
    });
    expect(says()).toBe("success");
    github.state.unlabel(github.pull, "plan: confirmed", "noor");
    await run(["confirm", "7"]);
    expect(says()).toBe("action_required");
  });

  it("says that there is nothing to confirm where no plan is shown", async () => {
    expect(await run(["confirm", "7"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "pull request 7: no plan of the head of pull request 7 is shown yet\n",
    });
  });

  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    ["no number", ["confirm"], {}, "missing required argument 'number'"],
    ["a number that is none", ["confirm", "0"], {}, "use a whole number from 1 on."],
    ["an empty label", ["confirm", "7", "--label", ""], {}, "use 1 to 50 characters, without a comma."],
    ["rules of a commit that is none", ["confirm", "7", "--rules", "no-such-ref"], {}, 'no commit "no-such-ref"'],
    ["no repository", ["confirm", "7"], { GITHUB_REPOSITORY: "" }, "set GITHUB_REPOSITORY (owner/name)"],
  ])("refuses %s", async (_, words, env, message) => {
    const { code, stdout, stderr } = await run(words, env);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr).not.toContain("    at ");
    expect(github.asked()).toEqual([]);
  });

  it("fails when GitHub does, and leaves the check as it is", async () => {
    await run(["report", PLAN, "--pull-request", "7"]);
    github.state.label(github.pull, "plan: confirmed", "noor");
    github.misbehave("issues/list-events", { times: 9, answer: "page" });
    expect(await run(["confirm", "7"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^could not read the events of pull request 7 of equipweb\/infra: [^\n]*\n$/),
    });
    expect(says()).toBe("action_required");
  });
});
