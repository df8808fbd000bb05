import { isRemainder } from "../../../operations/deploy/remainder";
import { canonicalPlan } from "../../../operations/report/history/canonical-plan";
import { aPlan, FIXTURES, fixture, resource } from "../report/support";

type Changes = readonly object[];

const planOf = (changes: Changes, outputs: object = {}) =>
  canonicalPlan(aPlan({ resource_changes: changes, output_changes: outputs }));

const isLeft = (approved: Changes, real: Changes): boolean => isRemainder(planOf(approved), planOf(real));

const bucket = (after: object, unknown: object = {}) =>
  resource("aws_s3_bucket.a", ["create"], { after, after_unknown: unknown });

describe("what is left of an approved plan that was applied in part", () => {
  it.each<[string, Changes, Changes, boolean]>([
    ["nothing", [bucket({ name: "a" })], [], true],
    ["all of it", [bucket({ name: "a" })], [bucket({ name: "a" })], true],
    [
      "one of two",
      [bucket({ name: "a" }), resource("aws_s3_bucket.b", ["create"], { after: { name: "b" } })],
      [bucket({ name: "a" })],
      true,
    ],
    ["another value", [bucket({ name: "a" })], [bucket({ name: "z" })], false],
    ["something that was not approved", [], [bucket({ name: "a" })], false],
    [
      "a value that was not known then",
      [bucket({ name: "a" }, { key: true })],
      [bucket({ name: "a", key: "arn:key" })],
      true,
    ],
    [
      "a value inside of a list that was not known then",
      [bucket({ keys: ["x", null] }, { keys: [false, true] })],
      [bucket({ keys: ["x", "y"] })],
      true,
    ],
    [
      "another value beside one that was not known then",
      [bucket({ keys: ["x", null] }, { keys: [false, true] })],
      [bucket({ keys: ["z", "y"] })],
      false,
    ],
    [
      "a value that was known then and is not now",
      [bucket({ name: "a", key: "k" })],
      [bucket({ name: "a" }, { key: true })],
      false,
    ],
    [
      "the creation of a replacement that has deleted",
      [resource("aws_instance.a", ["delete", "create"], { before: { ami: "1" }, after: { ami: "2" } })],
      [resource("aws_instance.a", ["create"], { after: { ami: "2" } })],
      true,
    ],
    [
      "the deletion of a replacement that has created",
      [resource("aws_instance.a", ["create", "delete"], { before: { ami: "1" }, after: { ami: "2" } })],
      [{ ...resource("aws_instance.a", ["delete"], { before: { ami: "1" } }), deposed: "12345678" }],
      true,
    ],
    [
      "the deletion of what was to be updated",
      [resource("aws_instance.a", ["update"], { before: { ami: "1" }, after: { ami: "2" } })],
      [resource("aws_instance.a", ["delete"], { before: { ami: "1" } })],
      false,
    ],
    [
      "a replacement of what was half made, and is tainted",
      [resource("aws_instance.a", ["create"], { after: { ami: "2" } })],
      [resource("aws_instance.a", ["delete", "create"], { before: { ami: "2" }, after: { ami: "2" } })],
      false,
    ],
    [
      "a deposed object of what was to be created only",
      [resource("aws_instance.a", ["create"], { after: { ami: "2" } })],
      [{ ...resource("aws_instance.a", ["delete"], { before: { ami: "1" } }), deposed: "12345678" }],
      false,
    ],
  ])("%s", (_, approved, real, expected) => {
    expect(isLeft(approved, real)).toBe(expected);
  });

  it.each<[string, object, object, boolean]>([
    [
      "an output with the value that was approved",
      { a: { actions: ["create"], after: 1 } },
      { a: { actions: ["create"], after: 1 } },
      true,
    ],
    [
      "an output with another value",
      { a: { actions: ["create"], after: 1 } },
      { a: { actions: ["create"], after: 2 } },
      false,
    ],
    [
      "an output that was not known then",
      { a: { actions: ["create"], after_unknown: true } },
      { a: { actions: ["create"], after: 2 } },
      true,
    ],
    ["an output that was not approved", {}, { a: { actions: ["create"], after: 2 } }, false],
  ])("%s", (_, approved, real, expected) => {
    expect(isRemainder(planOf([], approved), planOf([], real))).toBe(expected);
  });

  it("is what was to be made, is half made, and is made anew; nothing else that Terraform replaces", () => {
    const anew = (before: object) =>
      planOf([resource("aws_instance.a", ["delete", "create"], { before, after: { ami: "2" } })]);
    const approved = planOf([resource("aws_instance.a", ["create"], { after: { ami: "2" } })]);
    const updated = planOf([resource("aws_instance.a", ["update"], { before: { ami: "1" }, after: { ami: "2" } })]);
    const halfMade = new Set(["aws_instance.a"]);
    expect(isRemainder(approved, anew({ ami: "2" }), halfMade)).toBe(true);
    expect(isRemainder(approved, anew({ ami: "2" }), new Set(["aws_instance.b"]))).toBe(false);
    expect(isRemainder(updated, anew({ ami: "1" }), halfMade)).toBe(false);
    expect(isRemainder(planOf([]), anew({ ami: "2" }), halfMade)).toBe(false);
  });

  it("of every kind of plan: the whole, and nothing", () => {
    for (const name of FIXTURES) {
      const plan = canonicalPlan(fixture(name));
      const isWhole = !plan.errored && plan.deferred.length === 0 && plan.invocations.length === 0;
      expect([name, isRemainder(plan, plan), isRemainder(plan, planOf([]))]).toEqual([name, isWhole, true]);
    }
  });
});
