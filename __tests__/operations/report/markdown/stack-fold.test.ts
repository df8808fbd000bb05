import { visible } from "../../../../operations/report/markdown/safe-text";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { StackResult } from "../../../../operations/report/read/stack-result";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, FIXTURES, fencedLines, fixture, planned, reportOfPlan, resource } from "../support";

/** The fold of the only stack. */
const foldOf = (stack: StackResult): string =>
  toMarkdown(reportOf([stack]))
    .split("<details>\n")
    .slice(1)
    .join("<details>\n");

/** What a browser makes of a text with references to characters. */
const decoded = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)));

/** The cells of the table under a heading within a fold. */
const rowsUnder = (heading: string, fold: string): readonly (readonly string[])[] =>
  (/^(?:\|.*\n)+/m.exec(fold.split(`**${heading}**`)[1] ?? "")?.[0] ?? "")
    .trim()
    .split("\n")
    .slice(2)
    .map((row) => row.slice(2, -2).split(" | "));

/** The lines under a heading within a fold. */
const under = (heading: string, fold: string): readonly string[] =>
  (fold.split(`**${heading}**`)[1]?.split("```")[1] ?? "").split("\n").slice(1, -1);

describe("an item that a list gains or loses", () => {
  it("is told in one colour and in one piece, with its description", () => {
    const rule = (port: number, description: string) => ({
      from_port: port,
      to_port: port,
      protocol: "tcp",
      description,
    });
    const sides = {
      before: { ingress: [rule(443, "https"), rule(22, "ssh")], tags: { a: "1" } },
      after: { ingress: [rule(443, "https"), rule(9090, "metrics")], tags: {} },
    };
    const plan = aPlan({ resource_changes: [resource("aws_security_group.app", ["update"], sides)] });
    const line = (sign: string, port: number, rest: string) =>
      `${sign}   ingress[from_port=${port},to_port=${port},protocol="tcp"].${rest}`;
    expect(under("Updated", foldOf(planned("a", plan)))).toEqual([
      "! aws_security_group.app",
      line("+", 9090, 'description: "metrics"'),
      line("+", 9090, "from_port: 9090"),
      line("+", 9090, 'protocol: "tcp"'),
      line("+", 9090, "to_port: 9090"),
      line("-", 22, 'description: "ssh"'),
      line("-", 22, "from_port: 22"),
      line("-", 22, 'protocol: "tcp"'),
      line("-", 22, "to_port: 22"),
      '-   tags.a: "1"',
    ]);
  });

  it("is counted among the resources that differ only in tags, with its sign", () => {
    const sides = { before: { tags: {} }, after: { tags: { a: "1" } } };
    const plan = aPlan({ resource_changes: [resource("aws_sns_topic.a", ["update"], sides)] });
    expect(foldOf(planned("a", plan))).toContain('\n! 1 resource: + tags.a: "1"\n! aws_sns_topic.a\n');
  });
});

describe("the fold of a stack that holds every kind of change", () => {
  const fold = foldOf(planned("dev-data", "every-change"));

  it("is headed by its name and its counts", () => {
    expect(fold.split("\n")[0]).toBe(
      "<summary><code>dev-data</code> · +1 ~3 ±4 −5 · 1 forgotten · 1 read · 2 imported · 2 moved · 4 outputs · 1 failed check</summary>",
    );
  });

  it("states the balance of the plan", () => {
    expect(fold).toContain(
      "20 resources in the plan: 5 destroyed, 4 replaced, 1 forgotten, 3 updated, 1 created, 1 read, 1 only imported, 1 only moved, 3 unchanged.",
    );
  });

  it("goes from what is destroyed to what is harmless", () => {
    expect(fold.match(/\*\*.*\*\* \(\d+\)/g)).toEqual([
      "**Destroyed** (5)",
      "**Replaced** (4)",
      "**Updated** (3)",
      "**Created** (1)",
      "**Read** (1)",
      "**Forgotten** (1)",
      "**Only imported** (1)",
      "**Only moved** (1)",
      "**Outputs** (4)",
      "**Failed checks** (1)",
    ]);
  });

  it("shows what is destroyed, and why", () => {
    expect(under("Destroyed", fold)).toEqual([
      "- terraform_data.deleted",
      "    # it is no longer in the configuration",
      "- terraform_data.deleted_by_block",
      "    # it is no longer in the configuration",
      "- terraform_data.workers[1]",
      "    # its index is beyond count",
      '- terraform_data.zones["eu-west-1b"]',
      "    # its key is no longer in for_each",
      "- module.queue.terraform_data.this",
      "    # it is no longer in the configuration",
    ]);
  });

  it("shows what is replaced, why, and which attribute forces it", () => {
    expect(under("Replaced", fold).slice(0, 5)).toEqual([
      "! terraform_data.replaced",
      "    # triggers_replace cannot be changed in place; the old one is destroyed first",
      '    triggers_replace.engine_version: "14" → "15"  # forces replacement',
      "    known after apply: id, output",
      "! terraform_data.replaced_without_gap",
    ]);
  });

  it("shows what is updated, leaf by leaf, with old addresses and ids of imports", () => {
    expect(under("Updated", fold)).toEqual([
      "! terraform_data.imported_and_updated",
      '    # imported, id "existing-too"',
      '    input: null → "new"',
      "    known after apply: output",
      "! terraform_data.new_name_of_updated",
      "    # moved from terraform_data.old_name_of_updated",
      '    input: "old" → "new"',
      '    output: "old" → (known after apply)',
      "! terraform_data.updated",
      "-   input.ports[]: 443",
      '    input.size: "small" → "large"',
      '+   input.tags.cost: "42"',
      '    output: {"ports":[80,443],"size":"small","tags":{"owner":"sre"}} → (known after apply)',
    ]);
  });

  it("shows what is created, with what will be known later on one line", () => {
    expect(under("Created", fold)).toEqual([
      "+ terraform_data.created",
      '    input.exact: "12345678901234567890"',
      '    input.name: "orders"',
      "    known after apply: id, output; input.from from terraform_data.updated.output",
    ]);
  });

  it("shows what is forgotten, read, only imported and only moved", () => {
    expect(under("Read", fold)).toEqual([
      "  data.terraform_remote_state.read_later",
      "    # what it asks for is known after apply",
    ]);
    expect(rowsUnder("Forgotten", fold)).toEqual([["<code>terraform_data.forgotten</code>"]]);
    expect(rowsUnder("Only imported", fold)).toEqual([
      ["<code>terraform_data.imported</code>", "<code>&#34;existing&#34;</code>", "as it stands"],
    ]);
    expect(rowsUnder("Only moved", fold)).toEqual([
      ["<code>terraform_data.old_name</code>", "<code>terraform_data.new_name</code>"],
    ]);
  });

  it("shows outputs and failed checks", () => {
    expect(under("Outputs", fold)).toEqual([
      "! becomes_sensitive: (sensitive), changes",
      '- changed.subnets[]: "b"',
      '+ changed.subnets[]: "c"',
      "+ created: (known after apply, from terraform_data.created.id)",
      '- gone: "old"',
    ]);
    expect(under("Failed checks", fold)).toEqual(["- check.health", "    kept is not other"]);
  });
});

describe("the fold of a stack", () => {
  it("shows drift apart, without a reason for it", () => {
    expect(under("Drift that this plan undoes or depends on", foldOf(planned("a", "drift")))).toEqual([
      "- aws_sqs_queue.invoices",
      "    # it no longer exists",
      "! aws_sqs_queue.orders",
      "    visibility_timeout_seconds: 30 → 90",
    ]);
  });

  it("shows what moved outside of Terraform", () => {
    const moved = { ...resource("a.new", ["no-op"]), previous_address: "a.old" };
    expect(fencedLines(foldOf(planned("a", aPlan({ resource_drift: [moved] }))))).toEqual([
      "  a.new",
      "    # moved from a.old",
    ]);
  });

  it("shows what is put off and which actions run", () => {
    expect(under("Deferred to a later plan", foldOf(planned("a", "hand-made/deferred")))).toEqual([
      "! terraform_data.many[*]  # create, put off: how many there will be is not known yet",
      "! terraform_data.other  # delete, put off: Terraform's reason is a_reason_to_come",
      "! action.aws_lambda_invoke.migrate  # invoke, put off: something that it depends on is put off",
    ]);
    expect(under("Actions that run", foldOf(planned("a", "hand-made/action-invocations")))).toEqual([
      "! action.aws_lambda_invoke.migrate  # AfterUpdate of aws_db_instance.orders",
      "! action.aws_sns_publish.hello",
    ]);
  });

  it("shows an unknown action as such, on resources and on outputs", () => {
    const fold = foldOf(planned("a", "hand-made/unknown-action"));
    expect(under("Subject to an unknown action", fold)).toEqual([
      "! terraform_data.new_kind",
      '    # Terraform calls it ["archive","delete"]',
      '    input: "old" → "new"',
      "! terraform_data.no_actions",
      "    # Terraform calls it []",
    ]);
    expect(under("Outputs", fold)).toEqual(['! archived: "old" → "new"  # Terraform calls it ["archive"]']);
  });

  it("says so when an update shows no difference, or only a marking", () => {
    const same = resource("a.same", ["update"], { before: { x: 1 }, after: { x: 1 } });
    expect(under("Updated", foldOf(planned("a", aPlan({ resource_changes: [same] }))))).toEqual([
      "! a.same",
      "    # no attribute differs that Terraform shows",
    ]);
    expect(foldOf(planned("a", "secrets"))).toContain(
      "! terraform_data.only_the_marking\n    input.token: (sensitive)  # only the marking as sensitive changes\n",
    );
  });

  it("says how an import goes, and whether its configuration is generated", () => {
    const row = (change: Readonly<Record<string, unknown>>, keys: object = {}) =>
      rowsUnder(
        "Only imported",
        foldOf(planned("a", aPlan({ resource_changes: [{ ...resource("a.b", ["no-op"], change), ...keys }] }))),
      );
    const b = "<code>a.b</code>";
    expect(row({ importing: { identity: { arn: "x" } } })).toEqual([[b, "", "as it stands"]]);
    expect(row({ importing: { unknown: true } })).toEqual([
      [b, "<code>&#40;known after apply&#41;</code>", "as it stands"],
    ]);
    expect(row({ importing: { id: "i" }, generated_config: "x" })).toEqual([
      [b, "<code>&#34;i&#34;</code>", "generated"],
    ]);
    expect(row({ importing: { id: "i" } }, { previous_address: "a.c" })).toEqual([
      [`${b}, moved from <code>a.c</code>`, "<code>&#34;i&#34;</code>", "as it stands"],
    ]);
  });

  it("shows drift on which nothing depends in a fold of its own, and counts it", () => {
    const { stacks } = reportOf([planned("a", "drift")]);
    const [stack] = stacks;
    const drift = stack?.content?.drift.map((each, index) => ({ ...each, isRelevant: index > 0 })) ?? [];
    const fold = toMarkdown({ stacks: stack?.content ? [{ ...stack, content: { ...stack.content, drift } }] : [] });
    expect(under("Drift that this plan undoes or depends on", fold)).toEqual([
      "! aws_sqs_queue.orders",
      "    visibility_timeout_seconds: 30 → 90",
    ]);
    expect(fold).toContain(
      "<details><summary>Other drift, changed outside of Terraform (1)</summary>\n\n```diff\n- aws_sqs_queue.invoices\n    # it no longer exists\n```\n\n</details>",
    );
    expect(fold).toContain(" · 2 drifted</summary>");
  });

  it("says where it is declared, what it waits for, and its notes", () => {
    const stack = {
      ...planned("dev-service-orders", "outputs-only"),
      source: "catalogue/services/orders.yaml",
      waitsFor: ["dev-network", "dev-platform"],
      notes: ["import blocks were left out"],
    };
    expect(foldOf(stack)).toContain(
      "Declared in <code>catalogue/services/orders.yaml</code>. Plan <code>4ef89f05bbb2</code>.\n\nHolds placeholders, known after <code>dev-network</code> and <code>dev-platform</code> are applied.\n",
    );
    expect(under("Notes", foldOf(stack))).toEqual(["import blocks were left out"]);
    expect(foldOf({ ...stack, waitsFor: ["dev-network"] })).toContain(
      "known after <code>dev-network</code> is applied.",
    );
  });

  it("holds the words of the tool that failed, without its frame and colours", () => {
    const error = "\u001b[31m╷\u001b[0m\n│ Error: no\n│ \n│ \ton a.tf:\n│   1: ```\n╵\n";
    expect(foldOf({ id: "a", status: "failed", error })).toBe(
      "<summary><code>a</code> · failed</summary>\n\n**What went wrong**\n\n````\nError: no\n\n    on a.tf:\n  1: ```\n````\n\n</details>\n",
    );
  });

  it("holds what was planned before a failure, too", () => {
    const fold = foldOf({ id: "a", status: "failed", error: "Error: no", plan: fixture("prevented-destroy") });
    expect(fold).toContain("**What went wrong**");
    expect(under("Destroyed", fold)).toEqual(["- terraform_data.queue", "    # it is no longer in the configuration"]);
  });

  it("is left out when there is nothing to say", () => {
    expect(toMarkdown(reportOf([planned("a", "no-changes"), { id: "b", status: "vanished" }]))).not.toContain(
      "<details>",
    );
  });
});

describe("a report", () => {
  it.each(FIXTURES)("shows each change of %s exactly once, with its address", (name) => {
    const text = toMarkdown(reportOfPlan(name));
    const fold = text.slice(text.indexOf("<details>\n"));
    const plan = fixture(name);
    const unchanged = (actions: readonly string[], moved: boolean, imported: boolean) =>
      actions.join() === "no-op" && !moved && !imported;
    const expected = [...plan.resource_changes, ...plan.resource_drift]
      .filter(
        ({ previous_address: old, change }) => !unchanged(change.actions, Boolean(old), Boolean(change.importing)),
      )
      .map(({ address, deposed }) => (deposed ? `${address} (deposed ${deposed})` : address));
    const fenced = fencedLines(fold)
      .filter((line) => /^[-+! ] (?:data\.|module\.|terraform_data\.|aws_)/.test(line) && !line.includes("  # "))
      .map((line) => line.slice(2));
    const tabled = [
      ...rowsUnder("Forgotten", fold).map(([address]) => address),
      ...rowsUnder("Only imported", fold).map(([address]) => address),
      ...rowsUnder("Only moved", fold).map(([, address]) => address),
    ].map((cell = "") => decoded(cell.replace(/<\/?code>|<wbr>/g, "")));
    const shown = expected.map((address) => visible(address).replaceAll("<!--", "<\\u0021--"));
    expect([...fenced, ...tabled].sort()).toEqual(shown.sort());
  });

  it.each(FIXTURES)("changes when anything of %s is dropped but what is left alone", (name) => {
    const plan = fixture(name);
    const text = toMarkdown(reportOfPlan(plan));
    const lists = [
      "resource_changes",
      "resource_drift",
      "output_changes",
      "deferred_changes",
      "action_invocations",
      "deferred_action_invocations",
    ] as const;
    for (const key of lists) {
      plan[key].forEach((_, index) => {
        const without = { ...plan, [key]: plan[key].filter((__, other) => other !== index) };
        const isOutputLeftAlone = key === "output_changes" && plan[key][index]?.[1].actions.join() === "no-op";
        const isQuiet = text.includes("planned, no changes: ");
        expect({ key, index, differs: toMarkdown(reportOfPlan(without)) !== text }).toEqual({
          key,
          index,
          differs: !isOutputLeftAlone && !isQuiet,
        });
      });
    }
  });

  it("is the same for the same plans", () => {
    const text = () => toMarkdown(reportOf(FIXTURES.map((name) => planned(name, name))));
    expect(text()).toBe(text());
  });
});
