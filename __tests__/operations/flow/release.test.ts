import { CATALOGUE } from "../../../cli/paths";
import { readCatalogue } from "../../../model/catalogue";
import { backMerge } from "../../../operations/flow/back-merge";
import { release } from "../../../operations/flow/release";
import { BEGIN, END, mergeIntoBody } from "../../../operations/report/pull-request/body";
import { type LocalGitHub, NEXT_HEAD, type PullState } from "../../support/github";
import { APP, flowGitHub, gitFlow, merge, mergePull, writes } from "./support";

const organisation = readCatalogue(CATALOGUE);
const WANTED = { from: "dev", to: "main", organisation };

let github: LocalGitHub;
const run = (wanted = WANTED) => release(flowGitHub(github), wanted);
const pullOf = (number: number): PullState => {
  const pull = github.state.pulls.get(number);
  if (!pull) throw new Error(`there is no pull request ${number}`);
  return pull;
};
/** The body of the one pull request that is open to main. */
const bodyOf = (number: number): string => github.state.pulls.get(number)?.body ?? "";

beforeEach(async () => {
  github = await gitFlow();
});
afterEach(() => github.close());

describe("a release", () => {
  it("is not opened of nothing", async () => {
    expect(await run()).toEqual({ state: "nothing" });
    expect(writes(github)).toEqual([]);
  });

  it("says what it brings, and what each network will see of it", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue to orders", ["catalogue/services/orders.yaml", "stacks/service-stack.ts"]);
    const direct = state.commit("dev", "Widen the network", ["catalogue/networks/dev.yaml"]);
    mergePull(state, "dev", 21, "Drop carts", [
      "catalogue/services/carts.yaml",
      "catalogue/schema/service.schema.json",
    ]);
    expect(await run()).toEqual({ state: "opened", number: 22, missing: 0 });
    expect(state.pulls.get(22)).toMatchObject({
      title: "Release dev to main",
      headBranch: "dev",
      branch: "main",
      author: APP,
    });
    const head = state.branches.get("dev")?.slice(0, 7);
    expect(bodyOf(22)).toBe(`<!-- infra:flow:begin -->
## Release of <code>dev</code> to <code>main</code>

Brings 5 commits to <code>main</code>, up to ${head}. Network <code>main</code> gets what the plan below says, once it is made; network <code>dev</code> has all of it already. Merge it as a merge commit, not squashed: what is squashed appears as a difference between the branches for ever.

- #21 <code>Drop carts</code>
- ${direct.slice(0, 7)} <code>Widen the network</code>
- #20 <code>Add a queue to orders</code>

| Catalogue | | Network <code>main</code> | Network <code>dev</code>, already |
|---|---|---|---|
| <code>networks/dev.yaml</code> | changed | nothing of it | the network |
| <code>services/carts.yaml</code> | changed | as the plan says | as the plan says |
| <code>services/orders.yaml</code> | changed | <code>preprod</code>, <code>prod</code> | <code>dev</code>, <code>stage</code> |

2 files outside of the catalogue change, too.

<!-- infra:flow:end -->`);
  });

  it("that is run again changes nothing; after another merge it says more, and keeps what others wrote", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    await run();
    const begun = github.received.length;
    expect(await run()).toEqual({ state: "unchanged", number: 21, missing: 0 });
    expect(writes(github, begun)).toEqual([]);

    const pull = state.pulls.get(21);
    const withPlan = mergeIntoBody(`Before.\r\n\r\n${bodyOf(21)}\r\nAfter.`, "## Plan: 1 stack changes");
    if (!pull || "error" in withPlan) throw new Error("there is no release");
    Object.assign(pull, { title: "Queues!", body: withPlan.body });
    mergePull(state, "dev", 23, "Add a topic");
    expect(await run()).toEqual({ state: "updated", number: 21, missing: 0 });
    expect(pull).toMatchObject({ title: "Queues!" });
    expect(bodyOf(21)).toMatch(/^Before\.\r\n\r\n<!-- infra:flow:begin -->\n## Release/);
    expect(bodyOf(21)).toContain("- #23 <code>Add a topic</code>\n- #20 <code>Add a queue</code>");
    expect(
      bodyOf(21).endsWith(`<!-- infra:flow:end -->\r\nAfter.\n\n${BEGIN}\n## Plan: 1 stack changes\n\n${END}`),
    ).toBe(true);
  });

  it("that somebody opened gets its summary above the plan", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    const plan = `${BEGIN}\n## Plan: 1 stack changes\n\n${END}`;
    state.open(`Mine.\n\n${plan}`, { number: 21, branch: "main", headBranch: "dev" });
    expect(await run()).toMatchObject({ state: "updated", number: 21 });
    expect(bodyOf(21)).toMatch(/^Mine\.\n\n<!-- infra:flow:begin -->\n/);
    expect(bodyOf(21).endsWith(`<!-- infra:flow:end -->\n\n${plan}`)).toBe(true);
  });

  it("says first that a back-merge is missing", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    mergePull(state, "main", 21, "Mend the load balancer");
    expect(await run()).toEqual({ state: "opened", number: 22, missing: 2 });
    expect(bodyOf(22)).toContain(`<code>main</code>

> [!WARNING]
> **<code>dev</code> lacks 2 commits of <code>main</code>.** Its back-merge, which the workflow Back-merge opens, has to be merged into <code>dev</code> first: a pull request has to hold what its base holds.

Brings 2 commits`);
    state.open("", { number: 23, branch: "dev", headBranch: "back-merge/1234567" });
    expect(await run()).toEqual({ state: "updated", number: 22, missing: 2 });
    expect(bodyOf(22)).toContain("Its back-merge, #23, has to be merged");
  });

  it("is another one after the last one was merged", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    await run();
    const first = state.pulls.get(21);
    if (!first) throw new Error("there is no release");
    merge(state, first);
    expect(await run()).toEqual({ state: "nothing" });
    mergePull(state, "dev", 24, "Add a topic");
    expect(await run()).toMatchObject({ state: "opened", number: 25, missing: 1 });
    expect(bodyOf(25)).toContain("Brings 2 commits");
  });

  it("is not opened of a back-merge alone: it would only ask for the next back-merge", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    await run();
    merge(state, pullOf(21));
    await backMerge(flowGitHub(github), { from: "main", to: "dev" });
    merge(state, pullOf(22));
    const begun = github.received.length;
    expect(await run()).toEqual({ state: "nothing" });
    expect(await backMerge(flowGitHub(github), { from: "main", to: "dev" })).toMatchObject({ state: "not-needed" });
    expect(writes(github, begun)).toEqual([]);
    mergePull(state, "dev", 23, "Add a topic");
    expect(await run()).toMatchObject({ state: "opened", missing: 0 });
  });

  it("that is open says so when what it brought was taken back", async () => {
    const { state } = github;
    state.open("", { number: 21, branch: "main", headBranch: "dev" });
    state.commit("dev", "Take the queue back");
    expect(await run()).toEqual({ state: "updated", number: 21, missing: 0 });
    expect(bodyOf(21)).toContain("No entry of the catalogue changes.");
  });

  it("shows what strangers wrote as text, and is never too long for the plan", async () => {
    const { state } = github;
    const hostile = `<!-- infra:plan:end --> @everyone [x](https://evil) \u202e| ${"é*".repeat(300)}`;
    for (let number = 20; number < 120; number++) mergePull(state, "dev", number, `${hostile} ${number}`);
    state.commit(
      "dev",
      hostile,
      Array.from({ length: 301 }, (_, index) => `catalogue/services/@x|${hostile}${index}.yaml`),
    );
    const { number } = (await run()) as { readonly number: number };
    const body = bodyOf(number);
    expect(body).not.toMatch(/<!-- infra:plan|@|\u202e|\]\(/);
    expect(body.length).toBeLessThan(20_000);
    expect(body).toMatch(/\n\nAnd \d+ more\.\n/);
    expect(body).toContain("There are more files than GitHub tells of: what the plan says counts.");
  });

  it("says less when the catalogue cannot be read", async () => {
    mergePull(github.state, "dev", 20, "Add a queue", ["catalogue/services/orders.yaml"]);
    await release(flowGitHub(github), { ...WANTED, organisation: undefined });
    expect(bodyOf(21)).toContain(
      "| <code>services/orders.yaml</code> | changed | as the plan says | as the plan says |",
    );
  });
});

describe("two runs at once", () => {
  it("open one release", async () => {
    mergePull(github.state, "dev", 20, "Add a queue");
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ state }) => state).sort()).toEqual(["opened", "unchanged"]);
    expect([...github.state.pulls.values()].filter(({ branch }) => branch === "main")).toHaveLength(1);
  });

  it("say of the newest commit what it brings, whichever writes last", async () => {
    const { state } = github;
    mergePull(state, "dev", 20, "Add a queue");
    github.misbehave("pulls/create", { before: () => mergePull(state, "dev", 30, "Add a topic") });
    const { number } = (await run()) as { readonly number: number };
    expect(bodyOf(number)).toContain("- #30 <code>Add a topic</code>\n- #20");
  });
});

describe("a release is refused", () => {
  it("of a branch that there is not", async () => {
    await expect(run({ ...WANTED, to: "production" })).rejects.toThrow(
      'there is no branch "production"; make it, or name another',
    );
  });

  it("when GitHub does not open it", async () => {
    mergePull(github.state, "dev", 20, "Add a queue");
    github.misbehave("pulls/create", {
      answer: {
        status: 422,
        value: {
          message: "Validation Failed",
          documentation_url: "https://x",
          errors: [{ resource: "PullRequest", code: "custom", message: "No." }],
        },
      },
    });
    await expect(run()).rejects.toThrow(
      'could not open a pull request from "dev" to "main": could not open a pull request from "dev" into "main" of equipweb/infra: GitHub answered 422: Validation Failed (No.)',
    );
  });

  it("when the body cannot take it; nothing in it is changed", async () => {
    mergePull(github.state, "dev", 20, "Add a queue");
    const body = "<!-- infra:flow:begin -->\nmine";
    github.state.open(body, { number: 21, branch: "main", headBranch: "dev", head: NEXT_HEAD });
    await expect(run()).rejects.toThrow(
      "pull request 21: The pull request's description was not changed: it has <!-- infra:flow:begin --> on line 1 instead of one <!-- infra:flow:begin --> and, after it, one <!-- infra:flow:end -->.",
    );
    expect(bodyOf(21)).toBe(body);
  });
});

it("an answer that never came does not open a second one", async () => {
  mergePull(github.state, "dev", 20, "Add a queue");
  github.misbehave("pulls/create", { answer: "reset", isDone: true });
  expect(await run()).toMatchObject({ number: 21 });
  expect(writes(github)).toEqual(["pulls/create"]);
});
