import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { StackResult } from "../../../../operations/report/read/stack-result";
import { reportOf } from "../../../../operations/report/report-of";
import { verdictOf } from "../../../../operations/report/wording/verdict";
import { aPlan, planned, reportOfPlan, resource, tableOf } from "../support";

const TERRAFORM_ERROR = `\u001b[31m╷\u001b[0m
│ Error: Unsupported attribute
│
│   on cdk.tf.json line 40, in resource.aws_ecs_service.users:
│   40: "cluster": "\${data.terraform_remote_state.main-platform.outputs.cluster_arn}"
│
│ This object does not have an attribute named "cluster_arn".
╵
`;

const orders = aPlan({
  resource_changes: [
    ...["aws_ecs_service.orders", "aws_ecs_task_definition.orders", "aws_iam_role.task"].map((address) =>
      resource(address, ["create"], { after: { name: "orders" } }),
    ),
    resource("aws_cloudwatch_log_group.orders", ["update"], { before: { days: 14 }, after: { days: 30 } }),
  ],
});

const STACKS: readonly StackResult[] = [
  planned("main-data", "aws-service"),
  { ...planned("main-service-orders", orders), waitsFor: ["main-data"] },
  { id: "main-service-users", status: "failed", error: TERRAFORM_ERROR },
  { id: "main-service-legacy", status: "vanished" },
  planned("main-network", "no-changes"),
  planned("main-platform", "no-changes"),
  planned("main-dns", "empty"),
  { id: "main-registry", status: "unaffected" },
];

/** Everything before the first fold. */
const firstScreen = (markdown: string): readonly string[] =>
  seen(markdown).split("\n\n<details>")[0]?.split("\n") ?? [];

/** A report without the record that nobody sees. */
const seen = (markdown: string): string => markdown.replace(/^<!-- .* -->\n\n/, "");

describe("the first screen", () => {
  it("says the verdict, every danger, and each stack, before any fold", () => {
    expect(firstScreen(toMarkdown(reportOf(STACKS), { facts: { branch: "main" } }))).toEqual([
      "## Plan for <code>main</code>: 2 of 8 stacks change, 1 failed, 1 vanished · +4 ~3 ±1 −1 · 1 output",
      "",
      "> [!CAUTION]",
      "> 1 stack **failed**, 1 stack **vanished**, 1 resource is **destroyed**, 1 resource is **replaced**, **2 of the resources are stateful**",
      "> - <code>main-service-users</code> **failed**: <code>Error&#58; Unsupported attribute</code>",
      "> - <code>main-service-legacy</code> **vanished**: it is no longer declared, what it holds stays, and no plan shows it",
      "> - − **stateful** <code>main-data</code> <code>aws_sqs_queue.invoices</code>: it holds messages; it is no longer in the configuration",
      "> - ± **stateful** <code>main-data</code> <code>aws_db_instance.orders</code>: it holds data; <code>storage_encrypted</code> cannot be changed in place; the old one is destroyed first",
      "",
      "| stack | + | ~ | ± | − | drift |  |",
      "|---|--:|--:|--:|--:|--:|---|",
      "| <code>main-data</code> | 1 | 2 | **1** | **1** | 0 | changes; 1 output |",
      "| <code>main-service-orders</code> | 3 | 1 | 0 | 0 | 0 | changes; waits for <code>main-data</code> |",
      "| <code>main-service-users</code> | ? | ? | ? | ? | ? | **failed** |",
      "| <code>main-service-legacy</code> | ? | ? | ? | ? | ? | **vanished** |",
      "",
      "3 stacks planned, no changes: <code>main-network</code>, <code>main-platform</code>, <code>main-dns</code>.",
      "",
      "1 stack not affected, not planned: <code>main-registry</code>.",
    ]);
  });

  it("has no alert when there is no danger", () => {
    expect(toMarkdown(reportOfPlan("outputs-only"))).not.toContain("[!");
  });

  it("says that there are no changes, and in which stacks", () => {
    const stacks = [planned("dev-network", "no-changes"), planned("dev-dns", "empty")];
    expect(seen(toMarkdown(reportOf(stacks)))).toBe(
      "## Plan: no changes in 2 stacks\n\n2 stacks planned, no changes: <code>dev-network</code>, <code>dev-dns</code>.\n\n<sub>planned <code>2026-01-01T00&#58;00&#58;00Z</code> · Terraform <code>1.11.4</code></sub>\n",
    );
  });

  it("folds the names of many stacks without changes, and counts them outside", () => {
    const stacks = Array.from({ length: 9 }, (_, index) => planned(`dev-${index}`, "empty"));
    expect(toMarkdown(reportOf(stacks))).toContain(
      "<details><summary>9 stacks planned, no changes</summary>\n\n<code>dev-0</code>, <code>dev-1</code>,",
    );
  });

  it("tells stacks together that are not planned for one reason, and what is more to say of one in the table", () => {
    const unplanned = (id: string, because = "nobody asks GitHub."): StackResult => ({
      id,
      status: "not-planned",
      notes: [`Not planned here: ${because}`],
    });
    const broken = { rule: "a-rule", severity: "high", message: "it is wrong", fix: "Mend it." } as const;
    const report = reportOf([
      unplanned("github"),
      unplanned("github-orders"),
      { ...unplanned("github-portal"), violations: [broken] },
      unplanned("other", "nobody knows."),
    ]);
    const text = toMarkdown(report);
    expect(Object.keys(tableOf(text))).toEqual(["github-portal", "other"]);
    expect(text).toContain(
      "\n2 stacks not planned here: <code>github</code>, <code>github-orders</code>. <code>Not planned here&#58; nobody asks GitHub.</code>\n",
    );
    expect(text).not.toContain("<summary><code>github-orders</code>");
    expect(toMarkdown(reportOf(Array.from({ length: 9 }, (_, index) => unplanned(`github-${index}`))))).toContain(
      "<details><summary>9 stacks not planned here</summary>\n\n<code>github-0</code>,",
    );
  });

  it("says that nothing was given, and that this is no good news", () => {
    expect(seen(toMarkdown(reportOf([])))).toBe(
      "## Plan: nothing was planned\n\n> [!CAUTION]\n> No stack was given to report on. This says nothing about what Terraform would do: look for what went wrong before.\n",
    );
  });

  it("keeps a stack in the table that has no changes, and something else to say", () => {
    const noted = { ...planned("dev-a", "no-changes"), notes: ["import blocks were left out"] };
    const waiting = { ...planned("dev-b", "no-changes"), waitsFor: ["dev-a", "dev-c"] };
    const stacks = [
      noted,
      waiting,
      planned("dev-d", "failed-check-only"),
      planned("dev-e", aPlan({ complete: false })),
    ];
    const statuses = Object.values(tableOf(toMarkdown(reportOf(stacks)))).map(({ status }) => status);
    expect(statuses).toEqual([
      "planned, no changes",
      "planned, no changes; waits for <code>dev-a</code> and <code>dev-c</code>",
      "planned, no changes; 1 failed check",
      "planned, no changes; needs another plan afterwards",
    ]);
  });

  it("lists every danger by its address, those of updates and outputs, too", () => {
    const names = ["every-change", "forgets-only", "prevented-destroy", "hand-made/unknown-action"];
    const text = firstScreen(
      toMarkdown(reportOf([...names, "hand-made/create-and-forget"].map((name) => planned(name, name)))),
    );
    expect(text.filter((line) => line.startsWith("> "))).toEqual([
      "> [!CAUTION]",
      "> 1 stack **failed**, 2 resources are **subject to an unknown action**, 6 resources are **destroyed**, 5 resources are **replaced**, 2 resources are **replaced and left behind**, 2 resources are **forgotten**",
      "> - <code>prevented-destroy</code> **failed**: Terraform stopped before the plan was complete",
      "> - with unknown action <code>hand-made/unknown-action</code> <code>terraform_data.new_kind</code>: Terraform calls it <code>&#91;&#34;archive&#34;,&#34;delete&#34;&#93;</code>",
      "> - with unknown action <code>hand-made/unknown-action</code> <code>terraform_data.no_actions</code>: Terraform calls it <code>&#91;&#93;</code>",
      "> - − **4 resources** in 2 stacks: it is no longer in the configuration",
      "> - − <code>every-change</code> <code>terraform_data.workers&#91;1&#93;</code>: its index is beyond <code>count</code>",
      "> - − <code>every-change</code> <code>terraform_data.zones&#91;&#34;eu-west-1b&#34;&#93;</code>: its key is no longer in <code>for_each</code>",
      "> - ± **2 resources** in 2 stacks: <code>triggers_replace</code> cannot be changed in place; the old one is destroyed first",
      "> - ± <code>every-change</code> <code>terraform_data.replaced_without_gap</code>: <code>triggers_replace</code> cannot be changed in place; the new one is created first",
      "> - ± <code>every-change</code> <code>terraform_data.requested</code>: its replacement was asked for; the old one is destroyed first",
      "> - ± <code>every-change</code> <code>terraform_data.triggered</code>: something that its <code>replace_triggered_by</code> names is changed; the old one is destroyed first",
      "> - replaced and left behind **2 resources** in <code>hand-made/create-and-forget</code>: <code>triggers_replace</code> cannot be changed in place; the old one stays, and Terraform no longer manages it",
      "> - forgotten **2 resources** in 2 stacks: it stays as it is, and Terraform no longer manages it",
    ]);
  });

  it.each([
    ["", "without a word"],
    ["\n  \nsomething\nelse", "<code>something</code>"],
    ["warming up\n│ Error: too bad\nError: worse", "<code>Error&#58; too bad</code>"],
  ])("shows of the error %j what says most", (error, words) => {
    expect(toMarkdown(reportOf([{ id: "a", status: "failed", error }]))).toContain(
      `> - <code>a</code> **failed**: ${words}\n`,
    );
  });
});

describe("the table of stacks", () => {
  it("counts what each plan holds, in columns that stand only where they are needed", () => {
    const names = ["every-change", "drift", "prevented-destroy", "imports-only", "moves-only", "forgets-only"];
    const made = ["unknown-action", "create-and-forget", "deferred", "action-invocations"].map(
      (each) => `hand-made/${each}`,
    );
    const rows = tableOf(toMarkdown(reportOf([...names, ...made].map((name) => planned(name, name)))));
    const cells = Object.fromEntries(
      Object.entries(rows).map(([name, { stack, ...row }]) => [name, Object.values(row)]),
    );
    expect({ titles: Object.keys(rows.drift ?? {}), ...cells }).toEqual({
      titles: [
        "stack",
        "+",
        "~",
        "±",
        "−",
        "with unknown action",
        "replaced and left behind",
        "read",
        "⇄",
        "drift",
        "status",
      ],
      "every-change": [
        ...["1", "3", "**4**", "**5**", "0", "0", "1", "5", "0"],
        "changes; 1 forgotten; 2 imported; 2 moved; 4 outputs; 1 failed check",
      ],
      drift: ["1", "1", "0", "0", "0", "0", "0", "0", "2", "changes"],
      "prevented-destroy": ["0", "0", "**1**", "**1**", "0", "0", "0", "0", "0", "**failed**, planned in part"],
      "imports-only": ["0", "0", "0", "0", "0", "0", "0", "1", "0", "changes; 1 imported"],
      "moves-only": ["0", "0", "0", "0", "0", "0", "0", "1", "0", "changes; 1 moved"],
      "forgets-only": ["0", "0", "0", "0", "0", "0", "0", "1", "0", "changes; 1 forgotten"],
      "hand-made/unknown-action": ["0", "0", "0", "0", "**2**", "0", "0", "0", "0", "changes; 1 output"],
      "hand-made/create-and-forget": ["0", "0", "0", "0", "0", "**2**", "0", "0", "0", "changes"],
      "hand-made/deferred": [
        ...["0", "0", "0", "0", "0", "0", "0", "0", "0"],
        "changes; 3 deferred changes; needs another plan afterwards",
      ],
      "hand-made/action-invocations": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "changes; 2 actions"],
    });
    expect(Object.keys(tableOf(toMarkdown(reportOfPlan("drift"))).stack ?? {})).toEqual([
      "stack",
      "+",
      "~",
      "±",
      "−",
      "drift",
      "status",
    ]);
  });
});

describe("verdictOf", () => {
  const many = (count: number, stack: (id: string) => StackResult) =>
    Array.from({ length: count }, (_, i) => stack(`s${i}`));
  const quiet = (id: string) => planned(id, "no-changes");
  const unaffected = (id: string): StackResult => ({ id, status: "unaffected" });
  const failed = (id: string): StackResult => ({ id, status: "failed", error: "" });
  const vanished = (id: string): StackResult => ({ id, status: "vanished" });

  it.each<[string, readonly StackResult[], string]>([
    ["nothing", [], "nothing was planned"],
    ["one quiet stack", many(1, quiet), "no changes in 1 stack"],
    ["quiet stacks", many(3, quiet), "no changes in 3 stacks"],
    [
      "quiet and unaffected stacks",
      [...many(2, quiet), ...many(3, unaffected)],
      "no changes in 2 of 5 stacks, the others not affected",
    ],
    ["unaffected stacks", many(3, unaffected), "3 stacks not affected, so nothing was planned"],
    ["a failure", [...many(2, quiet), ...many(1, failed)], "1 of 3 stacks failed"],
    [
      "a stack that is not planned",
      [...many(1, quiet), { id: "github", status: "not-planned", notes: ["Not planned here: nobody asks GitHub."] }],
      "1 of 2 stacks not planned here",
    ],
    ["a vanished stack", [...many(1, quiet), ...many(1, vanished)], "1 of 2 stacks vanished"],
    ["one change", [planned("a", "outputs-only")], "1 of 1 stack changes · 1 output"],
    [
      "changes",
      [planned("a", "drift"), planned("b", "aws-service"), ...many(12, quiet)],
      "2 of 14 stacks change · +2 ~3 ±1 −1 · 1 output",
    ],
    [
      "every kind of change",
      [
        planned("a", "every-change"),
        planned("b", "hand-made/unknown-action"),
        planned("c", "hand-made/create-and-forget"),
      ],
      "3 of 3 stacks change · +1 ~3 ±4 −5 · 2 with unknown action · 2 replaced and left behind · 1 forgotten · 1 read · 2 imported · 2 moved · 5 outputs · 1 failed check",
    ],
    ["a failure with a plan", [planned("a", "prevented-destroy")], "1 of 1 stack failed · ±1 −1"],
  ])("sums up %s", (_, stacks, verdict) => {
    expect(verdictOf(reportOf(stacks))).toBe(verdict);
  });
});
