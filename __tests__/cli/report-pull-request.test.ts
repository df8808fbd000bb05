import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readHeader } from "../../operations/report/history/header";
import { codePointsIn } from "../../operations/report/wording/code-points";
import { actionsJob, JOB_TOKEN } from "../support/actions-job";
import { HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";

const PLANS = join(__dirname, "..", "fixtures", "plans");
/** Destroys and replaces. */
const PLAN = join(PLANS, "stateful-deletes.json");
const HARMLESS = join(PLANS, "moves-only.json");
const AUTHOR = "Adds a queue. 😀\r\n";

let folder: string;
let github: LocalGitHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infra-"));
  github = await localGitHub(AUTHOR, JOB_TOKEN);
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const publish = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  infraBeside(["report", "--pull-request", "7", ...words], { env: { ...actionsJob(github, folder), ...env } });
const check = () => github.state.checks.at(-1);
const writes = () => github.asked().filter((operation) => !/get|list/.test(operation));

describe("infra report --pull-request", () => {
  it("writes the description, labels and a check, and prints nothing", async () => {
    github.state.label(github.pull, "size: S", "mara");
    const { code, stdout, stderr } = await publish([PLAN]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr: "pull request 7: the plan stands in its body; the check says action required\n",
    });
    expect(github.body()?.startsWith(`${AUTHOR}\n\n<!-- infra:plan:begin -->\n<!-- infra:plan:record `)).toBe(true);
    expect(github.body()).toContain("## Plan for <code>dev</code>: 1 of 1 stack changes · ±1 −9");
    expect(readHeader(github.body() ?? "")).toMatchObject({ commit: HEAD, run: { id: 991, attempt: 1 } });
    expect(github.pull.labels).toEqual(["size: S", "plan: destroy", "plan: changes"]);
    expect(check()).toMatchObject({
      commit: HEAD,
      conclusion: "action_required",
      output: { title: "1 stack: ±1 −9", summary: expect.stringContaining("plan&#58; confirmed") },
    });
  });

  it("asks for no confirmation of what is allowed, and for another label when told so", async () => {
    await publish([PLAN, "--allow", "*", "--label", "ok to destroy"]);
    expect([check()?.conclusion, check()?.output.summary?.split("\n")[0]]).toEqual([
      "success",
      "Nothing here needs a confirmation.",
    ]);
    await publish([PLAN, "--allow", "aws_eip", "--label", "ok to destroy"]);
    expect(check()?.conclusion).toBe("action_required");
    expect(github.body()).toContain("<code>ok to destroy</code>");
  });

  it("writes as long a report as it may, and links the whole one", async () => {
    const page = "https://github.com/equipweb/infra/actions/runs/991/artifacts/7";
    await publish([PLAN, "--budget", "3000", "--full-report", page]);
    expect(codePointsIn(github.body() ?? "")).toBeLessThan(3000 + AUTHOR.length + 100);
    expect(github.body()).toContain(`[full report](${page})`);
  });

  it("says in a comment what has no place in the description, and where that comment is", async () => {
    github.pull.body = "```\nmine";
    const { code, stderr } = await publish([HARMLESS]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^pull request 7: the plan stands in a comment, https:\/\/github\.com\/equipweb\/infra\/pull\/7#issuecomment-\d+\. The pull request's description was not changed: a block of code begins on its line 1 and does not end, so the plan would not be shown\. Close it; the next report then goes into the description\.; the check says success\n$/,
      ),
    });
    expect(github.body()).toBe("```\nmine");
  });

  it("finds what it wrote before, with the token of any app whose name it is told", async () => {
    await github.close();
    github = await localGitHub("```\nmine", JOB_TOKEN, "infra-plans[bot]");
    for (const run of ["991", "992"]) {
      expect(await publish([HARMLESS], { GITHUB_APP: "infra-plans", GITHUB_RUN_ID: run })).toMatchObject({ code: 0 });
    }
    expect([github.state.checks, github.state.comments].map(({ length }) => length)).toEqual([1, 1]);
  });

  it("writes nothing of a commit that is no longer the head, and says so", async () => {
    github.pull.head = NEXT_HEAD;
    expect(await publish([PLAN])).toMatchObject({
      code: 0,
      stderr: "pull request 7: nothing was written: commit 3f9c1e7 is no longer the head of the pull request\n",
    });
    expect([github.body(), writes()]).toEqual([AUTHOR, []]);
    expect(await publish([HARMLESS, "--commit", NEXT_HEAD])).toMatchObject({ code: 0 });
    expect(readHeader(github.body() ?? "")?.commit).toBe(NEXT_HEAD);
  });
});

describe("infra report --pull-request refuses", () => {
  const places = (): readonly string[] =>
    ["html", "summary", "output"].map((form) => `--${form}=${join(folder, form)}`);

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ["no commit", { GITHUB_EVENT_PATH: "" }, "which commit was planned is not known"],
    ["no token", { GITHUB_TOKEN: "" }, "set GITHUB_TOKEN"],
    ["no repository", { GITHUB_REPOSITORY: "" }, "set GITHUB_REPOSITORY (owner/name)"],
    ["a repository that is none", { GITHUB_REPOSITORY: "o/r/x" }, 'the repository is "o/r/x"; use owner/name'],
    ["an address that is none", { GITHUB_API_URL: "foo" }, 'the address of GitHub\'s API is "foo"'],
    ["an empty address", { GITHUB_API_URL: "" }, "GITHUB_API_URL, which is empty"],
  ])("%s, before anything is written", async (_, env, message) => {
    const { code, stdout, stderr } = await publish([PLAN, ...places()], env);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([github.asked(), readdirSync(folder)]).toEqual([[], ["event.json"]]);
  });

  it("a plan that is damaged, before GitHub is asked anything", async () => {
    expect(await publish([PLAN, join(folder, "event.json"), ...places()])).toMatchObject({ code: 2 });
    expect([github.asked(), existsSync(join(folder, "html"))]).toEqual([[], false]);
  });
});

describe("infra report --pull-request, when GitHub is not well", () => {
  it("fails in one line without the token when nobody answers, and keeps what it wrote on this machine", async () => {
    const html = join(folder, "plan.html");
    const { code, stdout, stderr } = await publish([PLAN, "--html", html], { GITHUB_API_URL: "http://127.0.0.1:9" });
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^could not read pull request 7 of equipweb\/infra: .*githubstatus\.com\.\n$/),
    });
    expect(stderr).not.toContain(JOB_TOKEN);
    expect(readFileSync(html, "utf8")).toContain("aws_dynamodb_table.orders");
  });

  it.each([
    ["a page in place of an answer", "page" as const, "the answer is not what GitHub answers to this"],
    [
      "a refusal that repeats the token",
      { status: 403, value: { message: `Resource not accessible by ${JOB_TOKEN}` } },
      "GitHub answered 403: Resource not accessible by ***. The token may not do this: give the job the permission `checks: write`.",
    ],
    ["no such place", { status: 404, value: { message: "Not Found" } }, "GitHub answered 404: Not Found."],
    [
      "what is not valid",
      { status: 422, value: { message: "Validation Failed", documentation_url: "" } },
      "GitHub answered 422: Validation Failed",
    ],
  ])("fails, and the check lets nothing pass: %s", async (_, answer, message) => {
    github.misbehave("checks/update", { times: 9, answer });
    const { code, stdout, stderr } = await publish([HARMLESS]);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain(JOB_TOKEN);
    expect(github.state.checks.map(({ status }) => status)).toEqual(["in_progress"]);
    expect(github.body()?.startsWith(AUTHOR)).toBe(true);
  });

  it("prints a stack trace only when asked, and the token not even then", async () => {
    const message = `Bad credentials: ${JOB_TOKEN}`;
    github.misbehave("pulls/get", { times: 9, answer: { status: 401, value: { message } } });
    const { code, stderr } = await infraBeside(["--debug", "report", HARMLESS, "--pull-request", "7"], {
      env: actionsJob(github, folder),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("    at ") });
    expect(stderr).not.toContain(JOB_TOKEN);
  });
});
