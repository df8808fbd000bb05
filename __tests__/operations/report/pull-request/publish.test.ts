import { announceNewHead } from "../../../../operations/report/pull-request/announce";
import { readRecordFromCheck, textOf } from "../../../../operations/report/pull-request/check-content";
import type { Publication } from "../../../../operations/report/pull-request/publish";
import { publishReport } from "../../../../operations/report/pull-request/publish";
import { reevaluate } from "../../../../operations/report/pull-request/reevaluate";
import { HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../../../support/github";
import { between, publication, record, report, repositoryOf, TOKEN } from "./support";

const CONFIRMED = "plan: confirmed";

let github: LocalGitHub;
const publish = (changes: Partial<Publication> = {}) => publishReport(repositoryOf(github), publication(changes));
const announce = (commit: string) => announceNewHead(repositoryOf(github), 7, { commit });
const check = (commit = HEAD) => github.state.checks.filter((one) => one.commit === commit).at(-1);
const says = (commit = HEAD) => [check(commit)?.status, check(commit)?.conclusion];
const writes = () => github.asked().filter((operation) => !/get|list/.test(operation));
const harmless: Partial<Publication> = { destroys: false, toConfirm: 0 };

beforeEach(async () => {
  github = await localGitHub("Adds a queue.", TOKEN);
});
afterEach(() => github.close());

describe("a published report", () => {
  it("stands in the description, in labels, and last in a check", async () => {
    github.state.label(github.pull, "size: S", "mara");
    github.state.label(github.pull, "plan: no changes", "github-actions[bot]");
    const published = await publish();
    expect(published).toEqual({
      placed: { place: "body", changed: true },
      verdict: {
        conclusion: "action_required",
        confirmation: { state: "needed", how: expect.arrayContaining([{ quoted: CONFIRMED }]) },
      },
    });
    expect(github.body()).toBe(`Adds a queue.\n\n${between(report("−1, needed"))}`);
    expect(github.pull.labels).toEqual(["size: S", "plan: destroy", "plan: changes"]);
    expect(github.state.labels.get("plan: destroy")).toEqual({
      color: "d73a4a",
      description: "The plan destroys or replaces something.",
    });
    expect(check()).toMatchObject({
      name: "plan (dev)",
      externalId: "infra:sha256:one",
      status: "completed",
      conclusion: "action_required",
      output: {
        title: "1 stack changes: −1",
        summary: expect.stringMatching(
          /^\*\*This plan needs a confirmation\*\*: [^\n]*\n\n<!-- [^\n]*\n## Plan: −1, needed\n$/,
        ),
      },
    });
    expect(writes()).toEqual([
      "checks/create",
      "pulls/update",
      "issues/create-label",
      "issues/create-label",
      "issues/add-labels",
      "issues/remove-label",
      "checks/update",
    ]);
    expect(readRecordFromCheck(await repositoryOf(github).checkRuns(HEAD, "plan (dev)"))).toEqual(record());
  });

  it.each<[string, Partial<Publication>, string, readonly string[]]>([
    ["is harmless", harmless, "success", ["plan: changes"]],
    ["changes nothing", { ...harmless, changes: false }, "success", ["plan: no changes"]],
    ["failed", { ...harmless, isFailed: true }, "failure", ["plan: changes", "plan: failed"]],
    ["failed, and destroys", { isFailed: true }, "failure", ["plan: destroy", "plan: changes", "plan: failed"]],
    ["destroys what may be", { toConfirm: 0 }, "success", ["plan: destroy", "plan: changes"]],
  ])("of a plan that %s", async (_, changes, conclusion, labels) => {
    expect((await publish(changes)).verdict?.conclusion).toBe(conclusion);
    expect([says(), github.pull.labels]).toEqual([["completed", conclusion], labels]);
  });

  it("is written again only as far as it is another one", async () => {
    await publish();
    await publish();
    expect(github.state.checks).toHaveLength(1);
    expect(writes().slice(6)).toEqual(["checks/update"]);
  });

  it("is compared with the same one when its run is repeated", async () => {
    const seen: (string | undefined)[] = [];
    const compared = (commit: string): Partial<Publication> => ({
      commit,
      record: record(commit),
      text: (_, __, previous) => {
        seen.push(previous?.commit);
        return report("−1", { ...record(commit), ...(previous?.commit && { since: previous.commit }) });
      },
    });
    await publish(compared(HEAD));
    github.pull.head = NEXT_HEAD;
    await publish(compared(NEXT_HEAD));
    const once = github.body();
    await publish(compared(NEXT_HEAD));
    expect(new Set(seen.slice(-4))).toEqual(new Set([HEAD]));
    expect(seen[0]).toBeUndefined();
    expect(github.body()).toBe(once);
  });

  it("completes the check that was begun", async () => {
    await announce(HEAD);
    expect(says()).toEqual(["in_progress", null]);
    await publish(harmless);
    expect([github.state.checks.length, says()]).toEqual([1, ["completed", "success"]]);
  });

  it("has a check for each branch that one commit would be merged into", async () => {
    await publish();
    github.state.open("The same, into main.", { number: 8, branch: "main" });
    await publish({ ...harmless, number: 8 });
    expect(github.state.checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["plan (dev)", "action_required"],
      ["plan (main)", "success"],
    ]);
  });

  it("does not touch the check of a job that has the same name", async () => {
    const job = { ...JOB, id: 5_000_000_000 };
    github.state.checks.push(job);
    await publish(harmless);
    expect(github.state.checks.map(({ externalId }) => externalId)).toEqual([job.externalId, "infra:sha256:one"]);
    expect(job.status).toBe("in_progress");
  });
});

const JOB = {
  id: 1,
  commit: HEAD,
  name: "plan (dev)",
  app: "github-actions",
  externalId: "8f3b12c0-5b1e-5f0e-9d6a-1c2b3a4d5e6f",
  status: "in_progress",
  conclusion: null,
  startedAt: "2026-03-02T09:00:00Z",
  completedAt: null,
  output: { title: null, summary: null, text: null },
};

describe("a report that is not to be shown", () => {
  it.each([
    ["of an older commit", { head: NEXT_HEAD }, "commit 3f9c1e7 is no longer the head of the pull request"],
    ["of a closed pull request", { state: "closed" as const }, "pull request 7 is closed"],
    ["for another branch", { branch: "main" }, 'pull request 7 would no longer be merged into "dev", but into "main"'],
  ])("%s is written nowhere, and its check is ended", async (_, changes, because) => {
    await announce(HEAD);
    Object.assign(github.pull, changes);
    expect(await publish({ branch: "dev" })).toEqual({ placed: { place: "nowhere", because } });
    expect([github.body(), github.pull.labels, says()]).toEqual(["Adds a queue.", [], ["completed", "cancelled"]]);
    expect(check()?.output.summary).toBe(`This plan was not shown: ${because}.`);
  });

  it("of an earlier run of the same commit is written nowhere, and what the later one wrote stays", async () => {
    await publish({ record: record(HEAD, 992), digest: "sha256:two" });
    const before = [github.body(), structuredClone(check())];
    for (const run of [record(HEAD, 991, 7), record(HEAD, 992, 0)]) {
      const { placed } = await publish({ record: run });
      expect(placed).toEqual({ place: "nowhere", because: "a later run has shown its plan of this commit" });
    }
    expect([github.body(), check()]).toEqual(before);
  });

  it("is not told so by a description that anybody may have written", async () => {
    const forged = report("nothing to see here", record(HEAD, 999_999));
    github.pull.body = `Adds a queue.\n\n${between(forged)}`;
    expect((await publish()).placed).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(`Adds a queue.\n\n${between(report("−1, needed"))}`);
  });

  it("gives way to a later run that claims the check meanwhile", async () => {
    const later = report("later", record(HEAD, 992));
    github.misbehave("pulls/get", {});
    github.misbehave("pulls/get", {
      before: () => {
        github.pull.body = `Adds a queue.\n\n${between(later)}`;
        const claimed = github.state.checks.at(-1);
        const text = claimed?.output.text?.replace('"id":991', '"id":992') ?? "";
        Object.assign(claimed as object, { output: { ...claimed?.output, text } });
      },
    });
    expect((await publish()).placed.place).toBe("nowhere");
    expect(github.body()).toContain("## Plan: later");
    expect(says()).toEqual(["in_progress", null]);
  });
});

describe("a later run of the same commit", () => {
  /** Completes its check while an earlier one still publishes. */
  const complete = () => {
    const { id, ...claimed } = github.state.checks.at(-1) ?? { id: 0 };
    const output = {
      title: "later",
      summary: "later",
      text: textOf({ record: record(HEAD, 992), isFailed: false, toConfirm: 1 }),
    };
    const done = { status: "completed", conclusion: "action_required", externalId: "infra:sha256:two", output };
    Object.assign(github.state.checks.at(-1) as object, { ...claimed, ...done, completedAt: github.state.now() });
  };

  it.each([
    ["before its labels are", "pulls/update", { after: complete }, []],
    ["before its check is", "issues/add-labels", { after: complete }, ["plan: changes"]],
  ])("has the last word when it is shown %s set", async (_, operation, how, labels) => {
    github.misbehave(operation, how);
    expect(await publish(harmless)).toEqual({
      placed: { place: "nowhere", because: "a later run has shown its plan of this commit" },
    });
    expect([says(), check()?.output.title, github.pull.labels]).toEqual([
      ["completed", "action_required"],
      "later",
      labels,
    ]);
  });
});

describe("a report that cannot be published whole", () => {
  it.each(["pulls/update", "issues/create-label", "issues/add-labels", "checks/update"])(
    "is not said to be: %s is refused, and the check does not let anything pass",
    async (operation) => {
      const value = { message: "Resource not accessible by integration" };
      github.misbehave(operation, { times: 9, answer: { status: 403, value } });
      await expect(publish(harmless)).rejects.toThrow("GitHub answered 403: Resource not accessible by integration");
      expect(says()).toEqual(["in_progress", null]);
    },
  );

  it("is not written at all without the permission for checks", async () => {
    const value = { message: "Resource not accessible by integration" };
    github.misbehave("checks/create", { answer: { status: 403, value } });
    await expect(publish()).rejects.toThrow("give the job the permission `checks: write`");
    expect([github.body(), github.pull.labels]).toEqual(["Adds a queue.", []]);
  });

  it("makes one check when an answer is lost", async () => {
    github.misbehave("checks/create", { isDone: true, answer: "reset" });
    await publish(harmless);
    expect([github.state.checks.length, says()]).toEqual([1, ["completed", "success"]]);
  });

  it("says so when GitHub takes no check", async () => {
    github.misbehave("checks/create", { times: 9, answer: "reset" });
    await expect(publish()).rejects.toThrow(
      /^could not make the check run "plan \(dev\)" of commit 3f9c1e7 at 3 tries/,
    );
    expect(github.body()).toBe("Adds a queue.");
  });
});

describe("a confirmation", () => {
  const evaluate = () => reevaluate(repositoryOf(github), 7);
  const confirm = () => github.state.label(github.pull, CONFIRMED, "noor");

  it("by a label lets the check pass, and its removal lets it not", async () => {
    await publish();
    const shownAt = check()?.completedAt;
    confirm();
    expect(await evaluate()).toEqual({
      state: "evaluated",
      changed: true,
      conclusion: "success",
      confirmation: { state: "given", by: "noor" },
    });
    expect(says()).toEqual(["completed", "success"]);
    expect(check()).toMatchObject({ completedAt: shownAt, externalId: "infra:sha256:one" });
    expect(check()?.output.summary).toMatch(
      /^\*\*Confirmed\*\* by <code>noor<\/code>\.\n\n<!-- .*\n## Plan: −1, needed\n$/,
    );
    expect(await evaluate()).toMatchObject({ changed: false, conclusion: "success" });

    github.state.unlabel(github.pull, CONFIRMED, "noor");
    expect(await evaluate()).toMatchObject({ changed: true, conclusion: "action_required" });
    expect(says()).toEqual(["completed", "action_required"]);
  });

  it("by an approval lets the check pass, and its dismissal lets it not", async () => {
    await publish();
    github.state.review(github.pull, "APPROVED", "noor");
    expect(await evaluate()).toMatchObject({ conclusion: "success", confirmation: { by: "noor" } });
    for (const review of github.pull.reviews) review.state = "DISMISSED";
    expect(await evaluate()).toMatchObject({ conclusion: "action_required" });
  });

  it("before the plan was shown does not count, and its label is taken away", async () => {
    confirm();
    github.state.review(github.pull, "APPROVED", "noor");
    await publish();
    expect(github.pull.labels).toEqual(["plan: destroy", "plan: changes"]);
    expect(await evaluate()).toMatchObject({ changed: false, conclusion: "action_required" });
  });

  it("has its label taken away in whatever letters somebody made it", async () => {
    github.state.label(github.pull, "Plan: Confirmed", "noor");
    await publish();
    expect(github.pull.labels).toEqual(["plan: destroy", "plan: changes"]);
  });

  it("says so of a label that is there and does not count", async () => {
    await publish();
    github.state.label(github.pull, CONFIRMED, "renovate[bot]");
    expect(await evaluate()).toMatchObject({ changed: true, conclusion: "action_required" });
    expect(check()?.output.summary?.split("\n")[0]).toBe(
      "**This plan needs a confirmation**: the label <code>plan&#58; confirmed</code> does not count, as nobody put it on after the plan was shown; take it off and add it again, or approve this commit.",
    );
  });

  it("does not mend a plan that failed", async () => {
    await publish({ isFailed: true });
    confirm();
    expect(await evaluate()).toMatchObject({ conclusion: "failure" });
    expect(says()).toEqual(["completed", "failure"]);
  });

  it("stays with the same plan of the same commit", async () => {
    await publish();
    const shownAt = check()?.completedAt;
    confirm();
    const { verdict } = await publish({ record: record(HEAD, 992) });
    expect(verdict).toEqual({ conclusion: "success", confirmation: { state: "given", by: "noor" } });
    expect(github.pull.labels).toContain(CONFIRMED);
    expect([github.state.checks.length, check()?.completedAt]).toEqual([1, shownAt]);
  });

  it("leaves the description as it is, which nobody writes again when it is taken back", async () => {
    await publish();
    const shown = github.body();
    confirm();
    await evaluate();
    expect(github.body()).toBe(shown);
    await publish({ record: record(HEAD, 992) });
    expect(github.body()).toBe(shown?.replace('"id":991', '"id":992'));
    expect(check()?.output.summary).toMatch(
      /^\*\*Confirmed\*\* by <code>noor<\/code>\.\n\n<!-- .*\n## Plan: −1, needed\n$/,
    );
  });

  it.each([
    ["another plan of the same commit", { digest: "sha256:two" }],
    ["the same plan of another commit", { commit: NEXT_HEAD, record: record(NEXT_HEAD, 992) }],
  ])("does not hold for %s", async (_, changes) => {
    await publish();
    confirm();
    await evaluate();
    const { commit = HEAD } = changes as { readonly commit?: string };
    github.pull.head = commit;
    expect((await publish(changes)).verdict?.conclusion).toBe("action_required");
    expect(github.pull.labels).not.toContain(CONFIRMED);
    expect([await evaluate(), says(commit)]).toEqual([
      expect.objectContaining({ conclusion: "action_required" }),
      ["completed", "action_required"],
    ]);
  });

  it("has another label when it is told so", async () => {
    await publish({ confirmationLabel: "ok to destroy" });
    github.state.label(github.pull, "ok to destroy", "noor");
    expect(await reevaluate(repositoryOf(github), 7, "ok to destroy")).toMatchObject({ conclusion: "success" });
  });

  it("is asked of the check alone, whatever the description says", async () => {
    await publish();
    github.pull.body = `${between(report("no changes"))}`;
    expect(await evaluate()).toMatchObject({ conclusion: "action_required" });
  });

  it.each<[string, () => unknown, string]>([
    ["nothing was planned", () => {}, "no plan of the head of pull request 7 is shown yet"],
    ["a plan is being made", () => announce(HEAD), "no plan of the head of pull request 7 is shown yet"],
    [
      "another commit was planned",
      () => publish().then(() => Object.assign(github.pull, { head: NEXT_HEAD })),
      "no plan of the head of pull request 7 is shown yet",
    ],
    ["it is closed", () => Object.assign(github.pull, { state: "closed" }), "pull request 7 is closed"],
    [
      "the check does not tell",
      () =>
        github.state.checks.push({
          ...JOB,
          externalId: "infra:x",
          status: "completed",
          completedAt: "2026-03-02T09:00:00Z",
        }),
      "the check run of the head of pull request 7 does not tell what was planned; plan again",
    ],
  ])("is asked of nothing when %s", async (_, prepare, because) => {
    await prepare();
    const before = writes().length;
    expect(await evaluate()).toEqual({ state: "nothing-to-evaluate", because });
    expect(writes().length).toBe(before);
  });
});

describe("a new head", () => {
  it("is announced at once, and only once", async () => {
    await publish(harmless);
    github.pull.head = NEXT_HEAD;
    expect(await announce(NEXT_HEAD)).toEqual({ state: "announced", changed: true });
    expect(github.body()).toContain(
      "\n> [!IMPORTANT]\n> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is being planned.\n\n## Plan: ",
    );
    expect([says(NEXT_HEAD), says()]).toEqual([
      ["in_progress", null],
      ["completed", "success"],
    ]);
    expect(await announce(NEXT_HEAD)).toEqual({ state: "announced", changed: false });
    expect(github.state.checks).toHaveLength(2);

    await publish({ ...harmless, commit: NEXT_HEAD, record: record(NEXT_HEAD) });
    expect(github.body()).toBe(`Adds a queue.\n\n${between(report("−1, not-needed", record(NEXT_HEAD)))}`);
    expect(says(NEXT_HEAD)).toEqual(["completed", "success"]);
  });

  it("is announced in the comment, where the plan stands there", async () => {
    github.pull.body = "```\nmine";
    await publish(harmless);
    github.pull.head = NEXT_HEAD;
    expect(await announce(NEXT_HEAD)).toEqual({ state: "announced", changed: false });
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /^<!-- infra:plan:comment -->\n<!-- infra:plan:record .*\n> \[!IMPORTANT\]\n> Outdated: this plan is of commit 3f9c1e7; /,
      ),
    ]);
    const before = writes().length;
    await announce(NEXT_HEAD);
    expect(writes().length).toBe(before);
  });

  it("leaves a plan of the same commit as it is when that is planned again", async () => {
    await publish();
    const before = [github.body(), says()];
    expect(await announce(HEAD)).toEqual({ state: "announced", changed: false });
    expect([github.body(), says()]).toEqual(before);
  });

  it("is not announced when there is a newer one, or the pull request is closed", async () => {
    expect(await announce(NEXT_HEAD)).toEqual({
      state: "not-announced",
      because: "commit d0e1f2a is no longer the head of the pull request",
    });
    github.pull.state = "closed";
    expect(await announce(HEAD)).toEqual({ state: "not-announced", because: "pull request 7 is closed" });
    expect(writes()).toEqual([]);
  });
});
