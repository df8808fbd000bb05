import { createHash } from "node:crypto";
import type { ReportContext } from "../../../../operations/report/findings";
import { toHtml } from "../../../../operations/report/html/to-html";
import type { Report, StackReport } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, FIXTURES, planned, reportOfPlan, resource } from "../support";
import { hostileReport, XSS } from "./hostile";

/** What a reader sees of a part of a page, on one line: the text without tags. */
const textOf = (html: string): string =>
  html
    .replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();

const page = (report: Report, context?: ReportContext) => textOf(toHtml(report, context));

/** The text of a page between two others, of which there is one each. */
function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start + from.length);
  if (start < 0 || end < 0) throw new Error(`not there: ${start < 0 ? from : to}`);
  return text.slice(start + from.length, end).trim();
}

const STACK: StackReport = { id: "main-a", state: "changes", waitsFor: [], notes: [] };

describe("the frame of the page", () => {
  it("lets run nothing but its own style and script", () => {
    const html = toHtml(reportOf([]));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
    const hashOf = (tag: string) => {
      const text = new RegExp(`<${tag}>((?:.|\\n)*?)</${tag}>`).exec(html)?.[1] ?? "";
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; base-uri 'none'; form-action 'none'`,
    );
  });

  it("names nothing that a browser would load", () => {
    const html = toHtml(reportOf(FIXTURES.map((name) => planned(name, name))));
    expect(
      html.match(
        /<[a-z][^>]*\s(?:src|srcset|style|on[a-z]+)=|<(?:link|img|iframe|object|embed|base)\b|@import|\burl\(/g,
      ),
    ).toBeNull();
  });

  it("is the same for the same plans", () => {
    const make = () => toHtml(reportOf(FIXTURES.map((name) => planned(name, name))));
    expect(make()).toBe(make());
  });

  it.each(XSS)("has as many elements with %j at every place as with a harmless text", (text) => {
    const tags = (html: string) => (html.match(/<[a-z][a-z0-9]*/g) ?? []).length;
    const sure = toHtml(...hostileReport("x".repeat(text.length)));
    // A link of the run, a longer text cut, and a text by its lines may come and go.
    expect(Math.abs(tags(toHtml(...hostileReport(text))) - tags(sure))).toBeLessThanOrEqual(20);
    expect(toHtml(...hostileReport(text))).not.toContain(/[<"'&]/.test(text) ? text : "\u202e");
  });

  it.each(FIXTURES)("has each id of the plan %s once, and no link that leads nowhere", (name) => {
    const html = toHtml(reportOf([planned("a", name), planned("a", name), planned("b", name)]));
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id = ""]) => decodeURIComponent(id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("the first view", () => {
  it("says the verdict, the numbers, and all that is known of the run", () => {
    const facts = {
      branch: "main",
      commit: "a".repeat(40),
      base: "b".repeat(40),
      run: { id: 7, attempt: 2, url: "https://github.example/7" },
      note: "Planned since `abc`.",
    };
    const content = reportOfPlan("every-change").stacks[0]?.content;
    const stack = {
      ...STACK,
      terraformVersion: "1.14.0",
      plannedAt: "2026-01-01T00:00:00Z",
      ...(content && { content }),
    };
    expect(between(page({ stacks: [stack] }, { facts }), "details", "Danger:")).toBe(
      "Terraform plan for main 1 of 1 stack changes + 1 created ~ 3 updated ± 4 replaced − 5 destroyed ⊘ 1 forgotten ◦ 1 read ← 2 imported → 2 moved Commit aaaaaaaaaaaa Onto bbbbbbbbbbbb Planned 2026-01-01T00:00:00Z Terraform 1.14.0 Run 7 , attempt 2 Planned since abc .",
    );
    expect(toHtml({ stacks: [stack] }, { facts })).toContain(
      '<a href="https://github.example/7" rel="noreferrer">7</a>',
    );
  });

  it("makes no link of what does not lead to the web", () => {
    const run = { id: 7, attempt: 1, url: "javascript:alert(1)" };
    expect(toHtml(reportOf([]), { facts: { run } })).not.toContain("javascript:");
  });

  it("lists every danger with its reason, what is lost, what is allowed, and what has to be confirmed", () => {
    const report = reportOf([
      planned("main-data", "aws-service"),
      { id: "main-x", status: "failed", error: "│ Error: ExpiredToken: too late" },
      { id: "main-y", status: "vanished" },
    ]);
    const context: ReportContext = {
      allowed: [{ type: "aws_sqs_queue" }],
      confirmation: { state: "needed", how: ["add ", { quoted: "go" }] },
    };
    const box = between(page(report, context), "details", "Stacks stack");
    expect(box.slice(box.indexOf("Danger"))).toBe(
      "Danger: 1 stack failed, 1 stack vanished, 1 destroyed, 1 replaced Needs a confirmation: add go . ? failed main-x no valid credentials: Error: ExpiredToken: too late ? vanished main-y it is no longer declared, what it holds stays, and no plan shows it − destroyed aws_sqs_queue.invoices in main-data stateful allowed it holds messages; it is no longer in the configuration ± replaced aws_db_instance.orders in main-data stateful it holds data; storage_encrypted cannot be changed in place; the old one is destroyed first",
    );
  });

  it.each([
    ["given", { confirmation: { state: "given", by: "octocat" } } as const, "Confirmed by octocat ."],
    ["not needed", { confirmation: { state: "not-needed" } } as const, "1 destroyed − destroyed"],
  ])("says that a confirmation is %s", (_, context, words) => {
    const plan = aPlan({ resource_changes: [resource("aws_x.y", ["delete"], { before: {} })] });
    expect(page(reportOfPlan(plan), context)).toContain(words);
  });

  it("says that nothing was given, and that this is no good news", () => {
    expect(page(reportOf([]))).toContain(
      "No stack was given to report on This says nothing about what Terraform would do",
    );
  });

  it("shows each stack, also those of which there is nothing to say", () => {
    const report = reportOf([
      { ...planned("main-data", "aws-service"), waitsFor: ["main-net"] },
      { id: "main-x", status: "failed", error: "" },
      planned("main-quiet", "no-changes"),
      { id: "main-out", status: "unaffected" },
    ]);
    expect(between(page(report), "Stacks stack", "Clear")).toMatch(
      /^\+ created ~ updated ± replaced − destroyed drift state main-data 1 2 1 1 0 changes; 1 output; waits for main-net main-x \? \? \? \? \? failed 1 stack planned, no changes: main-quiet \. 1 stack not affected, not planned: main-out \./,
    );
  });

  it("names stacks together that are not planned for one reason, and says it of each", () => {
    const notes = ["Not planned here: nobody asks GitHub."];
    const report = reportOf(["github", "github-orders"].map((id) => ({ id, status: "not-planned" as const, notes })));
    expect(between(page(report), "Stacks", "Clear")).toMatch(/^2 stacks not planned here: github , github-orders \./);
    expect(page(report).split("Note: Not planned here: nobody asks GitHub.")).toHaveLength(3);
  });

  it("folds many names", () => {
    const stacks = Array.from({ length: 13 }, (_, index) => planned(`s${index}`, "empty"));
    expect(toHtml(reportOf(stacks))).toContain("<summary>13 stacks planned, no changes</summary>");
  });

  it.each([
    ["nothing differs", "same", "Nothing differs from the plan of 0123456789ab ."],
    ["too little was kept", "not-comparable", "Too little was kept of the plan of 0123456789ab to compare with it."],
  ] as const)("says that since the last plan %s", (_, state, words) => {
    const stack = { id: "main-a", state: "changes" as const, digest: "d", changes: [] };
    const previous = { format: 1 as const, commit: "0123456789abcdef", stacks: state === "same" ? [stack] : [] };
    expect(page({ stacks: [{ ...STACK, digest: "d" }] }, { previous })).toContain(words);
  });

  it("says what differs since the last plan", () => {
    const plan = aPlan({
      resource_changes: [resource("a.new", ["create"]), resource("a.kept", ["delete"], { before: {} })],
    });
    const previous = {
      format: 1 as const,
      stacks: [
        {
          id: "stack",
          state: "failed" as const,
          digest: "old",
          changes: [
            ["update", "a.kept", "x"],
            ["create", "a.gone", "x"],
          ] as const,
        },
        { id: "before", state: "changes" as const, digest: "old", changes: [] },
      ],
    };
    expect(between(page(reportOfPlan(plan), { previous }), "Since the last plan", "Stacks stack")).toBe(
      "Compared with the plan; 0 changes as before. No longer a stack before Other state stack : failed, now changes New a.new (create) in stack No longer a.gone (create) in stack Differs a.kept (delete) in stack , was update",
    );
  });
});

describe("a stack", () => {
  it("says where it is declared, what it waits for, its plan, and its notes", () => {
    const stack: StackReport = {
      ...STACK,
      source: "catalogue/a.yaml",
      waitsFor: ["main-b", "main-c"],
      notes: ["A note."],
      digest: "sha256:0123456789abcdef",
      terraformVersion: "1.14.0",
      plannedAt: "2026-01-01T00:00:00Z",
      content: {
        changes: [],
        unchanged: 4,
        held: 5,
        outputs: [],
        drift: [],
        deferred: [],
        invocations: [],
        failedChecks: [],
        complete: false,
      },
    };
    expect(between(page({ stacks: [stack] }), "Collapse Clear", "What is marked")).toBe(
      "Show only main-a changes declared in catalogue/a.yaml · 5 resources in the plan, 4 unchanged · Terraform 1.14.0 · planned 2026-01-01T00:00:00Z · plan sha256:0123456789ab Holds placeholders, known after main-b , main-c are applied. Terraform will need another plan after this one. Note: A note. Not fully accounted for: the plan holds 5 resources, and this report accounts for 4. Read the plan itself.",
    );
  });

  it("shows the whole error, without colours and frame", () => {
    const report = reportOf([
      { id: "a", status: "failed", error: "\u001b[31m╷\u001b[0m\n│ Error: bad\n│\n│   on <line> 1\n╵" },
    ]);
    expect(/<pre[^>]*>([\s\S]*?)<\/pre>/.exec(toHtml(report))?.[1]).toBe("Error: bad\n\n  on &lt;line&gt; 1");
  });

  const details = (plan: ReturnType<typeof aPlan>) =>
    between(page(reportOfPlan(plan)), "Collapse Clear", "What is marked");

  it("shows what changes, from what to what, and what is known later, from where", () => {
    const text = details(
      aPlan({
        resource_changes: [
          resource("aws_x.y", ["delete", "create"], {
            before: { size: 1, name: "orders-blue-1", gone: "a" },
            after: { size: 2, name: "orders-green-1" },
            after_unknown: { id: true },
            replace_paths: [["size"]],
          }),
        ],
      }),
    );
    expect(text).toContain(
      'Why: size cannot be changed in place; the old one is destroyed first. attribute before after gone "a" absent name "orders- blue -1" "orders- green -1" size forces the replacement 1 2 Known after apply: id',
    );
  });

  it("hides what is sensitive, and says why", () => {
    const report: Report = {
      stacks: [
        {
          ...STACK,
          content: {
            changes: [
              {
                address: "a.b",
                type: "a",
                isData: false,
                action: "update",
                actions: ["update"],
                deposed: false,
                replacePaths: [],
                attributes: [
                  {
                    path: "marked",
                    before: { kind: "sensitive" },
                    after: { kind: "sensitive" },
                    forcesReplacement: false,
                    only: "marking",
                  },
                  {
                    path: "guessed",
                    before: { kind: "sensitive", suspected: true },
                    after: { kind: "unknown", from: ["aws_x.y.id"] },
                    forcesReplacement: false,
                  },
                  {
                    path: "up",
                    before: { kind: "upstream", stack: "net", output: "vpc" },
                    after: { kind: "upstream", stack: "net", output: "vpc", exists: true },
                    forcesReplacement: false,
                  },
                  {
                    path: "doc.a",
                    before: { kind: "absent" },
                    after: { kind: "value", value: null },
                    forcesReplacement: false,
                    inside: { path: "doc", format: "yaml" },
                  },
                ],
              },
            ],
            unchanged: 0,
            held: 1,
            outputs: [],
            drift: [],
            deferred: [],
            invocations: [],
            failedChecks: [],
            complete: true,
          },
        },
      ],
    };
    expect(between(page(report), "before after", "What is marked")).toBe(
      "marked only the marking as sensitive changes hidden: marked as sensitive hidden: marked as sensitive guessed hidden: it looks like a secret known after apply, from aws_x.y.id up known after net is applied vpc of net doc.a read as YAML absent null",
    );
  });

  it("shows a long text by the lines in which it differs", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const text = details(
      aPlan({
        resource_changes: [
          resource("a.b", ["update"], {
            before: { text: lines.join("\n") },
            after: { text: lines.with(20, "<another>").join("\n") },
          }),
        ],
      }),
    );
    expect(between(text, "before after text", "line 23")).toBe(
      "… 17 lines unchanged line 17 line 18 line 19 -line 20 +<another> line 21 line 22",
    );
  });

  it("shows what is alike once, with all addresses, and counts all of them", () => {
    const change = { after: { port: 1 } };
    const plan = aPlan({
      resource_changes: ["a.x[0]", "a.x[1]", "a.x[2]"].map((address) => resource(address, ["create"], change)),
    });
    expect(details(plan)).toContain(
      "Created 3 + created: a.x[0] and 2 more alike The same happens to 2 more: a.x[1] a.x[2] attribute value port 1",
    );
  });

  it("shows what is the same in several stacks once more, with all places", () => {
    const plan = aPlan({ resource_changes: [resource("a.x", ["create"], { after: { port: 1 } })] });
    const text = page(reportOf([planned("one", plan), planned("two", plan)]));
    expect(between(text, "The same in several stacks", "Expand")).toBe(
      "+ created: a 2 resources in 2 stacks attribute value port 1 a.x in one a.x in two All stacks one two",
    );
    expect(text.split("the same in 2 stacks").length - 1).toBe(2);
  });

  it("folds updates of tags alone, and what differs beside the rest, and counts them", () => {
    const text = details(
      aPlan({
        resource_changes: [
          resource("a.tags", ["update"], { before: { tags: { v: "1" } }, after: { tags: { v: "2" } } }),
          resource("a.both", ["update"], {
            before: { size: 1, tags: { v: "1" } },
            after: { size: 2, tags: { v: "2" } },
          }),
        ],
      }),
    );
    expect(text).toContain("1 more attribute: tags, descriptions, or another way to write the same");
    expect(text).toMatch(/Updated 1 .*a\.both.*Updates of tags and descriptions alone 1 ~ updated: a\.tags/);
  });

  it("shows moves, imports, outputs, drift, deferred changes, actions and failed checks", () => {
    const report: Report = {
      stacks: [
        {
          ...STACK,
          content: {
            changes: [
              {
                address: "a.new",
                previousAddress: "a.old",
                type: "a",
                isData: false,
                action: "move",
                actions: ["no-op"],
                deposed: false,
                replacePaths: [],
                attributes: [],
              },
              {
                address: "a.in",
                type: "a",
                isData: false,
                action: "import",
                actions: ["no-op"],
                deposed: false,
                replacePaths: [],
                importId: { kind: "value", value: "i-1" },
                generatesConfig: true,
                attributes: [],
              },
            ],
            unchanged: 0,
            held: 2,
            outputs: [
              {
                name: "gone",
                action: "delete",
                actions: ["delete"],
                readBy: ["main-b"],
                attributes: [
                  {
                    path: "gone",
                    before: { kind: "value", value: 1 },
                    after: { kind: "absent" },
                    forcesReplacement: false,
                  },
                ],
              },
              { name: "odd", action: "unknown", actions: ["x"], attributes: [] },
            ],
            drift: [
              {
                address: "a.drifted",
                type: "a",
                isData: false,
                action: "delete",
                actions: ["delete"],
                deposed: false,
                replacePaths: [],
                attributes: [],
                isRelevant: true,
              },
              {
                address: "a.other",
                previousAddress: "a.before",
                type: "a",
                isData: false,
                action: "update",
                actions: ["update"],
                deposed: false,
                replacePaths: [],
                attributes: [],
                isRelevant: false,
              },
            ],
            deferred: [{ address: "a.later", actions: ["create"], reason: "deferred_prereq" }],
            invocations: [{ address: "action.a", trigger: { address: "a.t", event: "after_create" } }],
            failedChecks: [{ address: "check.c", problems: ["too bad"] }],
            complete: true,
          },
        },
      ],
    };
    const text = between(page(report), "main-a 1 imported · 1 moved", "What is marked");
    expect(text.slice(text.indexOf("Only imported"))).toBe(
      'Only imported 1 ← only imported: a.in imported Imported, by the id "i-1" ; Terraform writes its configuration. Only moved 1 → only moved: a.new moved It was a.old before. Moved 1 from to a.old a.new Imported 1 address id a.in "i-1" Terraform writes its configuration Failed checks 1 ! check.c too bad Outputs 2 − delete gone read by main-b attribute before after gone 1 absent ? unknown odd Terraform calls it ["x"] Drift that this plan undoes or builds upon 1 − a.drifted no longer exists Deferred to a later plan 1 a.later create , put off: something that it depends on is put off Actions that run 1 action.a after_create of a.t Other drift, which this plan leaves alone 1 ~ a.other moved from a.before',
    );
  });
});

describe("a report that is too big for a page", () => {
  const big = (number: number) =>
    reportOfPlan(
      aPlan({
        resource_changes: [
          ...Array.from({ length: number }, (_, index) =>
            resource(`a.new[${index}]`, ["create"], { after: { name: `n${index}`, port: index } }),
          ),
          resource("a.changed", ["update"], { before: { x: "was" }, after: { x: "is" } }),
          resource("a.replaced", ["delete", "create"], {
            before: { y: "was" },
            after: { y: "is" },
            replace_paths: [["y"]],
          }),
        ],
      }),
    );

  it("still lists every change, leaves out attributes of what is new first, and says so", () => {
    const text = textOf(toHtml(big(3), { mostAttributes: 700 }));
    expect(text).toContain("of 3 changes, the attributes are not shown. Every change is listed");
    expect(text.split("2 attributes not shown: this page would be too big for a browser").length - 1).toBe(3);
    expect(["a.new[0]", "a.new[2]", "a.changed", "a.replaced"].filter((address) => !text.includes(address))).toEqual(
      [],
    );
    expect([text.includes('x "was"'), text.includes('y forces the replacement "was"')]).toEqual([true, true]);
  });

  it("keeps the attributes of dangers longest", () => {
    const text = textOf(toHtml(big(1), { mostAttributes: 1 }));
    expect([text.includes('x "was"'), text.includes('y forces the replacement "was"')]).toEqual([false, true]);
  });
});
