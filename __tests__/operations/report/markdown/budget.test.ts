import { DEFAULT_BUDGET, toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { StackResult } from "../../../../operations/report/read/stack-result";
import { reportOf } from "../../../../operations/report/report-of";
import { codePointsIn, sliceOf } from "../../../../operations/report/wording/code-points";
import { aPlan, FIXTURES, planned, reportOfPlan, resource, tableOf } from "../support";

const queues = (number: number, actions: readonly string[], change: object) =>
  Array.from({ length: number }, (_, index) => resource(`aws_sqs_queue.q${index}`, actions, { ...change }));

const attributes = (value: string) =>
  Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`attribute_${index}`, `${value} ${index}`]));

/** What a report says that it leaves out. */
const leftOut = (markdown: string): string | undefined => /Left out: (.*)\./.exec(markdown)?.[1];

const mixed: readonly StackResult[] = [
  planned(
    "dev-a",
    aPlan({
      resource_changes: [
        resource("aws_sqs_queue.created", ["create"], { after: attributes("new") }),
        resource("aws_sqs_queue.updated", ["update"], { before: attributes("old"), after: attributes("new") }),
        resource("aws_sqs_queue.replaced", ["delete", "create"], {
          before: attributes("old"),
          after: attributes("new"),
          replace_paths: [["attribute_0"]],
        }),
        resource("aws_sqs_queue.deleted", ["delete"], { before: attributes("old") }),
      ],
      output_changes: { url: { actions: ["update"], before: "old-url", after: "new-url" } },
      resource_drift: [
        resource("aws_sqs_queue.drifted", ["update"], { before: attributes("x"), after: attributes("y") }),
      ],
    }),
  ),
  { id: "dev-b", status: "failed", error: `Error: no\n${"why ".repeat(500)}` },
  planned("dev-c", "empty"),
];

/** All forms that a report goes through as its budget shrinks, longest first. */
function formsOf(stacks: readonly StackResult[]): readonly string[] {
  const report = reportOf(stacks);
  const forms = [toMarkdown(report, { budget: Number.MAX_SAFE_INTEGER })];
  for (;;) {
    const last = forms.at(-1) ?? "";
    const next = toMarkdown(report, { budget: codePointsIn(last) - 1 });
    if (next.length >= last.length) return forms;
    forms.push(next);
  }
}

describe("a budget", () => {
  const forms = formsOf(mixed);
  const has = (text: string) => forms.map((form) => form.includes(text));

  it("is met by leaving out more and more, and saying what", () => {
    expect(forms.map(leftOut)).toEqual([
      undefined,
      "the attributes of what is created",
      "the attributes of what is created and updated",
      "all attributes and values; addresses and names are listed",
      "all addresses but those of dangers; everything is counted",
      "all addresses, even those of dangers; everything is counted per stack",
      "all addresses and the table of stacks; only dangers are counted per stack",
      "everything but these numbers",
    ]);
  });

  it("takes creates first, then updates, and what is destroyed or replaced last", () => {
    expect(has('attribute_1: "new 1"\n')).toEqual([true, false, false, false, false, false, false, false]);
    expect(has("! aws_sqs_queue.updated\n    attribute_0")).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(has("# forces replacement")).toEqual([true, true, true, false, false, false, false, false]);
    expect(has("+ aws_sqs_queue.created")).toEqual([true, true, true, true, false, false, false, false]);
    expect(has("! url")).toEqual([true, true, true, true, false, false, false, false]);
    expect(has("<code>aws_sqs_queue.deleted</code>")).toEqual([true, true, true, true, true, false, false, false]);
    expect(has("<code>dev-a</code>: ±1 −1")).toEqual([false, false, false, false, false, true, true, false]);
    expect(has("| <code>dev-a</code> | 1 | 1 | 1 | 1 | 1 | changes; 1 output |")).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("never takes the verdict and the number of dangers", () => {
    expect(has("## Plan: 1 of 3 stacks changes, 1 failed · +1 ~1 ±1 −1\n")).toEqual(forms.map(() => true));
    expect(has("1 stack **failed**, 1 resource is **destroyed**, 1 resource is **replaced**")).toEqual(
      forms.map(() => true),
    );
  });

  it("never takes the name of a stack that failed, but in the shortest form", () => {
    expect(has("<code>dev-b</code> **failed**: <code>Error&#58; no</code>")).toEqual(
      forms.map((_, index) => index < 7),
    );
  });

  it("is met at every size, and more of it never shows less", () => {
    const report = reportOf(FIXTURES.map((name) => planned(name, name)));
    const lengths = Array.from({ length: 40 }, (_, index) => (index + 1) * 500).map((budget) => {
      const length = codePointsIn(toMarkdown(report, { budget }));
      expect(length).toBeLessThanOrEqual(budget);
      return length;
    });
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });

  it("gives the shortest form when nothing fits", () => {
    expect(toMarkdown(reportOf(mixed), { budget: 0 })).toBe(forms.at(-1));
  });

  it("is counted in code points, so an emoji is one", () => {
    expect([codePointsIn("a😀b"), codePointsIn("\ud83d"), codePointsIn("\ude00\ud83d"), codePointsIn("")]).toEqual([
      3, 1, 2, 0,
    ]);
    const report = reportOfPlan(
      aPlan({ output_changes: { a: { actions: ["create"], before: null, after: "😀".repeat(90) } } }),
    );
    const whole = toMarkdown(report);
    expect(codePointsIn(whole)).toBe([...whole].length);
    expect(toMarkdown(report, { budget: [...whole].length })).toBe(whole);
    expect(toMarkdown(report, { budget: [...whole].length - 1 })).not.toBe(whole);
  });
});

describe("sliceOf", () => {
  it("never cuts a character in two", () => {
    expect([sliceOf("a😀b", 0, 2), sliceOf("a😀b", 2, 4), sliceOf("a😀b", 0, 3)]).toEqual(["a", "😀b", "a😀"]);
  });
});

describe("a huge plan", () => {
  it.each<[string, readonly string[], object, string]>([
    ["created", ["create"], { after: { a: "new" } }, "+20,000"],
    ["updated", ["update"], { before: { a: "old" }, after: { a: "new" } }, "~20,000"],
  ])("of 20,000 resources that are %s is counted within the budget", (_, actions, change, sign) => {
    const text = toMarkdown(reportOfPlan(aPlan({ resource_changes: queues(20_000, actions, change) })));
    expect(codePointsIn(text)).toBeLessThanOrEqual(DEFAULT_BUDGET);
    expect(text).toContain(`## Plan: 1 of 1 stack changes · ${sign}\n`);
    expect(tableOf(text).stack).toMatchObject({ [sign.charAt(0)]: "20,000" });
    expect(leftOut(text)).toBe("all addresses but those of dangers; everything is counted");
  });

  it("of 20,000 resources that are destroyed counts them per stack", () => {
    const plan = aPlan({ resource_changes: queues(20_000, ["delete"], { before: { a: "old" } }) });
    const text = toMarkdown(reportOf([planned("dev-a", plan), planned("dev-b", plan)]));
    expect(codePointsIn(text)).toBeLessThanOrEqual(DEFAULT_BUDGET);
    expect(text).toContain(
      "> 40,000 resources are **destroyed**\n> - <code>dev-a</code>: −20,000\n> - <code>dev-b</code>: −20,000\n",
    );
  });

  it("names the few that are destroyed among 20,000 that are created", () => {
    const plan = aPlan({
      resource_changes: [
        ...queues(20_000, ["create"], { after: { a: 1 } }),
        resource("aws_db_instance.orders", ["delete"]),
      ],
    });
    expect(toMarkdown(reportOfPlan(plan))).toContain("> - − <code>stack</code> <code>aws_db_instance.orders</code>: ");
  });

  it("of 5,000 stacks with dangers keeps within the budget", () => {
    const plan = aPlan({ resource_changes: [resource("a.b", ["delete"])] });
    const text = toMarkdown(reportOf(Array.from({ length: 5000 }, (_, index) => planned(`dev-${index}`, plan))));
    expect(codePointsIn(text)).toBeLessThanOrEqual(DEFAULT_BUDGET);
    expect(text).toContain("## Plan: 5,000 of 5,000 stacks change · −5,000\n\n5,000 resources are **destroyed**\n");
  });

  it("with attributes of 5 MB shows where they begin to differ, and how long they are", () => {
    const before = { policy: `${"x".repeat(4_999_999)}a`, same: "y".repeat(5_000_000) };
    const after = { policy: `${"x".repeat(4_999_999)}b`, same: "y".repeat(5_000_000) };
    const plan = aPlan({
      resource_changes: [
        resource("a.updated", ["update"], { before, after }),
        resource("a.created", ["create"], { after: { policy: before.policy } }),
      ],
    });
    const text = toMarkdown(reportOfPlan(plan));
    const context = "x".repeat(40);
    expect(text).toContain(
      `! a.updated\n    policy: …"${context}a" (5,000,000 characters) → …"${context}b" (5,000,000 characters)\n`,
    );
    expect(text).toContain(`+ a.created\n    policy: "${"x".repeat(200)}"… (5,000,000 characters)\n`);
    expect(leftOut(text)).toBeUndefined();
  });
});
