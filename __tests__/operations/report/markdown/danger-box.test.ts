import type { Confirmation } from "../../../../operations/report/dangers/danger";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { MarkdownOptions } from "../../../../operations/report/markdown/view";
import { reportOf } from "../../../../operations/report/report-of";
import { quoted } from "../../../../operations/report/wording/phrase";
import { aPlan, firstOf, planned, reportOfPlan, resource } from "../support";

const ofType = (
  type: string,
  name: string,
  actions: readonly string[],
  change: Readonly<Record<string, unknown>> = {},
) => ({
  ...resource(`${type}.${name}`, actions, change),
  type,
});

const plan = aPlan({
  resource_changes: [
    ofType("aws_sns_topic", "alarms", ["delete"]),
    ofType("aws_db_instance", "orders", ["update"], {
      before: { deletion_protection: true },
      after: { deletion_protection: false },
    }),
    ofType("aws_db_instance", "users", ["delete"]),
  ],
});

/** The lines of the alert of that kind. */
const alert = (kind: string, markdown: string): readonly string[] =>
  (new RegExp(`^> \\[!${kind}\\]\\n((?:> .*\\n)*)`, "m").exec(markdown)?.[1] ?? "").trim().split("\n");

const box = (options: MarkdownOptions = {}) => alert("CAUTION", toMarkdown(reportOfPlan(plan), options));

const USERS =
  "> - − **stateful** <code>stack</code> <code>aws_db_instance.users</code>: it holds data; Terraform gives no reason";
const ORDERS =
  "> - unprotected **stateful** <code>stack</code> <code>aws_db_instance.orders</code>: <code>deletion_protection</code>: <code>true → false</code>, so it can be deleted";
const ALARMS = "> - − <code>stack</code> <code>aws_sns_topic.alarms</code>: Terraform gives no reason";
const SUMMARY =
  "> 2 resources are **destroyed**, 1 resource loses **a protection**, **2 of the resources are stateful**";

describe("the danger box", () => {
  it("lists what holds data first, and the protections that are switched off", () => {
    expect(box()).toEqual([SUMMARY, USERS, ORDERS, ALARMS]);
  });

  it("tells what needs a confirmation from what is allowed without one", () => {
    const confirmation: Confirmation = { state: "needed", how: ["add ", quoted("ok")] };
    const allowed = [{ type: "aws_sns_*" }];
    expect(box({ allowed, confirmation })).toEqual([
      `${SUMMARY}; 2 need a confirmation, 1 is allowed without one`,
      USERS,
      ORDERS,
      `${ALARMS} (allowed without a confirmation)`,
    ]);
    expect(box({ confirmation })[0]).toBe(`${SUMMARY}; 3 need a confirmation`);
    expect(box({ allowed: [{ type: "*" }], confirmation: { state: "not-needed" } })[0]).toBe(
      `${SUMMARY}; 3 are allowed without one`,
    );
  });

  it("names the outputs that go away although another stack reads them", () => {
    const stack = firstOf(
      reportOfPlan(aPlan({ output_changes: { vpc: { actions: ["delete"], before: "v", after: null } } })),
    );
    const outputs = stack.content?.outputs.map((output) => ({ ...output, readBy: ["dev-a", "dev-b"] })) ?? [];
    const text = toMarkdown({ stacks: stack.content ? [{ ...stack, content: { ...stack.content, outputs } }] : [] });
    expect(alert("CAUTION", text)).toEqual([
      "> 1 output that other stacks read is **removed**",
      "> - <code>stack</code> **removes the output** <code>vpc</code>, which <code>dev-a</code> and <code>dev-b</code> read",
    ]);
    expect(text).toContain('- vpc: "v"\n    # read by dev-a, dev-b\n');
  });

  it("groups many by their reasons, and lists their addresses in the fold after it", () => {
    const deletes = Array.from({ length: 16 }, (_, index) => ofType("aws_sns_topic", `t${index + 10}`, ["delete"]));
    const replaced = ofType("aws_sns_topic", "r", ["create", "delete"], { replace_paths: [["name"]] });
    const text = toMarkdown(reportOfPlan(aPlan({ resource_changes: [...deletes, replaced] })));
    expect(alert("CAUTION", text)).toEqual([
      "> 16 resources are **destroyed**, 1 resource is **replaced**",
      "> - − **16 resources** in <code>stack</code>: Terraform gives no reason",
      "> - ± <code>stack</code> <code>aws_sns_topic.r</code>: <code>name</code> cannot be changed in place; the new one is created first",
    ]);
    expect(
      /<summary>The addresses of these 17<\/summary>\n\n([\s\S]*?)\n\n<\/details>/.exec(text)?.[1]?.split("\n"),
    ).toEqual([
      ...deletes.map(({ address }) => `- − <code>stack</code> <code>${address}</code>: Terraform gives no reason`),
      "- ± <code>stack</code> <code>aws_sns_topic.r</code>: <code>name</code> cannot be changed in place; the new one is created first",
    ]);
  });

  it("names each of as many as fit on a screen", () => {
    const deletes = Array.from({ length: 15 }, (_, index) => ofType("aws_sns_topic", `t${index}`, ["delete"]));
    const text = toMarkdown(reportOfPlan(aPlan({ resource_changes: deletes })));
    expect(alert("CAUTION", text)).toHaveLength(16);
    expect(text).not.toContain("The addresses of these");
  });

  it("says what kind of failure it was, in the table, in the fold and in itself", () => {
    const error = "Error: Error acquiring the state lock\n\nLock Info:\n";
    const text = toMarkdown(reportOf([{ id: "a", status: "failed", error }]));
    expect(alert("CAUTION", text)).toEqual([
      "> 1 stack **failed**",
      "> - <code>a</code> **failed** (the state is locked): <code>Error&#58; Error acquiring the state lock</code>",
    ]);
    expect(text).toContain(" | **failed**: the state is locked |\n");
    expect(text).toContain("**What went wrong**: the state is locked\n");
  });
});

describe("the heading", () => {
  it("says that a confirmation is needed and how to give it, and not whether somebody has", () => {
    const how = ["add the label ", quoted("plan: ok"), " or approve"];
    const text = toMarkdown(reportOfPlan(plan), { confirmation: { state: "needed", how } });
    expect(alert("IMPORTANT", text)).toEqual([
      "> **This plan has to be confirmed** before it is applied: add the label <code>plan&#58; ok</code> or approve. The check of this pull request says whether somebody has.",
    ]);
  });

  it("names nobody who confirmed: whoever takes it back does not write this again", () => {
    const text = toMarkdown(reportOfPlan(plan), { confirmation: { state: "given", by: "octocat" } });
    expect(alert("IMPORTANT", text)).toEqual([
      "> **This plan has to be confirmed** before it is applied. The check of this pull request says whether somebody has.",
    ]);
    expect(text).not.toContain("octocat");
  });

  it("says nothing of confirmations when none is needed", () => {
    const text = toMarkdown(reportOfPlan("outputs-only"), { confirmation: { state: "not-needed" } });
    expect(text).not.toMatch(/confirm/i);
  });

  it("holds the note on the run", () => {
    const text = toMarkdown(reportOfPlan(plan), { facts: { branch: "main", note: "Planned without AWS." } });
    expect(text).toContain(
      "## Plan for <code>main</code>: 1 of 1 stack changes · ~1 −2 · 1 protection switched off\n\n> [!NOTE]\n> Planned without AWS.\n\n",
    );
  });
});

describe("the footer", () => {
  const last = (options: MarkdownOptions) =>
    toMarkdown(
      reportOf([
        planned("a", aPlan({ terraform_version: "1.14.0", timestamp: "2026-01-02T03:04:05Z" })),
        planned("b", aPlan({ terraform_version: "1.11.4", timestamp: "2026-01-02T03:05:05Z" })),
      ]),
      options,
    )
      .split("\n")
      .at(-2);

  it("says what was planned, when, by what, and where the rest is", () => {
    expect(
      last({
        facts: {
          commit: "0123456789abcdef0123456789abcdef01234567",
          base: "fedcba9876543210fedcba9876543210fedcba98",
          run: { id: 4711, attempt: 1, url: "https://github.com/o/r/actions/runs/4711" },
          fullReport: "https://github.com/o/r/actions/runs/4711#report",
        },
      }),
    ).toBe(
      "<sub>commit <code>0123456</code> · base <code>fedcba9</code> · planned <code>2026-01-02T03&#58;04&#58;05Z</code> to <code>2026-01-02T03&#58;05&#58;05Z</code> · Terraform <code>1.11.4</code> and <code>1.14.0</code> · [run 4711](https://github.com/o/r/actions/runs/4711) · [full report](https://github.com/o/r/actions/runs/4711#report)</sub>",
    );
  });

  it("names the attempt of a run that was repeated, and links to nothing but pages", () => {
    expect(
      last({ facts: { run: { id: 1, attempt: 3, url: "javascript:alert(1)" }, fullReport: "file:///etc" } }),
    ).toMatch(/ · run 1, attempt 3 · full report<\/sub>$/);
  });
});
