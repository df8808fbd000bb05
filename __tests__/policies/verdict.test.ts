import { type Block, Unknown } from "../../policies/value";
import { isAtLeast, isNotOff, isNotOn, isOn, isOneOf, isSet, isUnsetOrOneOf, wantedAt } from "../../policies/verdict";
import type { Resource } from "../../policies/view/stack-view";

/** Known only after the apply, and written nowhere: AWS chooses it. */
const LEFT = new Unknown([]);
const REFERENCE = new Unknown(["aws_kms_key.a"], "${aws_kms_key.a.arn}");

test.each([
  ["isOn", isOn, [true, "true"], [false, undefined, null, "yes"], [LEFT, REFERENCE]],
  ["isNotOn", isNotOn, [false, undefined, null], [true, "true"], [LEFT, REFERENCE]],
  ["isNotOff", isNotOff, [true, undefined, null], [false, "false"], [LEFT, REFERENCE]],
  ["isSet", isSet, ["a", 1, ["a"], REFERENCE], [undefined, null, "", []], [LEFT]],
  ["isAtLeast 14", isAtLeast(14), [14, 30, "14"], [13, undefined, null, "many"], [LEFT, REFERENCE]],
  ["isOneOf a, b", isOneOf("a", "b"), ["a", "b"], ["c", undefined, null], [LEFT, REFERENCE]],
  ["isUnsetOrOneOf a", isUnsetOrOneOf("a"), ["a", undefined, null], ["c"], [LEFT, REFERENCE]],
])("%s passes, refuses, and does not know", (_, is, passes, refuses, unknown) => {
  for (const value of passes) expect(is(value)).toBeUndefined();
  for (const value of refuses) expect(is(value)).toBe("violation");
  for (const value of unknown) expect(is(value)).toBe("unknown");
});

describe("what a configuration wants at a path", () => {
  const resource = (values: Block, refers?: Resource["refers"]): Resource => ({
    address: "aws_x.a",
    type: "aws_x",
    name: "a",
    values,
    dependsOn: [],
    waivers: [],
    ...(refers && { refers }),
  });

  test.each<[string, Resource, unknown]>([
    ["is the value", resource({ a: { b: 1 } }), 1],
    ["is that of the first of several blocks", resource({ a: [{ b: 1 }, { b: 2 }] }), 1],
    ["is nothing where nothing is written", resource({}), undefined],
    ["is a reference in a configuration", resource({ a: { b: REFERENCE } }), REFERENCE],
    ["is what AWS chooses not, in a plan", resource({ a: LEFT }, {}), undefined],
    ["is what AWS chooses inside of a block not, in a plan", resource({ a: [{ b: LEFT }] }, { a: [] }), undefined],
    [
      "is a reference in a plan",
      resource({ a: [{ b: new Unknown(["aws_y.b"]) }] }, { a: ["aws_y.b"] }),
      new Unknown(["aws_y.b"]),
    ],
  ])("%s", (_, from, wanted) => {
    expect(wantedAt(from, "b" in from.values ? "b" : from.values.a === LEFT ? "a" : "a.b")).toEqual(wanted);
  });
});
