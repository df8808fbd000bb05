import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import { recordOf } from "../../../../operations/report/history/record";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { StackResult } from "../../../../operations/report/read/stack-result";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, planned, resource } from "../support";

const COMMIT = "abc1234000000000000000000000000000000000";

const topics = (...names: readonly string[]) =>
  aPlan({ resource_changes: names.map((name) => resource(`a.${name}`, ["create"], { after: { name } })) });

/** The line, and the fold after it. */
function since(before: readonly StackResult[], now: readonly StackResult[], change: Partial<PlanRecord> = {}) {
  const previous = { ...recordOf(reportOf(before), { commit: COMMIT }), ...change };
  const text = toMarkdown(reportOf(now), { previous });
  return {
    line: /^Since the last plan of this pull request(.*)$/m.exec(text)?.[1],
    fold: /<summary>What differs since then<\/summary>\n\n([\s\S]*?)\n\n<\/details>/.exec(text)?.[1]?.split("\n"),
  };
}

describe("what differs since the last plan", () => {
  it("is nothing", () => {
    const stacks = [planned("a", topics("x"))];
    expect(since(stacks, stacks)).toEqual({ line: " (<code>abc1234</code>): no change.", fold: undefined });
  });

  it("is nothing known of a stack that failed both times", () => {
    const stacks: readonly StackResult[] = [
      planned("a", topics("x")),
      { id: "b", status: "failed", error: "Error: no" },
    ];
    expect(since(stacks, stacks).line).toBe(" (<code>abc1234</code>): no change in what could be planned.");
  });

  it("names a few changes in the line", () => {
    const changed = aPlan({
      resource_changes: [
        resource("a.x", ["delete"], { before: { name: "x" } }),
        resource("a.new", ["create"], { after: { name: "new" } }),
      ],
    });
    expect(since([planned("a", topics("x", "old"))], [planned("a", changed)])).toEqual({
      line: " (<code>abc1234</code>): 1 change appeared (**+** <code>a</code> <code>a.new</code>); 1 change disappeared (**+** <code>a</code> <code>a.old</code>); 1 change differs (**−** <code>a</code> <code>a.x</code>, before **+**).",
      fold: undefined,
    });
  });

  it("counts many in the line, and lists them in a fold", () => {
    expect(since([planned("a", topics("x"))], [planned("a", topics("x", "b", "c", "d", "e"))])).toEqual({
      line: " (<code>abc1234</code>): 4 changes appeared.",
      fold: [
        "**4 changes appeared**",
        "",
        ...["b", "c", "d", "e"].map((name) => `- **+** <code>a</code> <code>a.${name}</code>`),
      ],
    });
  });

  it("says how many more there are than it lists", () => {
    const names = Array.from({ length: 130 }, (_, index) => `n${index}`);
    const { fold } = since([planned("a", topics())], [planned("a", topics(...names))]);
    expect([fold?.length, fold?.at(-1)]).toEqual([103, "- and 30 more"]);
  });

  it("tells of stacks that are new, gone, or in another state", () => {
    const failed: StackResult = { id: "c", status: "failed", error: "Error: no" };
    expect(
      since([planned("a", topics("x", "y")), planned("c", topics())], [planned("b", topics("z")), failed]).line,
    ).toBe(
      " (<code>abc1234</code>): 1 stack is new, with 1 change (<code>b</code>); 1 stack is gone, with 2 changes (<code>a</code>); 1 stack is in another state (<code>c</code> was <code>no-changes</code>, is <code>failed</code>); 1 stack differs in what is not recorded (<code>c</code>).",
    );
  });

  it("says that too little is known", () => {
    const stacks = [planned("a", topics("x"))];
    expect(since(stacks, stacks, { stacks: [] }).line).toBe(
      " (<code>abc1234</code>): too little is known of it to compare.",
    );
  });

  it("is not told of the first plan", () => {
    expect(toMarkdown(reportOf([planned("a", topics("x"))]))).not.toContain("Since");
  });
});
