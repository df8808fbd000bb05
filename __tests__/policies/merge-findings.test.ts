import { mergedFindings } from "../../policies/merge-findings";
import type { Finding } from "../../policies/rule";

const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: "no-topics",
  severity: "high",
  stack: "dev",
  address: "aws_sns_topic.a",
  answer: "violation",
  message: "it is a topic",
  fix: "Take it away.",
  ...changes,
});
const OPEN = finding({ answer: "unknown", message: "it may be a topic" });
const waiver = { rule: "no-topics", reason: "it has to be one", owner: "platform", expires: "2027-01-01" };

describe("what a configuration and its plan find together", () => {
  it.each<[string, readonly Finding[], readonly Finding[], readonly Finding[]]>([
    ["is told once", [finding()], [finding({ path: "name" })], [finding()]],
    ["is what either finds", [finding()], [finding({ rule: "other" })], [finding(), finding({ rule: "other" })]],
    ["passes when the plan answers what was open", [OPEN], [], []],
    ["is refused when the plan answers so", [OPEN], [finding()], [finding()]],
    ["stays open when the plan does not know either", [OPEN], [OPEN], [OPEN]],
    ["leaves open nothing that only the plan does not know", [], [OPEN], []],
    ["tells places apart", [finding()], [finding({ address: "b" })], [finding(), finding({ address: "b" })]],
    ["is waived in the plan, too", [finding({ answer: "unknown", waiver })], [finding()], [finding({ waiver })]],
  ])("%s", (_, configured, planned, merged) => {
    expect(mergedFindings(configured, planned)).toEqual(merged);
  });
});
