import { gitHubIssues } from "../../../adapters/github/issues";
import { issueText } from "../../../operations/drift/issue-text";
import { keepIssues } from "../../../operations/drift/keep-issues";
import { aDriftedStack, aDriftReport, aStackDrift } from "../../operations/drift/support";
import { type LocalGitHub, localGitHub } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";
const US = "github-actions[bot]";

let github: LocalGitHub;
const issues = () => gitHubIssues({ repository: "equipweb/infra", token: TOKEN, apiUrl: github.url, pace: 0 });
const drifted = aDriftReport([aDriftedStack({ id: "dev-a" })]);
const synced = aDriftReport([aStackDrift({ id: "dev-a" })]);
const open = () => [...github.state.issues.values()].filter(({ state }) => state === "open");

beforeEach(async () => {
  github = await localGitHub("", TOKEN);
});
afterEach(() => github.close());

describe("issues on GitHub", () => {
  it("are listed by their label, without pull requests", async () => {
    github.state.label(github.pull, "drift", "mara");
    github.state.issue("Drift in dev-a", "text", "mara", ["drift"]);
    github.state.issue("Something else", "text", "mara", ["bug"]);
    expect(await issues().openIssues("drift")).toEqual([
      { number: 8, title: "Drift in dev-a", body: "text", author: { login: "mara", isBot: false } },
    ]);
  });

  it("are opened, left, updated, and closed with a word why, as the drift comes and goes", async () => {
    expect(await keepIssues(issues(), drifted, true)).toEqual([{ kind: "open", stack: "dev-a", number: 8 }]);
    expect(github.state.labels.get("drift")?.color).toBe("d93f0b");
    expect(open()).toMatchObject([
      { ...issueText("dev", aDriftedStack({ id: "dev-a" })), author: US, labels: ["drift"] },
    ]);

    expect(await keepIssues(issues(), drifted, true)).toEqual([]);
    const changed = aDriftReport([aDriftedStack({ id: "dev-a", commit: "0".repeat(40) })]);
    expect(await keepIssues(issues(), changed, true)).toEqual([{ kind: "update", stack: "dev-a", number: 8 }]);
    expect(open()[0]?.body).toContain("0000000");

    expect(await keepIssues(issues(), synced, true)).toEqual([{ kind: "close", stack: "dev-a", number: 8 }]);
    expect(open()).toEqual([]);
    expect(github.state.issues.get(8)?.stateReason).toBe("completed");
    expect(github.state.comments.map(({ number, body }) => [number, body])).toEqual([
      [
        8,
        "<!-- infra:drift closes -->\nThe drift is gone: <code>dev-a</code> is as it was deployed, but for what is ignored.",
      ],
    ]);

    expect(await keepIssues(issues(), drifted, true)).toEqual([{ kind: "open", stack: "dev-a", number: 9 }]);
  });

  it("of others are left alone, whatever they say", async () => {
    const text = issueText("dev", aDriftedStack({ id: "dev-a" }));
    github.state.issue(text.title, text.body, "mallory", ["drift"]);
    expect(await keepIssues(issues(), synced, true)).toEqual([]);
    expect(await keepIssues(issues(), drifted, true)).toEqual([{ kind: "open", stack: "dev-a", number: 9 }]);
    expect(github.state.issues.get(8)).toMatchObject({ ...text, state: "open" });
  });

  it("are opened once, also when the answer got lost", async () => {
    github.misbehave("issues/create", { isDone: true, answer: "truncated" });
    expect(await keepIssues(issues(), drifted, true)).toEqual([{ kind: "open", stack: "dev-a", number: 8 }]);
    expect(open()).toHaveLength(1);
  });

  it("are commented once by runs that were killed before they closed one", async () => {
    await keepIssues(issues(), drifted, true);
    github.misbehave("issues/update", {
      answer: { status: 422, value: { message: "no", documentation_url: "https://docs.github.com/rest" } },
    });
    await expect(keepIssues(issues(), synced, true)).rejects.toThrow("could not close issue 8 of equipweb/infra");
    expect(await keepIssues(issues(), synced, true)).toEqual([{ kind: "close", stack: "dev-a", number: 8 }]);
    expect(github.state.comments).toHaveLength(1);
  });

  it("cannot be kept by a token that may not: what it needs is said", async () => {
    github.misbehave("issues/create", {
      answer: { status: 403, value: { message: "Resource not accessible by integration" } },
    });
    await expect(keepIssues(issues(), drifted, true)).rejects.toThrow(
      'could not open the issue "Drift in dev-a" of equipweb/infra: GitHub answered 403: Resource not accessible by integration. The token may not do this: give the job the permission `issues: write`.',
    );
  });
});
