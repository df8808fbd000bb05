import { type IssueStep, issueSteps } from "../../../operations/drift/issue-steps";
import { issueText } from "../../../operations/drift/issue-text";
import type { Issue } from "../../../operations/drift/ports";
import { aDriftedStack, aDriftReport, aStackDrift } from "./support";

const US = "github-actions[bot]";

const anIssue = (number: number, stack: string, fields: Partial<Issue> = {}): Issue => ({
  number,
  ...issueText("dev", aDriftedStack({ id: stack })),
  author: { login: US, isBot: true },
  ...fields,
});

/** What is done, in a few words. */
const inWords = (step: IssueStep): string =>
  step.kind === "open"
    ? `open ${step.stack}`
    : `${step.kind} ${step.number} of ${step.stack}${step.kind === "close" ? `: ${step.comment}` : ""}`;

describe("what is done about issues", () => {
  const drifted = aDriftedStack({ id: "dev-a" });
  const synced = aStackDrift({ id: "dev-a" });
  const gone = "The drift is gone: <code>dev-a</code> is as it was deployed, but for what is ignored.";
  const other = aDriftedStack({ id: "dev-a", commit: "0".repeat(40) });

  it.each<[string, readonly Issue[], Parameters<typeof aDriftReport>[0], readonly string[], boolean?]>([
    ["opens one", [], [drifted], ["open dev-a"]],
    ["leaves one that says the same", [anIssue(3, "dev-a")], [drifted], []],
    [
      "leaves one that GitHub gives back with other line ends",
      [anIssue(3, "dev-a", { body: anIssue(3, "dev-a").body.replaceAll("\n", "\r\n") })],
      [drifted],
      [],
    ],
    ["updates one that says something else", [anIssue(3, "dev-a")], [other], ["update 3 of dev-a"]],
    ["updates one with another title", [anIssue(3, "dev-a", { title: "mine" })], [drifted], ["update 3 of dev-a"]],
    [
      "updates one that somebody wrote something above",
      [anIssue(3, "dev-a", { body: `From Ann: I look at it.\r\n\r\n${anIssue(3, "dev-a").body}` })],
      [drifted],
      ["update 3 of dev-a"],
    ],
    ["closes one whose drift is gone", [anIssue(3, "dev-a")], [synced], [`close 3 of dev-a: ${gone}`]],
    ["does nothing about a stack that never drifted", [], [synced], []],
    [
      "keeps the oldest of several",
      [anIssue(5, "dev-a"), anIssue(3, "dev-a")],
      [drifted],
      ["close 5 of dev-a: This is the same as #3."],
    ],
    [
      "leaves that of a stack that could not be looked at",
      [anIssue(3, "dev-a")],
      [aStackDrift({ id: "dev-a", status: "failed", because: "no" })],
      [],
    ],
    [
      "leaves that of a stack that is not looked at here",
      [anIssue(3, "dev-a")],
      [aStackDrift({ id: "dev-a", status: "not-looked-at" })],
      [],
    ],
    [
      "closes that of a stack that was destroyed, and is still declared",
      [anIssue(3, "dev-a")],
      [aStackDrift({ id: "dev-a", status: "not-looked-at", unapplied: "never-deployed" })],
      ["close 3 of dev-a: <code>dev-a</code> has no state any more: nothing of it is there."],
    ],
    [
      "closes that of a stack that is gone altogether",
      [anIssue(3, "dev-z")],
      [],
      ["close 3 of dev-z: <code>dev-z</code> is gone: neither the code nor the states have such a stack."],
    ],
    ["leaves those of stacks that were not selected", [anIssue(3, "dev-z")], [], [], false],
    ["leaves those of another branch", [anIssue(3, "dev-a", { body: issueText("main", drifted).body })], [synced], []],
  ])("%s", (_, existing, stacks, expected, isWhole = true) => {
    expect(issueSteps(existing, aDriftReport(stacks), { login: US, isWhole }).map(inWords)).toEqual(expected);
  });

  it.each<[string, Partial<Issue>]>([
    ["somebody else, with our title", { body: "It drifts." }],
    ["somebody else, with our mark", { author: { login: "mallory", isBot: false } }],
    ["an account that is gone", { author: undefined }],
    ["us, that quotes the mark", { body: `> ${anIssue(3, "dev-a").body}` }],
  ])("never touches an issue of %s", (_, fields) => {
    const existing = [anIssue(3, "dev-a", fields)];
    expect(issueSteps(existing, aDriftReport([synced]), { login: US, isWhole: true })).toEqual([]);
    expect(issueSteps(existing, aDriftReport([drifted]), { login: US, isWhole: true }).map(inWords)).toEqual([
      "open dev-a",
    ]);
  });
});
