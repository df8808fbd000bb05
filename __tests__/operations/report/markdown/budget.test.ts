import { DEFAULT_BUDGET, toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { StackResult } from "../../../../operations/report/read/stack-result";
import { reportOf } from "../../../../operations/report/report-of";
import { codePointsIn, sliceOf } from "../../../../operations/report/wording/code-points";
import { count } from "../../../../operations/report/wording/words";
import { aPlan, FIXTURES, planned, reportOfPlan, resource, tableOf } from "../support";

const queues = (number: number, actions: readonly string[], change: object) =>
  Array.from({ length: number }, (_, index) => resource(`aws_sns_topic.q${index}`, actions, { ...change }));

const attributes = (value: string, number = 10) =>
  Object.fromEntries(Array.from({ length: number }, (_, index) => [`attribute_${index}`, `${value} ${index}`]));

/** What a report says that it leaves out, an item each; undefined when it says nothing of the kind. */
const leftOut = (markdown: string): readonly string[] | undefined =>
  /too long for this place\.(.*)\n((?:> - .*\n)*)/
    .exec(markdown)?.[2]
    ?.trim()
    .split("\n")
    .map((line) => line.slice("> - ".length));

/** Whatever is left out, a report of it must not be longer than it may be. */
const fits = (markdown: string, budget: number): boolean => codePointsIn(markdown) <= budget;

const mixed = (number: number): StackResult =>
  planned(
    "dev-a",
    aPlan({
      resource_changes: [
        ...queues(number, ["create"], { after: attributes("new", 30) }),
        ...Array.from({ length: number }, (_, index) =>
          resource(`aws_sns_topic.u${index}`, ["update"], {
            before: attributes(`old ${index}`),
            after: attributes(`new ${index}`),
          }),
        ),
        resource("aws_sns_topic.replaced", ["delete", "create"], {
          before: attributes("old"),
          after: attributes("new"),
          replace_paths: [["attribute_0"]],
        }),
        resource("aws_sns_topic.deleted", ["delete"], { before: attributes("old") }),
      ],
      output_changes: { url: { actions: ["update"], before: "old-url", after: "new-url" } },
      resource_drift: [
        resource("aws_sns_topic.drifted", ["update"], { before: attributes("x"), after: attributes("y") }),
      ],
    }),
  );

const failing: StackResult = { id: "dev-b", status: "failed", error: `Error: no\n${"why ".repeat(500)}` };

/** The different forms of a report as its budget shrinks, longest first. */
function formsOf(
  stacks: readonly StackResult[],
): readonly { readonly text: string; readonly left: readonly string[] }[] {
  const report = reportOf(stacks);
  const forms = [{ text: toMarkdown(report, { budget: Number.MAX_SAFE_INTEGER }), left: [] as readonly string[] }];
  for (let budget = codePointsIn(forms[0]?.text ?? ""); budget > 0; budget -= 150) {
    const text = toMarkdown(report, { budget });
    const left = leftOut(text) ?? [];
    if (JSON.stringify(left) !== JSON.stringify(forms.at(-1)?.left)) forms.push({ text, left });
  }
  return forms;
}

describe("a budget", () => {
  const forms = formsOf([mixed(20)]);
  const has = (text: string) => forms.map((form) => form.text.includes(text));

  it("is met by leaving out more and more, and saying exactly what", () => {
    expect(forms.map(({ left }) => left)).toEqual([
      [],
      ["of <code>dev-a</code>: the attributes of resources: 20 created"],
      ["of <code>dev-a</code>: the attributes of resources: 20 created, 20 updated"],
      [
        "of <code>dev-a</code>: the attributes of resources: 20 created, 20 updated, 1 replaced, 1 drifted; the values of 1 output",
      ],
      [
        "of <code>dev-a</code>: the attributes of resources: 20 created, 20 updated, 1 replaced, 1 drifted; the values of 1 output; the addresses of 41 resources",
      ],
      ["of <code>dev-a</code>: all but its counts"],
      [
        "the addresses of 2 of the dangers",
        "the rows of 1 stack in the table",
        "of <code>dev-a</code>: all but its counts",
      ],
      [],
    ]);
  });

  it("takes creates first, then updates, and what is destroyed or replaced last", () => {
    expect({
      creates: has('attribute_29: "new 29"\n'),
      updates: has('attribute_1: "old 7 1" → "new 7 1"\n'),
      replaces: has('attribute_1: "old 1" → "new 1"\n'),
      addresses: has("+ aws_sns_topic.q7\n"),
      types: has("+ 20 × aws_sns_topic\n"),
      deleted: has("- aws_sns_topic.deleted\n"),
      named: has("> - − <code>dev-a</code> <code>aws_sns_topic.deleted</code>"),
      row: has("| <code>dev-a</code> | 20 | 20 | **1** | **1** | 1 | changes; 1 output |"),
      verdict: has("## Plan: 1 of 1 stack changes · +20 ~20 ±1 −1 · 1 output\n"),
      dangers: has("1 resource is **destroyed**, 1 resource is **replaced**"),
    }).toEqual({
      creates: [true, false, false, false, false, false, false, false],
      updates: [true, true, false, false, false, false, false, false],
      replaces: [true, true, true, false, false, false, false, false],
      addresses: [true, true, true, true, false, false, false, false],
      types: [false, false, false, false, true, false, false, false],
      deleted: [true, true, true, true, true, false, false, false],
      named: [true, true, true, true, true, true, false, false],
      row: [true, true, true, true, true, true, false, false],
      verdict: forms.map(() => true),
      dangers: forms.map(() => true),
    });
  });

  it("says in the fold what is left out there", () => {
    const last = (text: string) => /_Left out here: (.*)\._\n\n<\/details>/.exec(text)?.[1];
    expect(forms.map(({ text }) => last(text))).toEqual(
      forms.map(({ left: [first = ""] }) => /^of <code>dev-a<\/code>: (?!all but)(.*)$/.exec(first)?.[1]),
    );
  });

  it("says where the whole report is", () => {
    const facts = { fullReport: "https://github.com/o/r/actions/runs/1" };
    expect(toMarkdown(reportOf([mixed(20)]), { budget: 10_000, facts })).toContain(
      "The whole report is too long for this place. It is in the [full report](https://github.com/o/r/actions/runs/1). Left out:\n",
    );
  });

  it("is met by a giant, and the others keep everything", () => {
    const giant = planned(
      "dev-a",
      aPlan({ resource_changes: queues(5000, ["create"], { after: attributes("new", 2) }) }),
    );
    const small = (id: string) =>
      planned(id, aPlan({ resource_changes: queues(3, ["update"], { before: { a: id }, after: { a: `${id}!` } }) }));
    const text = toMarkdown(reportOf([giant, small("dev-b"), small("dev-c"), mixed(2)]));
    expect(fits(text, DEFAULT_BUDGET)).toBe(true);
    expect(leftOut(text)).toEqual([
      "of <code>dev-a</code>: the attributes of resources: 5,000 created; the addresses of 5,000 resources",
    ]);
    expect(["dev-b", "dev-c"].map((id) => text.includes(`a: "${id}" → "${id}!"\n`))).toEqual([true, true]);
  });

  it("gives stacks in danger what it can before others", () => {
    const many = (id: string, action: readonly string[]) =>
      planned(
        id,
        aPlan({
          resource_changes: [
            ...Array.from({ length: 60 }, (_, index) =>
              resource(`aws_sns_topic.u${index}`, ["update"], {
                before: attributes(`old ${index}`),
                after: attributes(`new ${index}`),
              }),
            ),
            resource("aws_sns_topic.other", action, { after: { a: 1 } }),
          ],
        }),
      );
    const text = toMarkdown(reportOf([many("dev-a", ["create"]), many("dev-b", ["delete"])]), { budget: 42_000 });
    expect(leftOut(text)).toEqual(["of <code>dev-a</code>: the attributes of resources: 1 created, 60 updated"]);
  });

  it("sums up what is left out of many stacks", () => {
    const stacks = Array.from({ length: 9 }, (_, index) => ({ ...mixed(50), id: `dev-${index}` }));
    const left = leftOut(toMarkdown(reportOf(stacks), { budget: 6_000 }));
    expect(left?.slice(-2)).toEqual([
      "of <code>dev-5</code>: all but its counts",
      "of 3 more stacks: all but the counts",
    ]);
  });

  it("keeps the rows of stacks that failed or are in danger, and adds up the others", () => {
    const creates = aPlan({ resource_changes: queues(3, ["create"], { after: { a: 1 } }) });
    const stacks = Array.from({ length: 300 }, (_, index) => planned(`dev-${index}`, creates));
    const deletes = planned("dev-x", aPlan({ resource_changes: queues(2, ["delete"], { before: { a: 1 } }) }));
    const text = toMarkdown(reportOf([...stacks, deletes, failing]), { budget: 8_000 });
    expect(fits(text, 8_000)).toBe(true);
    const { "dev-x": danger, "dev-b": failed, ...others } = tableOf(text);
    expect([danger?.["−"], failed?.status]).toEqual(["**2**", "**failed**"]);
    const named = Object.keys(others).filter((name) => name.startsWith("dev-")).length;
    const [sum] = Object.entries(others).filter(([name]) => name.endsWith("more stacks"));
    expect(sum?.[0]).toBe(`${300 - named} more stacks`);
    expect(sum?.[1]["+"]).toBe(String(3 * (300 - named)));
    expect(leftOut(text)?.[0]).toBe(`the rows of ${300 - named} stacks in the table`);
  });

  it("takes the names of stacks without changes, and says so", () => {
    const stacks = Array.from({ length: 200 }, (_, index) => planned(`dev-${index}`, "empty"));
    const text = toMarkdown(reportOf([...stacks, failing]), { budget: 2_000 });
    expect(text).toContain("\n200 stacks planned, no changes.\n");
    expect(leftOut(text)?.[0]).toBe("the names of 200 stacks of which there is nothing more to say");
  });

  it("is met at every size, and is filled as far as there is something to say", () => {
    const report = reportOf(FIXTURES.map((name) => planned(name, name)));
    for (let budget = 700; budget < 60_000; budget += 4_900) {
      expect({ budget, fits: fits(toMarkdown(report, { budget }), budget) }).toEqual({ budget, fits: true });
    }
  });

  it("gives the shortest form when nothing fits", () => {
    expect(toMarkdown(reportOf([mixed(20), failing]), { budget: 0 })).toBe(
      [
        "## Plan: 1 of 2 stacks changes, 1 failed · +20 ~20 ±1 −1 · 1 output",
        "Everything else is left out: there is no room for it here.\n",
      ].join("\n\n"),
    );
  });

  it("is met from 500 characters on, whatever there is to say", () => {
    const report = reportOf([
      ...["every-change", "protection-off", "hand-made/unknown-action", "hand-made/create-and-forget"].map((name) =>
        planned(name, name),
      ),
      failing,
      { id: "dev-c", status: "vanished" },
    ]);
    const how = [
      "add the label ",
      { quoted: "plan: confirmed" },
      ", or approve this commit, now that the plan is shown",
    ];
    for (let budget = 500; budget < 2_000; budget += 100) {
      const text = toMarkdown(report, { budget, confirmation: { state: "needed", how } });
      expect({
        budget,
        fits: fits(text, budget),
        verdict: text.includes(" of 6 stacks change, 1 failed, 1 vanished"),
      }).toEqual({
        budget,
        fits: true,
        verdict: true,
      });
    }
  });

  it("gives the same text for the same report", () => {
    const texts = [0, 1].map(() => toMarkdown(reportOf([mixed(50), failing]), { budget: 9_000 }));
    expect(texts[0]).toBe(texts[1]);
  });

  it("is counted in code points, so an emoji is one", () => {
    expect([codePointsIn("a😀b"), codePointsIn("\ud83d"), codePointsIn("\ude00\ud83d"), codePointsIn("")]).toEqual([
      3, 1, 2, 0,
    ]);
    const created = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`a${index}`, "😀".repeat(90)]));
    const report = reportOfPlan(aPlan({ resource_changes: [resource("a.b", ["create"], { after: created })] }));
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
  it("of 20,000 resources is counted within the budget, and names the few that are destroyed", () => {
    const changes = [
      ...queues(15_000, ["create"], { after: { a: "new" } }),
      ...queues(5_000, ["update"], { before: { a: "old" }, after: { a: "new" } }),
      resource("aws_sns_topic.orders", ["delete"]),
    ];
    const text = toMarkdown(reportOfPlan(aPlan({ resource_changes: changes })));
    expect(fits(text, DEFAULT_BUDGET)).toBe(true);
    expect(text).toContain("## Plan: 1 of 1 stack changes · +15,000 ~5,000 −1\n");
    expect(tableOf(text).stack).toMatchObject({ "+": "15,000", "~": "5,000", "−": "**1**" });
    expect(leftOut(text)).toEqual([
      "of <code>stack</code>: the attributes of resources: 15,000 created, 5,000 updated; the addresses of 20,000 resources",
    ]);
    expect(text).toContain("+ 15,000 × aws_sns_topic\n");
    expect(text).toContain("! 5,000 × aws_sns_topic\n");
    expect(text).toContain("> - − <code>stack</code> <code>aws_sns_topic.orders</code>: ");
  });

  it("of 10,000 resources that are destroyed names as many as there is room for, and counts the others per stack", () => {
    const plan = aPlan({ resource_changes: queues(5_000, ["delete"], { before: { a: "old" } }) });
    const text = toMarkdown(reportOf([planned("dev-a", plan), planned("dev-b", plan)]));
    expect(fits(text, DEFAULT_BUDGET)).toBe(true);
    expect(text).toContain(
      "> 10,000 resources are **destroyed**\n> - − **10,000 resources** in 2 stacks: Terraform gives no reason\n",
    );
    const named = text.match(/^- − <code>dev-a<\/code> <code>aws_sns_topic\.q\d+<\/code>: /gm)?.length ?? 0;
    expect(named).toBeGreaterThan(300);
    expect(text).toContain(
      `- not named here: −${count(5_000 - named)} in <code>dev-a</code>\n- not named here: −5,000 in <code>dev-b</code>\n`,
    );
    expect(leftOut(text)?.[0]).toBe(`the addresses of ${count(10_000 - named)} of the dangers`);
  });

  it("never folds what holds data", () => {
    const databases = Array.from({ length: 100 }, (_, index) => ({
      ...resource(`aws_db_instance.d${index}`, ["delete"]),
      type: "aws_db_instance",
    }));
    const plan = aPlan({ resource_changes: [...queues(100, ["delete"], {}), ...databases] });
    const text = toMarkdown(reportOfPlan(plan));
    expect(
      text.match(/^> - − \*\*stateful\*\* <code>stack<\/code> <code>aws_db_instance\.d\d+<\/code>: it holds data/gm)
        ?.length,
    ).toBe(100);
    expect(text).toContain("> - − **100 resources** in <code>stack</code>: Terraform gives no reason\n");
    expect(text).toContain(
      "<details><summary>The addresses of these 100</summary>\n\n- − <code>stack</code> <code>aws_sns_topic.q0</code>",
    );
    const short = toMarkdown(reportOfPlan(plan), { budget: 4_000 });
    const named = short.match(/\*\*stateful\*\*/g)?.length ?? 0;
    expect(named).toBeGreaterThan(10);
    expect(short).toContain(`> - not named here: −${200 - named} in <code>stack</code>\n`);
    expect(short).not.toContain("aws_sns_topic");
  });

  it("of 1,500 stacks with dangers keeps within the budget", () => {
    const plan = aPlan({ resource_changes: [resource("a.b", ["delete"])] });
    const text = toMarkdown(reportOf(Array.from({ length: 1500 }, (_, index) => planned(`dev-${index}`, plan))));
    expect(fits(text, DEFAULT_BUDGET)).toBe(true);
    expect(text).toContain(
      "## Plan: 1,500 of 1,500 stacks change · −1,500\n\n> [!CAUTION]\n> 1,500 resources are **destroyed**\n",
    );
  });

  it("with attributes of 5 MB shows where they begin to differ, and how long they are", () => {
    const before = { document: `${"x".repeat(4_999_999)}a`, same: "y".repeat(1_000_000) };
    const after = { document: `${"x".repeat(4_999_999)}b`, same: "y".repeat(1_000_000) };
    const plan = aPlan({
      resource_changes: [
        resource("a.updated", ["update"], { before, after }),
        resource("a.created", ["create"], { after: { document: before.document } }),
      ],
    });
    const text = toMarkdown(reportOfPlan(plan));
    const context = "x".repeat(40);
    expect(text).toContain(
      `! a.updated\n    document: …"${context}a" (5,000,000 characters) → …"${context}b" (5,000,000 characters)\n`,
    );
    expect(text).toContain(`+ a.created\n    document: "${"x".repeat(200)}"… (5,000,000 characters)\n`);
    expect(leftOut(text)).toBeUndefined();
  });
});
