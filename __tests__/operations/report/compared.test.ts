/**
 * One group a row of the table in docs/report.md, on plans that are easily rendered wrong: what a reviewer needs stands in
 * the report. The document names these tests; a test at the end makes sure that all of them exist.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { confirmationOf, dangersOf } from "../../../operations/report/dangers/dangers";
import { recordOf } from "../../../operations/report/history/record";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import { BEGIN, END, mergeIntoBody } from "../../../operations/report/pull-request/body";
import { labelsFor } from "../../../operations/report/pull-request/labels";
import { publicationOf } from "../../../operations/report/pull-request/publication";
import { readPlan } from "../../../operations/report/read/plan-file";
import type { ResourceChange } from "../../../operations/report/report";
import { reportOf } from "../../../operations/report/report-of";
import { codePointsIn } from "../../../operations/report/wording/code-points";
import { verdictOf } from "../../../operations/report/wording/verdict";
import { largePlan } from "../../../scripts/bench/large-plan";
import { bodyTags } from "./compared-html";
import { FIXTURES, firstOf, fixture, fixtureText, planned, reportOfPlan } from "./support";

const bodyOf = (name: string): string => toMarkdown(reportOfPlan(name));

/** What stands before the first fold: what nobody has to open anything for. */
const firstScreenOf = (markdown: string): string =>
  markdown.replace(/^<!-- infra:plan:record .* -->$/m, "").split("<details>")[0] ?? "";

/** A text as a reader sees it: without the tags and the entities that keep it harmless. */
const asRead = (markdown: string): string =>
  markdown.replace(/<code>(.*?)<\/code>/g, (_, content: string) =>
    content.replaceAll("<wbr>", "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
  );

function changeOf(name: string, address: string): ResourceChange {
  const change = firstOf(reportOfPlan(name)).content?.changes.find((each) => each.address === address);
  if (!change) throw new Error(`${name} holds no change of ${address}`);
  return change;
}

/** The changed attributes of a resource: the path and both sides. */
const attributesOf = (name: string, address: string): readonly (readonly [string, unknown, unknown])[] =>
  changeOf(name, address).attributes.map(({ path, before, after }) => [
    path,
    "value" in before ? before.value : before.kind,
    "value" in after ? after.value : after.kind,
  ]);

describe("Source", () => {
  it("reads JSON alone: what Terraform prints for people is refused", () => {
    expect(() => readPlan("Plan: 1 to add, 0 to change, 0 to destroy.\n", "plan.txt")).toThrow(
      "plan.txt is not JSON: the first fault is at line 1, column 1.",
    );
  });

  it("names an action that no tool knows yet, and never calls it no change", () => {
    expect(verdictOf(reportOfPlan("hand-made/unknown-action"))).toBe(
      "1 of 1 stack changes · 2 with unknown action · 1 output",
    );
    expect(asRead(firstScreenOf(bodyOf("hand-made/unknown-action")))).toContain("terraform_data.new_kind");
  });
});

describe("Writes into the PR body", () => {
  it("keeps what the author wrote, byte for byte, and writes nothing when it already says so", () => {
    const author = "Why?\r\n\r\n- [ ] tested \u{1F600}\n";
    const merged = mergeIntoBody(author, bodyOf("every-change"));
    if ("error" in merged) throw new Error(merged.error);
    expect(merged.body.startsWith(author)).toBe(true);
    expect(mergeIntoBody(merged.body, bodyOf("every-change"))).toEqual(merged);
  });

  it("cannot be ended by a value that looks like its own mark", () => {
    const merged = mergeIntoBody("", bodyOf("hostile"));
    if ("error" in merged) throw new Error(merged.error);
    expect([merged.body.split(BEGIN).length, merged.body.split(END).length]).toEqual([2, 2]);
  });
});

describe("Many stacks in one report", () => {
  const report = reportOf([
    planned("dev-data", "stateful-deletes"),
    planned("dev-network", "no-changes"),
    { id: "dev-platform", status: "failed", error: "Error: no valid credential sources found" },
    { id: "dev-old", status: "vanished" },
    { id: "dev-dns", status: "unaffected" },
  ]);

  it("gives each its row or its name, also those that failed, vanished, or change nothing", () => {
    const markdown = asRead(toMarkdown(report));
    for (const { id } of report.stacks) expect(markdown).toContain(id);
    expect(verdictOf(report)).toBe("1 of 5 stacks changes, 1 failed, 1 vanished · ±1 −9");
  });
});

describe("Too long", () => {
  const report = reportOf([
    { id: "large", status: "planned", plan: readPlan(largePlan(2_000), "large.json") },
    planned("dev-data", "stateful-deletes"),
  ]);

  it("fits, closes what it opens, and says what it leaves out", () => {
    const markdown = toMarkdown(report);
    expect(codePointsIn(markdown)).toBeLessThanOrEqual(60_000);
    expect(bodyTags(markdown)).toEqual([]);
    expect(markdown).toContain("Left out:");
  });

  it("still names the bucket that goes, among thousands of other changes", () => {
    expect(asRead(toMarkdown(report, { budget: 20_000 }))).toContain("aws_s3_bucket.uploads");
  });
});

describe("Address list by action", () => {
  it.each(FIXTURES)("lists every address that is not left alone: %s", (name) => {
    const markdown = asRead(bodyOf(name)).replaceAll("\\u0021", "!");
    const missing = (firstOf(reportOfPlan(name)).content?.changes ?? []).filter(
      ({ address }) => !markdown.includes(address),
    );
    expect(missing.map(({ address }) => address)).toEqual([]);
  });
});

describe("Destroy/replace warning", () => {
  it("stands before any fold, with what holds data first", () => {
    const screen = asRead(firstScreenOf(bodyOf("stateful-deletes")));
    expect(screen).toContain("9 resources are **destroyed**, 1 resource is **replaced**");
    expect(screen.indexOf("aws_s3_bucket.uploads")).toBeGreaterThan(0);
    expect(screen.indexOf("aws_s3_bucket.uploads")).toBeLessThan(screen.indexOf("aws_cloudwatch_metric_alarm.errors"));
  });

  it("counts an update that takes a protection away, and not one that gives it", () => {
    const report = reportOfPlan("protection-off");
    expect(dangersOf(report).map(({ change }) => change.address)).toEqual([
      "aws_cognito_user_pool.customers",
      "aws_db_instance.orders",
      "aws_dynamodb_table.orders",
      "aws_ecr_repository.orders",
      "aws_s3_bucket.uploads",
      "aws_lb.public",
    ]);
  });
});

describe("Why replaced", () => {
  it("says it in words, and in which order", () => {
    const screen = asRead(firstScreenOf(bodyOf("every-change")));
    for (const [address, reason] of [
      ["terraform_data.replaced", "triggers_replace cannot be changed in place; the old one is destroyed first"],
      [
        "terraform_data.replaced_without_gap",
        "triggers_replace cannot be changed in place; the new one is created first",
      ],
      ["terraform_data.requested", "its replacement was asked for; the old one is destroyed first"],
      [
        "terraform_data.triggered",
        "something that its replace_triggered_by names is changed; the old one is destroyed first",
      ],
    ]) {
      expect(screen).toContain(`${address}: ${reason}`);
    }
  });
});

describe("Drift", () => {
  it("tells what this plan undoes or depends on from what it does not care about, and counts neither as a change", () => {
    const { drift = [], changes = [] } = firstOf(reportOfPlan("drift-relevance")).content ?? {};
    expect(drift.map(({ address, isRelevant }) => [address, isRelevant])).toEqual([
      ["aws_sqs_queue.ignored", false],
      ["aws_sqs_queue.read", true],
      ["aws_sqs_queue.undone", true],
    ]);
    expect(changes).toHaveLength(2);
  });
});

describe("No changes", () => {
  it("is something else than a plan that never ran", () => {
    expect(verdictOf(reportOfPlan("no-changes"))).toBe("no changes in 1 stack");
    expect(verdictOf(reportOf([{ id: "a", status: "failed", error: "" }]))).toBe("1 of 1 stack failed");
    expect(verdictOf(reportOf([]))).toBe("nothing was planned");
  });

  it.each(["imports-only", "moves-only", "forgets-only", "outputs-only", "reads-only"])(
    "is never said of a plan that has something to apply: %s",
    (name) => expect(bodyOf(name)).not.toMatch(/no changes/i),
  );
});

describe("Errors", () => {
  it("are told with what was planned until then", () => {
    const markdown = asRead(bodyOf("prevented-destroy"));
    expect(markdown).toContain("failed");
    expect(markdown).toContain("terraform_data.database");
  });

  it("are named by their kind, with Terraform's own words", () => {
    const error = "Error: No valid credential sources found\n\n  with provider aws,\n  on main.tf line 1";
    const markdown = asRead(toMarkdown(reportOf([{ id: "dev-data", status: "failed", error }])));
    expect(markdown).toContain("no valid credentials");
    expect(markdown).toContain("on main.tf line 1");
  });
});

describe("Moved / imported", () => {
  it("are listed with the old address, the id, and whether the configuration is made up", () => {
    expect(changeOf("moved-and-replaced", 'terraform_data.into_keys["main"]').previousAddress).toBe(
      "terraform_data.into_keys",
    );
    expect(changeOf("imports-with-configuration", "terraform_data.existing")).toMatchObject({
      importId: { kind: "value", value: "existing" },
      generatesConfig: true,
    });
    expect(asRead(bodyOf("moves-only"))).toContain("terraform_data.old_name");
  });

  it("is a danger when what moves is replaced, too", () => {
    expect(asRead(firstScreenOf(bodyOf("moved-and-replaced")))).toContain("moved from terraform_data.old_name");
  });
});

describe("forget (removed block)", () => {
  it("is told from a destruction, and never called no change", () => {
    expect(verdictOf(reportOfPlan("forgets-only"))).toBe("1 of 1 stack changes · 1 forgotten");
    expect(asRead(firstScreenOf(bodyOf("forgets-only")))).toContain(
      "terraform_data.forgotten: it stays as it is, and Terraform no longer manages it",
    );
  });

  it("is told from a replacement when the old object stays behind", () => {
    expect(verdictOf(reportOfPlan("hand-made/create-and-forget"))).toBe(
      "1 of 1 stack changes · 2 replaced and left behind",
    );
  });
});

describe("Output diffs", () => {
  it("show what differs, by its path, and name what goes away", () => {
    const outputs = firstOf(reportOfPlan("outputs")).content?.outputs ?? [];
    const told = Object.fromEntries(outputs.map(({ name, action, attributes }) => [name, [action, attributes.length]]));
    expect(told).toEqual({
      becomes_public: ["update", 1],
      becomes_sensitive: ["update", 1],
      becomes_unknown: ["update", 1],
      changed: ["update", 1],
      changed_object: ["update", 2],
      changed_type: ["update", 1],
      created: ["create", 1],
      created_and_sensitive: ["create", 1],
      created_and_unknown: ["create", 1],
      removed: ["delete", 1],
      removed_and_sensitive: ["delete", 1],
      sensitive_and_changed: ["update", 1],
    });
    expect(bodyOf("outputs")).not.toContain("swordfish");
  });
});

describe("Sensitive", () => {
  it.each(["secrets", "outputs", "aws-service", "protection-off"])(
    "shows nothing that either side marks, at any depth: %s",
    (name) => {
      expect(fixtureText(name)).toContain("swordfish");
      // Terraform itself does not mark what terraform_data copies into `output`; that is for the second net.
      expect(bodyOf(name).replace(/^.*\boutput\b.*$/gm, "")).not.toContain("swordfish");
    },
  );

  it("hides what looks like a secret although nobody marks it, and shows what stands beside it", () => {
    const markdown = bodyOf("unmarked-secrets");
    expect(markdown).not.toContain("swordfish");
    expect(markdown).toContain('environment[name="LOG_LEVEL"].value: "info" → "debug"');
  });
});

describe("Unknown values", () => {
  it("say where they will come from", () => {
    const { attributes } = changeOf("unknown-from-references", "aws_subnet.private[0]");
    expect(attributes.find(({ path }) => path === "vpc_id")?.after).toEqual({
      kind: "unknown",
      from: ["aws_vpc.main.id"],
    });
  });

  it("are called so when an update has nothing else: it may not change", () => {
    expect(bodyOf("unknown-only")).toContain("may not change: all that differs is known after apply");
  });
});

describe("JSON inside strings", () => {
  it("shows the one action of a policy that changes", () => {
    expect(attributesOf("aws-containers", "aws_iam_role_policy.orders")).toEqual([
      ['policy.Statement[Sid="Read"].Action[]', "s3:ListBucket", "absent"],
      ['policy.Statement[Sid="Read"].Action[]', "absent", "s3:DeleteObject"],
    ]);
  });

  it("shows of container definitions the image and the variable, by name", () => {
    const paths = attributesOf("aws-containers", "aws_ecs_task_definition.orders").map(([path]) => path);
    expect(paths.filter((path) => path.startsWith("container_definitions"))).toEqual([
      'container_definitions[name="app"].environment[name="REGION"].name',
      'container_definitions[name="app"].environment[name="REGION"].value',
      'container_definitions[name="app"].image',
    ]);
  });

  it("says so when nothing but the formatting differs", () => {
    const [change] = changeOf("json-in-strings", "terraform_data.formatting_only").attributes.filter(
      ({ path }) => path === "input",
    );
    expect(change?.only).toBe("formatting");
  });
});

describe("Fence break-out safe", () => {
  it("opens no block, fold or comment that a value asks for", () => {
    const markdown = bodyOf("hostile");
    expect(bodyTags(markdown)).toEqual([]);
    expect(markdown).toMatch(/^`{5,}diff$/m);
  });
});

describe("@mention safe", () => {
  it("mentions nobody and closes no issue, whatever an address is called", () => {
    const outside = bodyOf("hostile").replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, "");
    for (const text of ["@octocat", "fixes #1", "https://example.com"]) expect(outside).not.toContain(text);
  });
});

describe("Stale report", () => {
  const facts = {
    commit: "a".repeat(40),
    base: "b".repeat(40),
    run: { id: 7, attempt: 1, url: "https://github.com/o/r/actions/runs/7" },
  };

  it("names the commit and the run it is of, in what people read and in what machines compare", () => {
    const report = reportOfPlan("every-change");
    expect(asRead(toMarkdown(report, { facts }))).toContain("aaaaaaa");
    expect(recordOf(report, facts)).toMatchObject({ commit: facts.commit, run: { id: 7, attempt: 1 } });
  });

  it("says what is different since the plan before", () => {
    const previous = recordOf(reportOf([planned("stack", "moves-only")]), { commit: "c".repeat(40) });
    expect(asRead(toMarkdown(reportOf([planned("stack", "forgets-only")]), { facts, previous }))).toMatch(/since/i);
  });
});

describe("Labels", () => {
  it("state each fact, and none that is not so", () => {
    const labelsOf = (name: string) =>
      labelsFor(publicationOf(reportOfPlan(name), {}, { number: 7, commit: "a".repeat(40) }));
    expect(labelsOf("stateful-deletes").map(({ name }) => name)).toEqual(["plan: destroy", "plan: changes"]);
    expect(labelsOf("no-changes").map(({ name }) => name)).toEqual(["plan: no changes"]);
    expect(labelsOf("prevented-destroy").map(({ name }) => name)).toEqual([
      "plan: destroy",
      "plan: changes",
      "plan: failed",
    ]);
  });
});

describe("Apply requirements", () => {
  it("ask for a confirmation of each danger that no rule allows", () => {
    const allowed = [{ type: "aws_cloudwatch_*" }];
    const dangers = dangersOf(reportOfPlan("stateful-deletes"), allowed);
    expect(dangers).toHaveLength(10);
    expect(confirmationOf(dangers).map(({ change }) => change.type)).not.toContain("aws_cloudwatch_metric_alarm");
    expect(confirmationOf(dangers)).toHaveLength(9);
  });
});

describe("Noise", () => {
  it("of a tag that changes everywhere is told once, and hides no other change", () => {
    const [shown = "", folded = ""] = bodyOf("noise").split("<details><summary>Updated:");
    expect(shown).toContain("visibility_timeout_seconds: 30 → 90");
    expect(folded.match(/tags_all\.version: "1" → "2"/g)).toHaveLength(3);
    expect(folded).toContain("11 resources: tags_all.version");
    for (let index = 0; index < 11; index++) expect(folded).toContain(`aws_sqs_queue.many[${index}]`);
  });

  it("of a list whose items move up is no change of them", () => {
    expect(attributesOf("shifting-lists", "terraform_data.zones").filter(([path]) => path.startsWith("input"))).toEqual(
      [["input[]", "eu-west-1b", "absent"]],
    );
    expect(
      changeOf("shifting-lists", "terraform_data.order_only").attributes.find(({ path }) => path === "input")?.only,
    ).toBe("order");
  });

  it("of many instances that change alike is one difference, and the one that differs stands out", () => {
    const markdown = bodyOf("many-alike");
    expect(markdown.match(/input\.retention: 14 → 21/g)).toHaveLength(1);
    expect(markdown).toContain("input.size: 200 → 300");
  });
});

describe("Balance", () => {
  it("is stated, and an answer that does not account for everything says so", () => {
    const plan = fixture("every-change");
    const report = reportOf([planned("stack", plan)]);
    const [stack] = report.stacks;
    if (!stack?.content) throw new Error("the stack has no plan");
    const dropped = { stacks: [{ ...stack, content: { ...stack.content, changes: stack.content.changes.slice(1) } }] };
    expect(verdictOf(report)).not.toContain("not fully accounted for");
    expect(verdictOf(dropped)).toContain("1 not fully accounted for");
  });
});

describe("docs/report.md", () => {
  const DOCUMENT = join(__dirname, "..", "..", "..", "docs", "report.md");
  const text = readFileSync(DOCUMENT, "utf8");
  /** A test as the document names it: [group › test](path of its file). */
  const named = [...text.matchAll(/\[([^\]]+) › ([^\]]+)\]\(([^)]+\.test\.ts)\)/g)];

  it("names tests", () => {
    expect(named.length).toBeGreaterThan(25);
  });

  it.each(named.map(([, group = "", test = "", file = ""]) => [group, test, file]))(
    "%s › %s: exists in %s",
    (group, test, file) => {
      const source = readFileSync(join(dirname(DOCUMENT), file), "utf8");
      const titled = (title: string) =>
        ['"', "'", "`"].some(
          (quote) => source.includes(`(${quote}${title}${quote}`) || source.includes(`  ${quote}${title}${quote},`),
        );
      expect([titled(group), titled(test)]).toEqual([true, true]);
    },
  );

  it("links to nothing that is not there, but the pictures that are made at the end", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = ""]) => path);
    expect(links.filter((path) => !existsSync(join(dirname(DOCUMENT), path)) && !path.startsWith("images/"))).toEqual(
      [],
    );
  });
});
