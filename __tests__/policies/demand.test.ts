import { demand, demandSet, isTrue, isUnset, valueAt, valueIn } from "../../policies/demand";
import { Unknown, type Value } from "../../policies/value";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { viewOfPlan } from "../../policies/view/from-plan";
import { ofType, type Resource } from "../../policies/view/stack-view";

const written = (values: object): Resource => {
  const view = viewOfConfiguration("a", { resource: { aws_instance: { a: values } } } as never);
  return ofType(view, "aws_instance")[0] as Resource;
};

/** An instance that is planned: its values, what is not known of them, and what was written. */
const planned = (after: object, unknown: object, expressions: object = {}): Resource => {
  const view = viewOfPlan("a", {
    resource_changes: [
      { address: "aws_instance.a", type: "aws_instance", name: "a", change: { after, after_unknown: unknown } },
    ],
    configuration: {
      root_module: { resources: [{ address: "aws_instance.a", expressions, provider_config_key: "aws" }] },
    },
  } as never);
  return view.resources[0] as Resource;
};

const said = (findings: Iterable<{ answer: string; path?: string; message: string }>) =>
  [...findings].map(({ answer, path, message }) => [answer, path, message]);

describe("a value at a path", () => {
  const unknown = new Unknown([]);
  it.each<[string, Value, Value | undefined]>([
    ["of a block", { b: { c: 1 } }, 1],
    ["of the first block of a list", { b: [{ c: 1 }, { c: 2 }] }, 1],
    ["that is not there", { b: {} }, undefined],
    ["of a block that is not there", {}, undefined],
    ["of an empty list", { b: [] }, undefined],
    ["of an unknown block", { b: unknown }, unknown],
    ["of a list with an unknown block", { b: [unknown] }, unknown],
  ])("%s", (_, block, expected) => {
    expect(valueAt(block as never, "b.c")).toBe(expected);
  });

  it("is not set where a plan shows that AWS chooses it", () => {
    expect(
      valueIn({ resource: planned({}, { metadata_options: true }) }, "metadata_options.http_tokens"),
    ).toBeUndefined();
    expect(valueIn({ resource: planned({ metadata_options: null }, {}) }, "metadata_options")).toBeUndefined();
  });

  it("is unknown where a plan shows that it comes from elsewhere", () => {
    const resource = planned({}, { ami: true }, { ami: { references: ["aws_ami_copy.a.id", "aws_ami_copy.a"] } });
    expect(valueIn({ resource }, "ami")).toEqual(new Unknown(["aws_ami_copy.a"]));
  });
});

describe("what is not set", () => {
  it.each([[undefined], [null], [""], [[]]])("%p", (value) => expect(isUnset(value)).toBe(true));
  it.each([[0], [false], ["a"], [{}], [new Unknown([])]])("but not %p", (value) => expect(isUnset(value)).toBe(false));
});

describe("a demand", () => {
  it("says nothing of what is right", () => {
    expect(said(demand({ resource: written({ a: true }) }, "a", isTrue, "it is off"))).toEqual([]);
    expect(said(demand({ resource: written({ a: "true" }) }, "a", isTrue, "it is off"))).toEqual([]);
  });

  it("says what is wrong, and where", () => {
    const resource = written({ b: [{ a: false }] });
    expect(said(demand({ resource }, "b.a", isTrue, "it is off"))).toEqual([["violation", "b.a", "it is off"]]);
    const inside = { resource, block: { a: false }, at: "b[0]" };
    expect(said(demand(inside, "a", isTrue, "it is off"))).toEqual([["violation", "b[0].a", "it is off"]]);
  });

  it("says that it does not know what Terraform computes", () => {
    const resource = written({ a: "${var.a}" });
    expect(said(demand({ resource }, "a", isTrue, "it is off"))).toEqual([["unknown", "a", "`a` is not known yet"]]);
  });
});

describe("a demand that something is set", () => {
  const key = (resource: Resource) => said(demandSet({ resource }, "kms_key_id", "it has no key"));

  it("says nothing of a value, or of a reference to one", () => {
    expect(key(written({ kms_key_id: "arn:a" }))).toEqual([]);
    expect(key(written({ kms_key_id: "${aws_kms_key.a.arn}" }))).toEqual([]);
    const expressions = { kms_key_id: { references: ["aws_kms_key.a.arn", "aws_kms_key.a"] } };
    expect(key(planned({}, { kms_key_id: true }, expressions))).toEqual([]);
  });

  it("says that nothing is there, also when AWS will put something there", () => {
    const violation = [["violation", "kms_key_id", "it has no key"]];
    expect(key(written({}))).toEqual(violation);
    expect(key(planned({ kms_key_id: null }, {}))).toEqual(violation);
    expect(key(planned({}, { kms_key_id: true }))).toEqual(violation);
  });

  it("does not know of a part of a block whose origin a plan does not tell", () => {
    const resource = planned({ b: [{}] }, { b: [{ kms_key_id: true }] }, { b: [{}] });
    expect(said(demandSet({ resource }, "b.kms_key_id", "it has no key"))).toEqual([
      ["unknown", "b.kms_key_id", "`b.kms_key_id` is not known yet"],
    ]);
  });
});
