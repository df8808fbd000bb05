import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { waive } from "../../constructs/waive";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { Waiver } from "../../policies/waiver";
import { synthesizeConstruct } from "../support/synthesize";

const WAIVER: Waiver = {
  rule: "topic-is-encrypted",
  reason: "it carries nothing but the time of day",
  owner: "platform",
  expires: "2027-01-31",
};

const stackWith = (...waivers: readonly Waiver[]) =>
  synthesizeConstruct((stack) => {
    const topic = new SnsTopic(stack, "topic", { name: "events" });
    for (const waiver of waivers) waive(topic, waiver);
  });

describe("waiving a rule", () => {
  test("writes the waiver beside the resource, where Terraform does not look", () => {
    const { "//": notes, ...topic } = stackWith(WAIVER).resource?.aws_sns_topic?.topic ?? {};
    expect(notes).toMatchObject({ policy: { waivers: [WAIVER] } });
    expect(topic).toEqual({ name: "events" });
  });

  test("keeps where its construct stands", () => {
    expect(stackWith(WAIVER).resource?.aws_sns_topic?.topic?.["//"]).toMatchObject({
      metadata: { path: "test/topic" },
    });
  });

  test("of several rules keeps each", () => {
    const other = { ...WAIVER, rule: "queue-demands-tls" };
    const [resource] = viewOfConfiguration("test", stackWith(WAIVER, other) as never).resources;
    expect(resource?.waivers).toEqual([WAIVER, other]);
  });

  test("without a reason fails, by the name of the rule and the place", () => {
    expect(() => stackWith({ ...WAIVER, reason: "" })).toThrow(
      new Error('the waiver of "topic-is-encrypted" for test/topic: its reason is missing or too short to be one'),
    );
  });

  test("without an owner or a day fails", () => {
    expect(() => stackWith({ ...WAIVER, owner: "" })).toThrow("it names no owner");
    expect(() => stackWith({ ...WAIVER, expires: "soon" })).toThrow('it expires on "soon"');
  });
});
