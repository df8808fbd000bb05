import fc from "fast-check";
import type { Placeholder } from "../../../../operations/plan/foreseen-output";
import { canonicalPlan } from "../../../../operations/report/history/canonical-plan";
import { matchesShown } from "../../../../operations/report/history/matches";
import { aPlan, FIXTURES, fixture, resource } from "../support";

const PLACEHOLDERS: readonly Placeholder[] = [
  { value: "<vpc>", stack: "net", output: "vpc_id" },
  { value: "<a>", stack: "net", output: "subnet_ids[0]" },
  { value: "<b>", stack: "net", output: "subnet_ids[1]" },
  { value: "912345678901234", stack: "github", output: "qa_team_id" },
  { value: "998765432109876", stack: "github", output: "platform_team_id" },
];

const creating = (after: unknown, address = "aws_x.a") => [resource(address, ["create"], { after })];

/** Whether a plan that was shown with placeholders matches one without. */
const matches = (shown: readonly object[], real: readonly object[], more: object = {}) =>
  matchesShown(
    canonicalPlan(aPlan({ resource_changes: shown }), PLACEHOLDERS),
    canonicalPlan(aPlan({ resource_changes: real, ...more })),
  );

const CANONICAL = FIXTURES.map((name) => {
  const plan = canonicalPlan(fixture(name));
  return { name, plan, text: JSON.stringify(plan) };
});

describe("matchesShown", () => {
  it.each<[string, unknown, unknown, boolean]>([
    ["equal values", { a: 1, b: [true, null, "x"] }, { b: [true, null, "x"], a: 1 }, true],
    ["another value", { a: 1 }, { a: 2 }, false],
    ["one more attribute", { a: 1 }, { a: 1, b: 1 }, false],
    ["one less attribute", { a: 1, b: 1 }, { a: 1 }, false],
    ["a placeholder that is known now", { a: "<vpc>" }, { a: "vpc-123" }, true],
    ["a placeholder that is no text now", { a: "<vpc>" }, { a: null }, false],
    ["a placeholder that is a number now", { a: "<vpc>" }, { a: 1 }, false],
    ["a number that was made of a placeholder", { a: 912345678901234 }, { a: 4711 }, true],
    ["a number that was made of a placeholder, and is none now", { a: 912345678901234 }, { a: "4711" }, false],
    ["a text of which the same placeholder is no number", { a: "912345678901234" }, { a: "4711" }, true],
    ["a number that holds the digits of a placeholder", { a: 9123456789012340 }, { a: 4711 }, false],
    ["a set of numbers, in their order", { a: [912345678901234, 998765432109876] }, { a: [815, 4711] }, true],
    ["a set of numbers of which one is known", { a: [12, 998765432109876] }, { a: [7, 12] }, true],
    ["a set of numbers with one more", { a: [912345678901234] }, { a: [815, 4711] }, false],
    ["a placeholder that is empty now", { a: "<vpc>" }, { a: "" }, false],
    ["a placeholder that is not there any more", { a: "<vpc>" }, {}, false],
    ["a value where another one was shown", { a: "vpc-123" }, { a: "<vpc>" }, false],
    ["a placeholder inside a text", { a: "arn:<vpc>/x" }, { a: "arn:vpc-123/x" }, true],
    ["another text around a placeholder", { a: "arn:<vpc>/x" }, { a: "arn:vpc-123/y" }, false],
    ["nothing in the place of a placeholder", { a: "arn:<vpc>/x" }, { a: "arn:/x" }, false],
    ["two placeholders in a text", { a: "<a>,<b>" }, { a: "subnet-1,subnet-2" }, true],
    ["two placeholders without the text between them", { a: "<a>,<b>" }, { a: "subnet-1;subnet-2" }, false],
    ["two placeholders that touch", { a: "<a><b>" }, { a: "xy" }, true],
    ["two placeholders that touch, in too little", { a: "<a><b>" }, { a: "x" }, false],
    ["a text that begins too late", { a: "x<a>" }, { a: "yx1" }, false],
    ["a text of which the parts overlap", { a: "ab<a>ba" }, { a: "aba" }, false],
    [
      "a set in the order of its values",
      { a: ["<a>", "<b>", "subnet-5"] },
      { a: ["subnet-1", "subnet-5", "subnet-9"] },
      true,
    ],
    ["a list whose known items change places", { a: ["x", "y", "<a>"] }, { a: ["y", "x", "s"] }, false],
    ["a list with one item more", { a: ["<a>"] }, { a: ["s", "t"] }, false],
    [
      "items that need each other's places",
      {
        a: [
          { i: "<a>", n: "<b>" },
          { i: "<a>", n: 1 },
        ],
      },
      {
        a: [
          { i: "s", n: 1 },
          { i: "t", n: "u" },
        ],
      },
      true,
    ],
    [
      "items that do not fit whatever their order",
      {
        a: [
          { i: "<a>", n: 2 },
          { i: "<a>", n: 1 },
        ],
      },
      {
        a: [
          { i: "s", n: 1 },
          { i: "t", n: 1 },
        ],
      },
      false,
    ],
    ["a placeholder as a key", { "<a>": 1, z: 2 }, { "subnet-1": 1, z: 2 }, true],
    ["a placeholder as a key of another value", { "<a>": 1, z: 2 }, { "subnet-1": 2, z: 2 }, false],
    ["a key of the plan's own that looks like ours", { $: [["net", "vpc_id"]] }, { $: "anything" }, false],
  ])("says of %s %j, %j: %j", (_, shown, real, expected) => {
    expect(matches(creating(shown), creating(real))).toBe(expected);
  });

  it("finds the address of an instance whose key was a placeholder", () => {
    const shown = [...creating({ i: "<a>" }, 'aws_x.a["<a>"]'), ...creating({ i: 1 }, "aws_x.b")];
    const real = [...creating({ i: "s-1" }, 'aws_x.a["s-1"]'), ...creating({ i: 1 }, "aws_x.b")];
    expect(matches(shown, real)).toBe(true);
    expect(matches(shown, [...real, ...creating({}, "aws_x.c")])).toBe(false);
    expect(matches(shown, real.slice(0, 1))).toBe(false);
    expect(matches(shown, [...creating({ i: "s-1" }, 'aws_y.a["s-1"]'), ...real.slice(1)])).toBe(false);
  });

  it("sees another action, and anything besides resources", () => {
    expect(matches([resource("aws_x.a", ["update"])], [resource("aws_x.a", ["delete"])])).toBe(false);
    expect(matches([], [], { errored: true })).toBe(false);
    expect(matches([], [], { output_changes: { a: { actions: ["create"], after: 1 } } })).toBe(false);
    expect(matches([], [], { action_invocations: [{ address: "action.a.b" }] })).toBe(false);
  });

  it("sees what becomes unknown, or sensitive", () => {
    const shown = creating({ a: "<a>" });
    expect(matches(shown, [resource("aws_x.a", ["create"], { after: {}, after_unknown: { a: true } })])).toBe(false);
    expect(matches(shown, [resource("aws_x.a", ["create"], { after: { a: "s" }, after_sensitive: { a: true } })])).toBe(
      false,
    );
  });

  it.each(CANONICAL)("holds for $name and itself, and for no other plan", ({ plan, text }) => {
    const found = CANONICAL.filter((other) => matchesShown(plan, other.plan));
    expect(found.map(({ name }) => name)).toEqual(
      CANONICAL.filter((other) => other.text === text).map(({ name }) => name),
    );
  });

  it("holds whatever a placeholder became, and for nothing else that changed", () => {
    // Without signs that assign: what then looks like a password is hidden, and no longer equal to what was shown.
    const known = fc.string({ minLength: 1 }).filter((text) => !/[:=]/.test(text));
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>("<vpc>", "x", 1, null, "0<a>0"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("k", "l", "m"), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, known, known, (shown, vpc, a) => {
        const real = JSON.parse(
          JSON.stringify(shown)
            .replaceAll('"<vpc>"', JSON.stringify(vpc).replaceAll("$", "$$$$"))
            .replaceAll("0<a>0", `0${JSON.stringify(a).slice(1, -1).replaceAll("$", "$$$$")}0`),
        );
        expect(matches(creating({ shown }), creating({ shown: real }))).toBe(true);
        expect(matches(creating({ shown, b: 1 }), creating({ shown: real, b: 2 }))).toBe(false);
      }),
    );
  });

  it("gives up on what could be matched in too many ways, and says no", () => {
    const pattern = (depth: number): unknown =>
      depth === 0 ? "<a>x" : Array.from({ length: 12 }, () => pattern(depth - 1));
    const text = (depth: number): unknown => (depth === 0 ? "y" : Array.from({ length: 12 }, () => text(depth - 1)));
    const started = process.cpuUsage().user;
    expect(matches(creating({ a: pattern(3) }), creating({ a: text(3) }))).toBe(false);
    expect(process.cpuUsage().user - started).toBeLessThan(20_000_000);
  });
});
