import fc from "fast-check";
import { BEGIN, END } from "../../../../operations/report/pull-request/body";
import { COMMENT_MARK } from "../../../../operations/report/pull-request/comment";
import { placePlan, type Showing } from "../../../../operations/report/pull-request/place-plan";
import { BASE, HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../../../support/github";
import { between, record, report, repositoryOf, TOKEN } from "./support";

const AUTHOR = "Adds a queue.\r\n\r\n- [ ] asked the team\r\n";
const PLACED = `${AUTHOR}\n\n${between(report("one"))}`;

let github: LocalGitHub;

const place = (showing: Partial<Showing> = {}) =>
  placePlan(repositoryOf(github), { number: 7, commit: HEAD, text: () => report("one"), ...showing });

const edit = (from: string, to: string) => () => {
  github.pull.body = (github.pull.body ?? "").replace(from, to);
};

const writes = () => github.asked().filter((operation) => !/get|list/.test(operation));

beforeEach(async () => {
  github = await localGitHub(AUTHOR, TOKEN);
});
afterEach(() => github.close());

describe("a plan in a description", () => {
  it("is written once, and not again while it stands there", async () => {
    expect(await place()).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(PLACED);
    expect(await place()).toEqual({ place: "body", changed: false });
    github.pull.body = PLACED.replaceAll(/\r?\n/g, "\r\n");
    expect(await place()).toEqual({ place: "body", changed: false });
    expect(writes()).toEqual(["pulls/update"]);
  });

  it("replaces the one before, with which it is compared", async () => {
    github.pull.body = `${AUTHOR}${between(report("old", record(BASE)))}\nmore`;
    const seen: unknown[] = [];
    await place({
      text: (_, previous) => {
        seen.push(previous);
        return report("one");
      },
    });
    expect(github.body()).toBe(`${AUTHOR}${between(report("one"))}\nmore`);
    expect(seen).toEqual([record(BASE)]);
    github.pull.body = `${AUTHOR}${between(report("again"))}`;
    await place({ text: (_, previous) => report(String(previous)) });
    expect(github.body()).toContain("## Plan: undefined");
  });

  it.each([404, 422])(
    "is compared with what stands there when GitHub does not know that commit: %s",
    async (status) => {
      github.pull.body = `${AUTHOR}${between(report("old", record(BASE)))}`;
      const value = { message: `No commit found for SHA: ${BASE}`, ...(status === 422 && { documentation_url: "" }) };
      github.misbehave("checks/list-for-ref", { answer: { status, value } });
      const seen: unknown[] = [];
      await place({ text: (_, previous) => report(String(seen.push(previous))) });
      expect([seen, github.body()]).toEqual([[record(BASE)], `${AUTHOR}${between(report("1"))}`]);
    },
  );

  it("is made as long as there is room", async () => {
    github.pull.body = "a".repeat(60_000);
    const rooms: number[] = [];
    await place({ text: (room) => String(rooms.push(room)) });
    expect(rooms).toEqual([65_536 - 60_000 - 2 - BEGIN.length - END.length - 3]);
  });

  it.each([
    ["is closed", { state: "closed" as const }, "pull request 7 is closed"],
    ["is merged", { state: "closed" as const, merged: true }, "pull request 7 is merged"],
    ["has a newer head", { head: NEXT_HEAD }, "commit 3f9c1e7 is no longer the head of the pull request"],
  ])("is not written when the pull request %s", async (_, changes, because) => {
    Object.assign(github.pull, changes);
    expect(await place()).toEqual({ place: "nowhere", because });
    expect(github.asked()).toEqual(["pulls/get"]);
    expect(github.body()).toBe(AUTHOR);
  });

  it("is written on a draft, and for any head when no commit is named", async () => {
    Object.assign(github.pull, { draft: true, head: NEXT_HEAD });
    const { commit, ...any } = { number: 7, commit: HEAD, text: () => report("one") };
    expect(await placePlan(repositoryOf(github), any)).toEqual({ place: "body", changed: true });
  });

  it("is not written over that of a later run of the same commit, if there was one", async () => {
    github.pull.body = `${AUTHOR}\n\n${between(report("later", record(HEAD, 992)))}`;
    const asked: unknown[] = [];
    const answer = (later: boolean) => async (claimed: unknown) => asked.push(claimed) > 0 && later;
    expect(await place({ isSuperseded: answer(true) })).toEqual({
      place: "nowhere",
      because: "a later run has shown its plan of this commit",
    });
    expect(asked).toEqual([record(HEAD, 992)]);
    expect(await place({ isSuperseded: answer(false) })).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(PLACED);
  });
});

describe("what the author writes at the same time", () => {
  const both = PLACED.replace("Adds a queue.", "Adds two queues.");

  it.each([
    ["before it is read", "pulls/get", "before" as const],
    ["after it was written, and before GitHub answers", "pulls/update", "after" as const],
  ])("is kept: %s", async (_, operation, when) => {
    github.misbehave(operation, { [when]: edit("Adds a queue.", "Adds two queues.") });
    expect(await place()).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(both);
  });

  it.each(["reset", "truncated"] as const)("is kept when the answer to our write is lost: %s", async (answer) => {
    github.misbehave("pulls/update", { isDone: true, after: edit("Adds a queue.", "Adds two queues."), answer });
    expect(await place()).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(both);
    expect(writes()).toEqual(["pulls/update"]);
  });

  it.each([
    ["a limit of rates", { status: 403, value: { message: "secondary rate limit" }, headers: { "retry-after": "30" } }],
    ["a broken server", { status: 500, value: { message: "Server Error" } }],
    ["a lost connection", "reset" as const],
  ])("is kept while our write waits for %s", async (_, answer) => {
    github.misbehave("pulls/update", { answer, after: edit("Adds a queue.", "Adds two queues.") });
    expect(await place()).toEqual({ place: "body", changed: true });
    expect(github.body()).toBe(both);
    expect(github.asked().filter((operation) => operation.startsWith("pulls/"))).toEqual([
      "pulls/get",
      "pulls/update",
      "pulls/get",
      "pulls/update",
    ]);
  });

  it("is kept also when it takes our section away each time, and then nothing is said to be written", async () => {
    let edits = 0;
    const after = () => {
      edits += 1;
      github.pull.body = `Mine, ${edits}`;
    };
    github.misbehave("pulls/update", { times: 9, after });
    await expect(place()).rejects.toThrow(
      "could not write the description of pull request 7 at 3 tries; what its author wrote is still there. Run this again. The last time: somebody changed it at the same time",
    );
    expect(github.body()).toBe("Mine, 3");
  });

  it("is kept when GitHub never answers, and that is said", async () => {
    github.misbehave("pulls/update", { times: 9, answer: "reset" });
    await expect(place()).rejects.toThrow(
      /^could not write the description of pull request 7 at 3 tries;.*The last time: could not write pull request 7/,
    );
    expect(github.body()).toBe(AUTHOR);
  });

  it("is kept, whatever it is, at whatever moment", async () => {
    const prose = fc
      .array(fc.constantFrom("a", "\r\n", "\n", "```\nb\n```\n", "😀", "<!-- c -->", "$&"))
      .map((parts) => parts.join(""));
    const moments = fc.constantFrom("none", "pulls/get", "pulls/update");
    await fc.assert(
      fc.asyncProperty(prose, prose, moments, async (first, second, moment) => {
        github.pull.body = first;
        let isSaved = moment === "none";
        const save = () => {
          if (isSaved) return;
          isSaved = true;
          github.pull.body = github.body()?.includes(BEGIN) ? `${second}\n\n${between(report("one"))}` : second;
        };
        if (moment === "pulls/get") github.misbehave(moment, { before: save });
        if (moment === "pulls/update") github.misbehave(moment, { after: save });
        await place();
        expect(github.body()?.startsWith(isSaved && moment !== "none" ? second : first)).toBe(true);
        isSaved = true;
        github.state.comments.length = 0;
      }),
      { numRuns: 40 },
    );
  });

  it("does not let a plan stand that a push made outdated while it was written", async () => {
    const after = () => Object.assign(github.pull, { head: NEXT_HEAD });
    github.misbehave("pulls/update", { after });
    expect(await place()).toEqual({
      place: "nowhere",
      because: "commit 3f9c1e7 is no longer the head of the pull request",
    });
    expect(github.body()).toContain(
      "> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is being planned.\n\n## Plan: one\n",
    );
  });
});

describe("a plan that cannot stand in the description", () => {
  const DAMAGED = `Mine.\n${BEGIN}\n${BEGIN}\nold\n${END}`;
  const ours = () => github.state.comments.filter(({ author }) => author === "github-actions[bot]");

  it.each([
    ["damaged marks", DAMAGED, "it has <code>&#60;&#33;-- infra&#58;plan&#58;begin --&#62;</code> on line 2, "],
    [
      "an open block of code",
      "```\nmine",
      "a block of code begins on its line 1 and does not end, so the plan would not be shown.",
    ],
    ["no room", "m".repeat(65_500), "the pull request's description would be "],
  ])("stands in one comment, which says why: %s", async (_, body, why) => {
    github.pull.body = body;
    const placed = await place();
    expect(placed).toMatchObject({ place: "comment", changed: true });
    expect(github.body()).toBe(body);
    expect(ours()).toHaveLength(1);
    const [comment] = ours();
    expect(comment?.body).toMatch(new RegExp(`^${COMMENT_MARK}\\n<!-- infra:plan:record .*\\n## Plan: one\\n`));
    expect(comment?.body).toContain("> [!NOTE]\n> The plan stands in this comment. ");
    expect(comment?.body).toContain(why);
    expect(placed).toMatchObject({ url: `https://github.com/equipweb/infra/pull/7#issuecomment-${comment?.id}` });

    expect(await place()).toMatchObject({ place: "comment", changed: false });
    expect(await place({ text: () => report("two") })).toMatchObject({ place: "comment", changed: true });
    expect(ours().map((one) => [one.id, one.body.includes("## Plan: two")])).toEqual([[comment?.id, true]]);
  });

  it.each([
    ["stands in the description when all of it fits into little room", 3000, "body"],
    ["stands in a comment when the description would have to leave out much of it", 6000, "comment"],
  ])("%s", async (_, length, where) => {
    github.pull.body = "m".repeat(61_500);
    const placed = await place({ text: (room) => report("t".repeat(Math.min(room - 500, length))) });
    expect([placed.place, ours().length]).toEqual([where, where === "comment" ? 1 : 0]);
    if (where === "comment") {
      expect(placed).toMatchObject({ because: expect.stringContaining("has room for only 3,983 more characters, so") });
      expect(github.body()).toBe("m".repeat(61_500));
    }
  });

  it("is compared with the one in the comment before", async () => {
    github.pull.body = DAMAGED;
    await place({ text: () => report("old", record(BASE)) });
    const seen: unknown[] = [];
    await place({ text: (_, previous) => String(seen.push(previous)) });
    expect(seen.at(-1)).toEqual(record(BASE));
  });

  it("leaves no older one in the description that would be taken for it", async () => {
    const long = "m".repeat(64_800);
    github.pull.body = `${long}\n${between("o".repeat(600))}`;
    const placed = await place({ text: () => report("t".repeat(5000)) });
    expect(placed).toMatchObject({ place: "comment", changed: true });
    const [comment] = ours();
    const url = `https://github.com/equipweb/infra/pull/7#issuecomment-${comment?.id}`;
    expect(github.body()).toBe(
      `${long}\n${between(`**The plan stands in [a comment](${url})**: here is no room for it.`)}`,
    );
  });

  it.each(["pulls/get", "issues/create-comment"])(
    "does not stand for a newer head that is pushed meanwhile: after %s",
    async (operation) => {
      github.pull.body = DAMAGED;
      github.misbehave(operation, { after: () => Object.assign(github.pull, { head: NEXT_HEAD }) });
      expect(await place()).toEqual({
        place: "nowhere",
        because: "commit 3f9c1e7 is no longer the head of the pull request",
      });
      expect(ours().map(({ body }) => body)).toEqual([
        expect.stringContaining(
          "> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is being planned.\n\n## Plan: one\n",
        ),
      ]);
      expect(github.body()).toBe(DAMAGED);
    },
  );

  it("is said once only, and never in anybody else's comment", async () => {
    const copied = github.state.comment(7, `${COMMENT_MARK}\nmine, copied`, "mara");
    const quoted = github.state.comment(7, `See ${COMMENT_MARK}`, "github-actions[bot]");
    const first = github.state.comment(7, `${COMMENT_MARK}\r\nfirst`, "github-actions[bot]");
    github.state.comment(7, `${COMMENT_MARK}\nsecond`, "github-actions[bot]");
    github.pull.body = DAMAGED;
    await place();
    expect(github.state.comments.map(({ id }) => id)).toEqual([copied.id, quoted.id, first.id]);
    expect([copied.body, quoted.body]).toEqual([`${COMMENT_MARK}\nmine, copied`, `See ${COMMENT_MARK}`]);
    expect(first.body).toContain("## Plan: one");
  });

  it.each(["reset", "truncated"] as const)("is said once also when the answer is lost: %s", async (answer) => {
    github.pull.body = DAMAGED;
    github.misbehave("issues/create-comment", { isDone: true, answer });
    expect(await place()).toMatchObject({ place: "comment", changed: true });
    expect(ours()).toHaveLength(1);
  });

  it("is said to be nowhere when GitHub takes no comment", async () => {
    github.pull.body = DAMAGED;
    github.misbehave("issues/create-comment", {
      times: 9,
      answer: { status: 500, value: { message: "Server Error" } },
    });
    await expect(place()).rejects.toThrow(
      /^could not comment on pull request 7 at 3 tries\. .*GitHub answered 500: Server Error/,
    );
  });

  it("goes back into the description when that can be, and the comment goes", async () => {
    github.pull.body = DAMAGED;
    await place();
    github.pull.body = AUTHOR;
    expect(await place()).toEqual({ place: "body", changed: true });
    expect([github.body(), ours()]).toEqual([PLACED, []]);
  });
});
