import { brokenReads } from "../../../operations/report/queries";
import type { StackResult } from "../../../operations/report/read/stack-result";
import { reportOf } from "../../../operations/report/report-of";
import { aPlan, planned } from "./support";

const removing = (...names: readonly string[]) => ({
  output_changes: Object.fromEntries(names.map((name) => [name, { actions: ["delete"], before: "a", after: null }])),
});

const remoteState = (name: string, config: unknown = { path: "terraform.tfstate" }) => ({
  address: `data.terraform_remote_state.${name}`,
  mode: "data",
  type: "terraform_remote_state",
  name,
  expressions: { backend: { constant_value: "s3" }, config: { constant_value: config } },
});

const reading = (...references: readonly string[]) => ({
  address: "aws_x.a",
  mode: "managed",
  type: "aws_x",
  name: "a",
  expressions: { block: [{ deep: { references } }] },
});

const configured = (id: string, ...resources: readonly object[]): StackResult =>
  planned(id, aPlan({ configuration: { root_module: { resources } } }));

const READ = "data.terraform_remote_state.net.outputs";

/** Who reads each output of `net` that goes away. */
const readers = (...stacks: readonly StackResult[]) =>
  reportOf([planned("net", aPlan(removing("vpc_id", "zone"))), ...stacks]).stacks[0]?.content?.outputs.map(
    ({ name, readBy }) => [name, readBy],
  );

describe("the readers of an output", () => {
  it("are the stacks that refer to it by the name of the stack, sorted", () => {
    const reader = (id: string) =>
      configured(id, remoteState("net"), reading(`${READ}.vpc_id`, READ, "data.terraform_remote_state.net"));
    expect(readers(reader("b"), reader("a"), configured("c", remoteState("net")))).toEqual([
      ["vpc_id", ["a", "b"]],
      ["zone", undefined],
    ]);
  });

  it("are those that know its state by another name", () => {
    const other = configured(
      "a",
      remoteState("other", { bucket: "b", key: "net" }),
      reading('data.terraform_remote_state.other.outputs["zone"]'),
    );
    expect(readers(other)).toEqual([
      ["vpc_id", undefined],
      ["zone", ["a"]],
    ]);
  });

  it("are those that read all outputs at once", () => {
    expect(readers(configured("a", remoteState("net"), reading(READ, "data.terraform_remote_state.net")))).toEqual([
      ["vpc_id", ["a"]],
      ["zone", ["a"]],
    ]);
  });

  it("are found in modules, and in the plan of a stack that failed", () => {
    const plan = aPlan({
      configuration: {
        root_module: { module_calls: { m: { module: { resources: [remoteState("net"), reading(`${READ}.zone`)] } } } },
      },
    });
    expect(readers({ id: "a", status: "failed", error: "", plan })).toEqual([
      ["vpc_id", undefined],
      ["zone", ["a"]],
    ]);
  });

  it("are neither the stack itself, nor those of another state, nor anything in a damaged configuration", () => {
    const net = planned(
      "net",
      aPlan({ ...removing("vpc_id"), configuration: { root_module: { resources: [reading(`${READ}.vpc_id`)] } } }),
    );
    const others = [
      configured("a", remoteState("elsewhere"), reading("data.terraform_remote_state.elsewhere.outputs.vpc_id")),
      configured("b", reading("module.net.vpc_id", "aws_x.b")),
      planned("c", aPlan({ configuration: { references: [1, null, { references: "x" }] } })),
      planned("d", aPlan({ configuration: "none" })),
    ];
    expect(reportOf([net, ...others]).stacks[0]?.content?.outputs.map(({ readBy }) => readBy)).toEqual([undefined]);
  });
});

describe("brokenReads", () => {
  it("names what goes away although others read it", () => {
    const reader = configured("a", remoteState("net"), reading(`${READ}.vpc_id`), reading(`${READ}.kept`));
    const plan = aPlan({
      output_changes: {
        ...removing("vpc_id", "zone").output_changes,
        kept: { actions: ["update"], before: 1, after: 2 },
      },
    });
    expect(brokenReads(reportOf([planned("net", plan), reader]))).toEqual([
      { stack: "net", output: "vpc_id", readBy: ["a"] },
    ]);
  });
});
