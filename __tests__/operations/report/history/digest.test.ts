import fc from "fast-check";
import type { Placeholder } from "../../../../operations/plan/foreseen-output";
import { canonicalPlan } from "../../../../operations/report/history/canonical-plan";
import { digestOf, digestOfRecord } from "../../../../operations/report/history/digest";
import type { PlanRecord, StackRecord } from "../../../../operations/report/history/plan-record";
import { readPlan } from "../../../../operations/report/read/plan-file";
import { aPlan, FIXTURES, firstOf, fixture, fixtureText, reportOfPlan, resource } from "../support";

const digest = (keys: Readonly<Record<string, unknown>>, placeholders: readonly Placeholder[] = []) =>
  digestOf(canonicalPlan(aPlan(keys), placeholders));

const ofResource = (actions: readonly string[], change: object = {}, fields: object = {}) =>
  digest({ resource_changes: [{ ...resource("aws_x.a", actions, { ...change }), ...fields }] });

/** The same JSON with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

describe("digestOf", () => {
  it("is a SHA-256 in hexadecimal", () => {
    expect(digest({})).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each(FIXTURES)("does not depend on the order of anything in %s", (name) => {
    const raw = JSON.parse(fixtureText(name));
    const other = reordered({ ...raw, resource_changes: [...(raw.resource_changes ?? [])].reverse() });
    const digestOfText = (text: string) => digestOf(canonicalPlan(readPlan(text, "plan.json")));
    expect(digestOfText(JSON.stringify(other))).toBe(digestOfText(JSON.stringify(raw)));
    expect(firstOf(reportOfPlan(name)).digest).toBe(digestOf(canonicalPlan(fixture(name))));
  });

  it.each(FIXTURES)("is another one when any change of %s is dropped, or does something else", (name) => {
    const plan = fixture(name);
    const whole = digestOf(canonicalPlan(plan));
    const { changes = [] } = firstOf(reportOfPlan(name)).content ?? {};
    const others = plan.resource_changes.flatMap((each, index) => {
      const rest = plan.resource_changes.filter((_, other) => other !== index);
      const other = { ...each, change: { ...each.change, actions: [...each.change.actions, "archive"] } };
      const plans = [
        { ...plan, resource_changes: [...rest, other] },
        { ...plan, resource_changes: rest },
      ];
      return each.change.actions.join() === "no-op" ? plans.slice(0, 1) : plans;
    });
    expect(others.filter((other) => digestOf(canonicalPlan(other)) === whole)).toEqual([]);
    expect(canonicalPlan(plan).changes).toHaveLength(changes.length);
  });

  it("is the same when only what it leaves out differs", () => {
    const changes = { resource_changes: [resource("aws_x.a", ["create"])] };
    const others = [
      { timestamp: "2025-01-01T00:00:00Z" },
      { terraform_version: "1.99.0" },
      { resource_drift: [resource("aws_x.b", ["update"])] },
      { checks: [{ address: { to_display: "check.a" }, status: "fail" }] },
      { resource_changes: [...changes.resource_changes, resource("aws_x.c", ["no-op"])] },
      { configuration: { root_module: {} } },
      { output_changes: { a: { actions: ["no-op"], before: 1, after: 1 } } },
    ];
    expect(others.map((other) => digest({ ...changes, ...other }))).toEqual(others.map(() => digest(changes)));
  });

  it.each<[string, () => string]>([
    [
      "the address",
      () => digest({ resource_changes: [resource("aws_x.b", ["update"], { before: { a: 1 }, after: { a: 2 } })] }),
    ],
    ["the actions", () => ofResource(["create"], { before: { a: 1 }, after: { a: 2 } })],
    ["the value before", () => ofResource(["update"], { before: { a: 0 }, after: { a: 2 } })],
    ["the value after", () => ofResource(["update"], { before: { a: 1 }, after: { a: 3 } })],
    ["null for absent", () => ofResource(["update"], { before: { a: 1, b: null }, after: { a: 2 } })],
    ["a text for a number", () => ofResource(["update"], { before: { a: 1 }, after: { a: "2" } })],
    ["a list for an object", () => ofResource(["update"], { before: { a: 1 }, after: { a: { 0: 2 } } })],
    [
      "what is unknown",
      () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, after_unknown: { b: true } }),
    ],
    [
      "what is sensitive",
      () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, after_sensitive: { a: true } }),
    ],
    [
      "what is replaced because of it",
      () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, replace_paths: [["a"]] }),
    ],
    ["the import", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, importing: { id: "a" } })],
    ["another import", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, importing: { id: "b" } })],
    ["an import by identity", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 }, importing: {} })],
    ["the type", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 } }, { type: "aws_y" })],
    ["the mode", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 } }, { mode: "data" })],
    ["the provider", () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 } }, { provider_name: "p" })],
    [
      "the deposed object",
      () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 } }, { deposed: "00000001" }),
    ],
    [
      "the old address",
      () => ofResource(["update"], { before: { a: 1 }, after: { a: 2 } }, { previous_address: "aws_x.c" }),
    ],
    ["nothing at all", () => digest({})],
  ])("differs by %s", (_, other) => {
    const base = ofResource(["update"], { before: { a: 1 }, after: { a: 2 } });
    expect(other()).not.toBe(base);
  });

  it("differs by each of what a plan does besides", () => {
    const invocation = { address: "action.a.b", config_values: { a: 1 }, config_sensitive: {}, config_unknown: {} };
    const all = [
      digest({}),
      digest({ errored: true }),
      digest({ output_changes: { a: { actions: ["update"], before: 1, after: 2 } } }),
      digest({ output_changes: { a: { actions: ["update"], before: 1, after: 3 } } }),
      digest({ output_changes: { b: { actions: ["update"], before: 1, after: 2 } } }),
      digest({ deferred_changes: [{ reason: "deferred_prereq", resource_change: resource("aws_x.a", ["create"]) }] }),
      digest({ deferred_changes: [{ reason: "absent_prereq", resource_change: resource("aws_x.a", ["create"]) }] }),
      digest({ action_invocations: [invocation] }),
      digest({ action_invocations: [{ ...invocation, config_values: { a: 2 } }] }),
      digest({ action_invocations: [{ ...invocation, lifecycle_action_trigger: { actions_list_index: 1 } }] }),
      digest({ deferred_action_invocations: [{ reason: "deferred_prereq", action_invocation: invocation }] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("differs by any attribute that may be seen, and by the order of keys never", () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), fc.dictionary(fc.string(), json), (before, after) => {
        const same = { before: reordered(before), after: reordered(after) };
        expect(ofResource(["update"], same)).toBe(ofResource(["update"], { before, after }));
        const equal = JSON.stringify(sortedKeys(before)) === JSON.stringify(sortedKeys(after));
        expect(ofResource(["update"], { before, after: before }) === ofResource(["update"], { before, after })).toBe(
          equal,
        );
      }),
    );
  });

  it("is not made from anything that is masked, but tells whether it changes", () => {
    const sides = (before: unknown, after: unknown) =>
      ofResource(["update"], {
        before: { a: before },
        after: { a: after },
        before_sensitive: { a: true },
        after_sensitive: { a: true },
      });
    expect(sides("swordfish", "trout")).toBe(sides("pike", "carp"));
    expect(sides("swordfish", "swordfish")).toBe(sides("pike", "pike"));
    expect(sides("swordfish", "trout")).not.toBe(sides("swordfish", "swordfish"));
  });

  it("does not depend on the characters of placeholders, wherever they stand", () => {
    const made = (value: string) =>
      digest(
        {
          resource_changes: [
            resource(`aws_x.a["${value}"]`, ["create"], { after: { id: value, arn: `arn:${value}/x`, [value]: 1 } }),
            resource("aws_x.b", ["create"]),
          ],
        },
        [{ value, stack: "dev-network", output: "vpc_id" }],
      );
    expect(made("vpc-0aaa")).toBe(made("zzz-vpc-0bbb"));
    expect(made("vpc-0aaa")).not.toBe(
      digest({
        resource_changes: [
          resource('aws_x.a["vpc-0aaa"]', ["create"], {
            after: { id: "vpc-0aaa", arn: "arn:vpc-0aaa/x", "vpc-0aaa": 1 },
          }),
          resource("aws_x.b", ["create"]),
        ],
      }),
    );
  });

  it("is no other for a plan that holds what stands for a placeholder itself", () => {
    const placeholder = { value: "vpc-1", stack: "s", output: "o" };
    const forged = { $: [["s", "o"]] };
    expect(
      digest({ resource_changes: [resource("aws_x.a", ["create"], { after: { a: forged } })] }, [placeholder]),
    ).not.toBe(
      digest({ resource_changes: [resource("aws_x.a", ["create"], { after: { a: "vpc-1" } })] }, [placeholder]),
    );
  });
});

describe("digestOfRecord", () => {
  const record = (...stacks: readonly StackRecord[]): PlanRecord => ({ format: 1, stacks });
  const dev: StackRecord = { id: "dev", state: "changes", digest: "1", changes: [["update", "aws_x.a", "1"]] };
  const prod: StackRecord = { id: "prod", state: "failed" };

  it("is the same for the same plans, whatever was kept of them, in any order, and whoever made them", () => {
    const { changes, ...withoutDetails } = dev;
    const others = [
      record(prod, dev),
      record(withoutDetails, prod),
      { ...record(dev, prod), commit: "a", base: "b", run: { id: 1, attempt: 1 } },
    ];
    expect(others.map(digestOfRecord)).toEqual(others.map(() => digestOfRecord(record(dev, prod))));
    expect(digestOfRecord(record(dev, prod))).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("differs by each stack, its state and its digest", () => {
    const all = [
      record(dev, prod),
      record(dev),
      record(),
      record({ ...dev, id: "other" }, prod),
      record({ ...dev, state: "failed" }, prod),
      record({ ...dev, digest: "2" }, prod),
      record(dev, { ...prod, digest: "1" }),
    ];
    expect(new Set(all.map(digestOfRecord)).size).toBe(all.length);
  });
});

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sortedKeys(item)]);
}
