import { idleWaivers, inWords, judge, refusing } from "../../policies/judge";
import type { Finding, Rule } from "../../policies/rule";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { Waiver } from "../../policies/waiver";

const WAIVER: Waiver = {
  rule: "no-topics",
  reason: "the old readers need it until they move",
  owner: "platform",
  expires: "2027-01-31",
};

/** Refuses every topic, and says of one without a name that it does not know. */
const noTopics: Rule = {
  id: "no-topics",
  what: "There are no topics.",
  why: "They are an example.",
  fix: "Take it away.",
  severity: "low",
  checks: [],
  controls: [],
  types: ["aws_sns_topic"],
  judge: ({ resources }) =>
    resources.map((resource) =>
      resource.values.name === undefined
        ? { resource, answer: "unknown" as const, message: "it has no name yet" }
        : { resource, path: "name", answer: "violation" as const, message: "it is a topic" },
    ),
  passes: [{ shows: "nothing", configuration: {} }],
  fails: [{ shows: "a topic", configuration: {} }],
};

const broken: Rule = {
  ...noTopics,
  id: "broken",
  types: [],
  judge: function* () {
    yield { answer: "violation", message: "what was found before" };
    throw new Error("no such thing");
  },
};

const topic = (waivers: readonly object[] = []) => ({
  name: "events",
  "//": { metadata: { path: "dev/events/Resource" }, policy: { waivers } },
});

const viewOf = (...topics: readonly object[]) =>
  viewOfConfiguration("dev", {
    resource: { aws_sns_topic: Object.fromEntries(topics.map((each, index) => [`t${index}`, each])) },
  } as never);

const COMMON = { rule: "no-topics", severity: "low", stack: "dev", fix: "Take it away." } as const;

describe("the findings of a stack", () => {
  test("name the resource, its construct, the attribute and the way out", () => {
    expect(judge([noTopics], viewOf(topic()))).toEqual([
      {
        ...COMMON,
        address: "aws_sns_topic.t0",
        constructPath: "dev/events/Resource",
        path: "name",
        answer: "violation",
        message: "it is a topic",
      },
    ]);
  });

  test("tell what is not known as such", () => {
    expect(judge([noTopics], viewOf({}))).toEqual([
      { ...COMMON, address: "aws_sns_topic.t0", answer: "unknown", message: "it has no name yet" },
    ]);
  });

  test("show the waiver of the resource, and no waiver of another rule", () => {
    const found = judge([noTopics], viewOf(topic([{ ...WAIVER, rule: "other" }, WAIVER]), topic([])));
    expect(found.map(({ address, waiver }) => [address, waiver])).toEqual([
      ["aws_sns_topic.t0", WAIVER],
      ["aws_sns_topic.t1", undefined],
    ]);
  });

  test("are none of a rule whose types the stack has not", () => {
    const never: Rule = {
      ...noTopics,
      types: ["aws_sqs_queue"],
      judge: () => {
        throw new Error("nobody asks");
      },
    };
    expect(judge([never], viewOf(topic()))).toEqual([]);
  });

  test("count data sources among the types of a stack", () => {
    const seen: Rule = { ...noTopics, types: ["aws_region"], judge: () => [{ answer: "violation", message: "seen" }] };
    const view = viewOfConfiguration("dev", { data: { aws_region: { here: {} } } });
    expect(judge([seen], view)).toEqual([{ ...COMMON, answer: "violation", message: "seen" }]);
  });

  test("hold the error of a rule beside what it found before, and those of the other rules", () => {
    const found = judge([broken, noTopics], viewOf(topic()));
    expect(found.map(({ rule, answer, message }) => [rule, answer, message])).toEqual([
      ["broken", "violation", "what was found before"],
      ["broken", "error", "the rule could not judge: no such thing"],
      ["no-topics", "violation", "it is a topic"],
    ]);
  });
});

describe("a finding refuses a stack", () => {
  const finding = (fields: Partial<Finding>): Finding => ({
    ...COMMON,
    answer: "violation",
    message: "it is a topic",
    ...fields,
  });
  const { reason: _reason, ...withoutReason } = WAIVER;

  test.each<[string, Partial<Finding>, string | undefined, boolean]>([
    ["when it is a violation", {}, undefined, true],
    ["when the rule could not judge", { answer: "error" }, undefined, true],
    ["when the rule could not judge, whatever is waived", { answer: "error", waiver: WAIVER }, undefined, true],
    ["but not when it is unknown", { answer: "unknown" }, undefined, false],
    ["but not when it is waived, and nobody says which day it is", { waiver: WAIVER }, undefined, false],
    ["but not on the last day of its waiver", { waiver: WAIVER }, "2027-01-31", false],
    ["on the day after", { waiver: WAIVER }, "2027-02-01", true],
    ["when its waiver has long expired, and somebody says the day", { waiver: WAIVER }, "2030-01-01", true],
    [
      "but not by that waiver when nobody says the day",
      { waiver: { ...WAIVER, expires: "1999-01-01" } },
      undefined,
      false,
    ],
    ["when its waiver gives no reason", { waiver: { ...withoutReason, reason: "" } }, undefined, true],
  ])("%s", (_, fields, today, refuses) => {
    const found = [finding(fields)];
    expect(refusing(found, today)).toEqual(refuses ? found : []);
  });
});

describe("a waiver that covers nothing", () => {
  const idle = (waiver: object, judged = [noTopics], others: readonly string[] = []) => {
    const view = viewOf(topic([waiver]));
    return idleWaivers([noTopics], view, judge(judged, view), others);
  };
  const found = (message: string) => ({
    rule: "waiver-covers-something",
    severity: "medium",
    stack: "dev",
    address: "aws_sns_topic.t0",
    constructPath: "dev/events/Resource",
    answer: "violation",
    message,
    fix: "Take the waiver away, or name the rule that it is for.",
  });

  test.each<[string, ReturnType<typeof idle>, readonly string[]]>([
    ["is found", idle(WAIVER, []), ["its waiver of no-topics covers nothing"]],
    ["is found when it names no rule", idle({ ...WAIVER, rule: "*" }), ['its waiver names "*", which is no rule']],
    ["but none that covers a finding", idle(WAIVER), []],
    ["but none of a rule over all stacks", idle({ ...WAIVER, rule: "states-are-apart" }, [], ["states-are-apart"]), []],
  ])("%s", (_, findings, messages) => {
    expect(findings).toEqual(messages.map(found));
    expect(refusing(findings)).toEqual(findings);
  });

  test("is found beside another that covers the same", () => {
    const view = viewOf(topic([WAIVER, { ...WAIVER }]));
    expect(idleWaivers([noTopics], view, judge([noTopics], view)).map(({ message }) => message)).toEqual([
      "its waiver of no-topics covers nothing",
    ]);
  });
});

describe("a finding in words", () => {
  test("begins with the stack, the address and the attribute", () => {
    const [found] = judge([noTopics], viewOf(topic()));
    expect(inWords(found as Finding)).toBe("dev aws_sns_topic.t0 name: it is a topic (no-topics). Take it away.");
  });

  test("begins with the stack when it is about all of it", () => {
    const [found] = judge([broken], viewOf());
    expect(inWords(found as Finding)).toBe("dev: what was found before (broken). Take it away.");
  });
});
