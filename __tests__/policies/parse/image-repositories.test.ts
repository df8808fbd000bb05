import { lifecycleRulesIn, takesSnapshots } from "../../../policies/parse/image-repositories";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import type { Resource } from "../../../policies/view/stack-view";

const resource = (type: string, name: string, values: object) =>
  viewOfConfiguration("a", { resource: { [type]: { [name]: values } } } as never).resources[0] as Resource;

describe("a repository", () => {
  it.each([
    ["takes snapshots by its name", "a", { name: "dev/orders-snapshot" }, true],
    ["takes snapshots by a part of its name", "a", { name: "${var.prefix}/orders-snapshots" }, true],
    ["takes releases by its name, however it is called in the stack", "snapshot", { name: "orders" }, false],
    ["takes snapshots by what it is called in the stack", "snapshot", {}, true],
    ["takes releases", "a", { name: "orders" }, false],
  ])("%s", (_, name, values, expected) => {
    expect(takesSnapshots(resource("aws_ecr_repository", name, values))).toBe(expected);
  });
});

describe("the rules of a lifecycle policy", () => {
  const rules = (policy: unknown) => lifecycleRulesIn(resource("aws_ecr_lifecycle_policy", "a", { policy }));

  it("are those of its document", () => {
    expect(rules('{"rules":[{"rulePriority":1},{"rulePriority":2}]}')).toEqual([
      { rulePriority: 1 },
      { rulePriority: 2 },
    ]);
  });

  it("are unknown with it", () => expect(rules("${data.aws_ecr_lifecycle_policy_document.a.json}")).toBe("unknown"));

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["no rules", "{}"],
    ["an empty list of rules", '{"rules":[]}'],
    ["nothing", undefined],
  ])("are an error of %s", (_, policy) => expect(() => rules(policy)).toThrow());
});
