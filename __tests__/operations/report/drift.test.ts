import { aPlan, firstOf, reportOfPlan, resource } from "./support";

/** Whether drift of an attribute of `aws_x.a[0]` matters to a plan. */
function matters(keys: Readonly<Record<string, unknown>>, drift: object = {}) {
  const before = { name: "a", rule: [{ port: 1 }] };
  const entry = {
    ...resource("aws_x.a[0]", ["update"], { before, after: { name: "b", rule: [{ port: 2 }] } }),
    ...drift,
  };
  const { content } = firstOf(reportOfPlan(aPlan({ resource_drift: [entry], ...keys })));
  return content?.drift.map(({ isRelevant }) => isRelevant);
}

const taking = (resourceAddress: string, ...attribute: readonly (string | number)[]) => ({
  relevant_attributes: [{ resource: resourceAddress, attribute }],
});

describe("drift", () => {
  const deleted = { change: resource("", ["delete"], { before: { name: "a" } }).change };
  it.each<[string, boolean, Readonly<Record<string, unknown>>, object?]>([
    ["when nothing takes from it", false, {}],
    ["when the plan changes the same resource", true, { resource_changes: [resource("aws_x.a[0]", ["update"])] }],
    ["when the plan leaves the same resource alone", false, { resource_changes: [resource("aws_x.a[0]", ["no-op"])] }],
    ["when the plan changes another one", false, { resource_changes: [resource("aws_x.a[1]", ["update"])] }],
    [
      "when the plan changes it under its new address",
      true,
      { resource_changes: [{ ...resource("aws_x.b", ["update"]), previous_address: "aws_x.a[0]" }] },
    ],
    ["when the attribute is taken", true, taking("aws_x.a[0]", "name")],
    ["when another attribute is taken", false, taking("aws_x.a[0]", "arn")],
    ["when one that only begins alike is taken", false, taking("aws_x.a[0]", "name_prefix")],
    ["when what is around it is taken", true, taking("aws_x.a[0]", "rule")],
    ["when an item of it is taken", true, taking("aws_x.a[0]", "rule", 0, "port")],
    ["when the whole is taken", true, taking("aws_x.a[0]")],
    ["when all instances are taken", true, taking("aws_x.a", "name")],
    ["when another instance is taken", false, taking("aws_x.a[1]", "name")],
    ["when something is taken from what is gone", true, taking("aws_x.a[0]", "arn"), deleted],
    ["when nothing is taken from what is gone", false, {}, deleted],
  ])("is told to matter or not %s: %j", (_, expected, keys, ...[drift]) => {
    expect(matters(keys, drift)).toEqual([expected]);
  });

  it("is told as the real Terraform tells it", () => {
    const of = (name: string) =>
      firstOf(reportOfPlan(name)).content?.drift.map(({ address, isRelevant }) => [address, isRelevant]);
    expect(of("drift")).toEqual([
      ["aws_sqs_queue.invoices", true],
      ["aws_sqs_queue.orders", true],
    ]);
    expect(of("drift-refresh-only")).toEqual([
      ["aws_sqs_queue.invoices", false],
      ["aws_sqs_queue.orders", true],
    ]);
  });
});
