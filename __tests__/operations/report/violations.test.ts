import { toHtml } from "../../../operations/report/html/to-html";
import { toJson } from "../../../operations/report/json/to-json";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import { publicationOf } from "../../../operations/report/pull-request/publication";
import { judgedFiles } from "../../../operations/report/read/from-plans";
import { reportOf } from "../../../operations/report/report-of";
import type { Violation } from "../../../operations/report/violation";
import { checkTitle, verdictOf } from "../../../operations/report/wording/verdict";
import { aPlan, planned, resource } from "./support";

const OPEN: Violation = {
  rule: "firewall-is-not-open-to-the-world",
  severity: "critical",
  address: "aws_security_group.web",
  path: "ingress[0]",
  message: "lets in 0.0.0.0/0 on port 22",
  fix: "Name the ranges that may come in.",
};
const UNLOCKED: Violation = { rule: "state-is-locked", severity: "high", message: "it is not locked", fix: "Lock it." };

const updated = aPlan({
  resource_changes: [
    resource("aws_security_group.web", ["update"], { before: { name: "a" }, after: { name: "b" } }),
    resource("aws_security_group.app", ["update"], { before: { name: "a" }, after: { name: "b" } }),
  ],
});

const report = reportOf([
  { ...planned("dev-a", updated), violations: [OPEN] },
  { ...planned("dev-b", "no-changes"), violations: [UNLOCKED] },
]);
const OPEN_IN_WORDS =
  "<code>ingress&#91;0&#93;</code>: <code>lets in 0.0.0.0/0 on port 22</code> (critical, <code>firewall-is-not-open-to-the-world</code>). Name the ranges that may come in.";
const UNLOCKED_IN_WORDS = "<code>it is not locked</code> (high, <code>state-is-locked</code>). Lock it.";

describe("a rule that a stack breaks", () => {
  const text = toMarkdown(report);
  const lines = text.split("\n");

  it("stands in the verdict, and in the title of the check, which fails", () => {
    expect([verdictOf(report), checkTitle(report)]).toEqual([
      "1 of 2 stacks changes · ~2 · 2 broken rules",
      "1 stack: ~2 · 2 broken rules",
    ]);
    const { isFailed } = publicationOf(report, {}, { number: 7, commit: "0".repeat(40) });
    expect(isFailed).toBe(true);
  });

  it("stands before any fold, worst first, by its address, with what to do", () => {
    expect(lines.slice(0, lines.indexOf("<details>")).filter((line) => line.startsWith("> "))).toEqual([
      "> [!CAUTION]",
      "> **2 rules are broken**",
      `> - **refused** <code>dev-a</code> <code>aws_security_group.web</code>: ${OPEN_IN_WORDS}`,
      `> - **refused** <code>dev-b</code>: ${UNLOCKED_IN_WORDS}`,
    ]);
  });

  it("stands in the table, also of a stack that does not change", () => {
    expect(lines.filter((line) => line.startsWith("| <code>"))).toEqual([
      "| <code>dev-a</code> | 0 | 2 | 0 | 0 | 0 | changes; 1 broken rule |",
      "| <code>dev-b</code> | 0 | 0 | 0 | 0 | 0 | planned, no changes; 1 broken rule |",
    ]);
  });

  it("stands with its stack, and beside the resource that it is about, and no other", () => {
    expect(lines.filter((line) => /^- <code>/.test(line))).toEqual([
      `- <code>aws_security_group.web</code>: ${OPEN_IN_WORDS}`,
      `- ${UNLOCKED_IN_WORDS}`,
    ]);
    const at = lines.indexOf("! aws_security_group.web");
    expect(lines[at + 1]).toBe(
      "    # refused: ingress[0]: lets in 0.0.0.0/0 on port 22 (critical, firewall-is-not-open-to-the-world). Name the ranges that may come in.",
    );
    expect(lines.filter((line) => line.includes("# refused"))).toHaveLength(1);
  });

  it("is counted when there are too many to name them before the folds", () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ ...OPEN, address: `aws_security_group.g${index}` }));
    const box = toMarkdown(reportOf([{ ...planned("dev-a", updated), violations: many }]));
    expect(box.split("\n").filter((line) => line.startsWith("> - "))).toHaveLength(11);
    expect(box).toContain("> - 2 more, named with their stacks below\n");
    for (const { address } of many) expect(box).toContain(`- <code>${address}</code>: `);
  });

  it("stands in the page and in the answer for machines", () => {
    const page = toHtml(report);
    expect(page).toContain("Danger: 2 stacks refused by rules");
    expect(page.match(/lets in 0\.0\.0\.0\/0 on port 22/g)).toHaveLength(3);
    expect(toJson(report).stacks.map(({ violations }) => violations)).toEqual([[OPEN], [UNLOCKED]]);
  });

  it("shows no secret that its words hold", () => {
    const secret = "a-value-of-the-job";
    const leaking = { ...OPEN, address: `aws_x.y["${secret}"]`, path: secret, message: `holds ${secret}` };
    const hidden = reportOf([{ ...planned("dev-a", updated), violations: [leaking] }], [secret]);
    expect([toMarkdown(hidden), toHtml(hidden), JSON.stringify(toJson(hidden))].join()).not.toContain(secret);
  });
});

it("a report without broken rules says nothing of them", () => {
  const clean = reportOf([planned("dev-a", updated)]);
  expect([verdictOf(clean), toMarkdown(clean).includes("broken")]).toEqual(["1 of 1 stack changes · ~2", false]);
  expect(toJson(clean).stacks[0]?.violations).toEqual([]);
});

describe("plan files of another project", () => {
  const open = aPlan({
    resource_changes: [
      {
        ...resource("aws_security_group_rule.ssh", ["create"], {
          after: { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] },
        }),
        type: "aws_security_group_rule",
      },
    ],
  });

  it("are judged when somebody wants it, and each is read once", () => {
    const read: string[] = [];
    const [result] = judgedFiles(
      ["web.json"],
      (file) => {
        read.push(file);
        return JSON.stringify(open);
      },
      "2026-01-01",
    );
    expect(read).toEqual(["web.json"]);
    expect(result?.violations).toContainEqual({
      rule: "firewall-is-not-open-to-the-world",
      severity: "critical",
      address: "aws_security_group_rule.ssh",
      message: "lets in 0.0.0.0/0 on port 22",
      fix: expect.stringMatching(/^Name /),
    });
  });
});
