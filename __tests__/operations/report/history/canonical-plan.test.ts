import { canonicalPlan } from "../../../../operations/report/history/canonical-plan";
import { aPlan, FIXTURES, fixture, resource } from "../support";

describe("canonicalPlan", () => {
  it("tells all that a plan does, sorted, and nothing that is hidden", () => {
    const plan = aPlan({
      resource_changes: [
        resource("aws_x.same", ["no-op"]),
        {
          ...resource("aws_x.b", ["update"], {
            before: { name: "a", password: "swordfish", token: "same", $: "own", list: [1, { b: 1, a: 2 }] },
            after: { list: [1, { a: 2, b: 1 }], token: "same", password: "trout", name: "vpc-1" },
            after_unknown: { id: true, tags: {}, list: [false, { c: true }] },
            before_sensitive: { password: true },
            after_sensitive: { token: true },
            replace_paths: [["name"]],
            importing: { id: "vpc-1" },
          }),
          provider_name: "registry.terraform.io/hashicorp/aws",
          type: "aws_x",
          mode: "managed",
          previous_address: "aws_x.c",
        },
        { ...resource('data.aws_y.a["x.y"]', ["read"], { after: {} }), deposed: "00000001" },
      ],
      output_changes: {
        same: { actions: ["no-op"] },
        secret: { actions: ["create"], before: null, after: "swordfish", after_sensitive: true, after_unknown: false },
        id: { actions: ["update"], before: "a", after: "id:vpc-1/x", after_unknown: false },
      },
      deferred_changes: [{ reason: "deferred_prereq", resource_change: resource("aws_x.d", ["create"]) }],
      action_invocations: [
        {
          address: "action.a.b",
          config_values: { payload: "swordfish", a: 1 },
          config_sensitive: { payload: true },
          lifecycle_action_trigger: { triggering_resource_address: "aws_x.b", action_trigger_event: "AfterUpdate" },
        },
      ],
    });
    const vpc = ["dev-network", "vpc_id"];
    expect(canonicalPlan(plan, [{ value: "vpc-1", stack: "dev-network", output: "vpc_id" }])).toEqual({
      format: 1,
      errored: false,
      changes: [
        {
          address: "aws_x.b",
          type: "aws_x",
          mode: "managed",
          provider: "registry.terraform.io/hashicorp/aws",
          previousAddress: "aws_x.c",
          replacePaths: [["name"]],
          importId: { $: [vpc] },
          actions: ["update"],
          before: {
            name: "a",
            password: { $: "masked" },
            token: { $: "masked" },
            $$: "own",
            list: [1, { a: 2, b: 1 }],
          },
          after: {
            name: { $: [vpc] },
            password: { $: "masked, changed" },
            token: { $: "masked" },
            list: [1, { a: 2, b: 1 }],
          },
          unknown: { id: true, list: { 1: { c: true } } },
        },
        {
          address: 'data.aws_y.a["x.y"]',
          type: "aws_y",
          mode: "data",
          deposed: "00000001",
          replacePaths: [],
          actions: ["read"],
          after: {},
        },
      ],
      outputs: [
        { name: "id", actions: ["update"], before: "a", after: { $: ["id:", vpc, "/x"] } },
        { name: "secret", actions: ["create"], after: { $: "masked, changed" } },
      ],
      deferred: [
        {
          reason: "deferred_prereq",
          change: { address: "aws_x.d", type: "aws_x", mode: "managed", replacePaths: [], actions: ["create"] },
        },
      ],
      invocations: [
        {
          address: "action.a.b",
          trigger: { triggering_resource_address: "aws_x.b", action_trigger_event: "AfterUpdate" },
          config: { a: 1, payload: { $: "masked, changed" } },
          unknown: undefined,
        },
      ],
    });
  });

  it.each(FIXTURES)("of %s survives being written as JSON", (name) => {
    const plan = canonicalPlan(fixture(name));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it("holds none of the secrets of the fixtures", () => {
    const text = JSON.stringify(
      ["secrets", "aws-service", "hand-made/action-invocations"].map((name) =>
        canonicalPlan(fixture(name)).changes.filter(({ address }) => !String(address).includes("terraform_data")),
      ),
    );
    expect(text).not.toContain("swordfish");
  });

  it("goes as deep as a reader lets a plan go", () => {
    let deep: unknown = "bottom";
    for (let level = 0; level < 480; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
    const plan = aPlan({ resource_changes: [resource("aws_x.a", ["create"], { after: { deep } })] });
    expect(canonicalPlan(plan).changes[0]?.after).toEqual({ deep });
  });
});
