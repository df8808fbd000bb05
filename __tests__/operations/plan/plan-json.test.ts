import { type ChangeCounts, countChanges, hasChanges } from "../../../operations/plan/plan-json";
import { settledPlan } from "../../../operations/plan/settled-plan";
import type { JsonObject } from "../../../terraform-json/json";

const NONE: ChangeCounts = {
  create: 0,
  update: 0,
  replace: 0,
  delete: 0,
  forget: 0,
  read: 0,
  import: 0,
  move: 0,
  output: 0,
  drift: 0,
  other: 0,
};

const change = (actions: string[], more: JsonObject = {}, inner: JsonObject = {}): JsonObject => ({
  ...more,
  change: { actions, ...inner },
});

describe("counting the changes of a plan", () => {
  test.each<[string[], Partial<ChangeCounts>]>([
    [["no-op"], {}],
    [["create"], { create: 1 }],
    [["update"], { update: 1 }],
    [["delete"], { delete: 1 }],
    [["delete", "create"], { replace: 1 }],
    [["create", "delete"], { replace: 1 }],
    [["create", "forget"], { replace: 1 }],
    [["forget"], { forget: 1 }],
    [["read"], { read: 1 }],
    [["invoke"], { other: 1 }],
  ])("%j", (actions, counts) => {
    expect(countChanges({ resource_changes: [change(actions)] })).toEqual({ ...NONE, ...counts });
  });

  test("counts an import and a move beside what else happens to the resource", () => {
    const changes = [
      change(["update"], { previous_address: "aws_sqs_queue.old" }),
      change(["no-op"], {}, { importing: { id: "orders" } }),
    ];
    expect(countChanges({ resource_changes: changes })).toEqual({ ...NONE, update: 1, move: 1, import: 1 });
  });

  test("counts changed outputs, and what was changed behind Terraform's back", () => {
    const plan = {
      output_changes: { a: { actions: ["create"] }, b: { actions: ["no-op"] }, c: { actions: ["delete"] } },
      resource_drift: [change(["update"]), change(["delete"]), change(["no-op"])],
    };
    expect(countChanges(plan)).toEqual({ ...NONE, output: 2, drift: 2 });
  });

  test("of an empty plan finds nothing", () => {
    expect(countChanges({})).toEqual(NONE);
  });
});

describe("whether a plan changes anything", () => {
  test("is what Terraform says", () => {
    expect(hasChanges({ applyable: true }, NONE)).toBe(true);
    expect(hasChanges({ applyable: false }, NONE)).toBe(false);
  });

  test("is told by the counts where a plan failed half way", () => {
    expect(hasChanges({ applyable: false, errored: true }, { ...NONE, delete: 1 })).toBe(true);
  });

  test("does not hang on drift or on data that is read", () => {
    expect(hasChanges({ applyable: false }, { ...NONE, drift: 1, read: 1 })).toBe(false);
  });
});

describe("a settled plan", () => {
  test("has no time, and is else as Terraform printed it", () => {
    const text =
      '{"format_version":"1.2","number":12345678901234567890.10,"timestamp":"2026-11-21T09:32:38Z","applyable":true,"errored":false}\n';
    expect(settledPlan(text)).toBe(
      '{"format_version":"1.2","number":12345678901234567890.10,"applyable":true,"errored":false}\n',
    );
  });

  test("keeps what only looks like the time, and every bracket and quote inside a text", () => {
    const text =
      '{"planned_values":{"timestamp":"x","a":"\\"timestamp\\":\\"y\\",[{"},"list":[1,[2,3]],"empty":{},"none":[]}\n';
    expect(settledPlan(text)).toBe(text);
  });

  test("sorts the lists that Terraform prints in any order", () => {
    const plan = (attributes: string, checks: string) =>
      `{"a":[2,1],"relevant_attributes":[${attributes}],"checks":[${checks}]}`;
    const settled = settledPlan(
      plan('{"resource":"b","attribute":["id"]},{"resource":"a","attribute":["arn",0]}', '{"b":1},{"a":1}'),
    );
    expect(settled).toBe(
      `${plan('{"resource":"a","attribute":["arn",0]},{"resource":"b","attribute":["id"]}', '{"a":1},{"b":1}')}\n`,
    );
    expect(
      settledPlan(
        plan('{"resource":"a","attribute":["arn",0]},{"resource":"b","attribute":["id"]}', '{"a":1},{"b":1}'),
      ),
    ).toBe(settled);
  });

  test("copes with a list that is missing, null or empty, and with white space", () => {
    expect(settledPlan('{"relevant_attributes":null}')).toBe('{"relevant_attributes":null}\n');
    expect(settledPlan('{ "relevant_attributes" : [ ] , "timestamp" : "x" }')).toBe('{"relevant_attributes":[]}\n');
    expect(settledPlan("{}")).toBe("{}\n");
  });
});
