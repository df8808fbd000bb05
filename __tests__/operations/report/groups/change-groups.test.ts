import fc from "fast-check";
import { groupsIn, groupsOf, sharedGroups } from "../../../../operations/report/groups/change-groups";
import type { ResourceChange } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { aChange, aReport, aStack, attribute, value } from "../changes";
import { FIXTURES, planned } from "../support";

const renamed = (address: string, to = "b", fields: Partial<ResourceChange> = {}): ResourceChange =>
  aChange("update", address, { attributes: [attribute("name", value("a"), value(to))], ...fields });

describe("groupsOf", () => {
  const dev = aStack("dev", [renamed("aws_x.a[0]"), renamed("aws_x.a[1]"), renamed("aws_x.other", "c")]);
  const prod = aStack("prod", [renamed("aws_x.a[0]"), aChange("delete", "aws_y.a")]);
  const report = aReport(dev, prod);

  it("puts changes together that differ in their addresses alone, in the order of the first ones", () => {
    expect(groupsOf(report)).toEqual([
      {
        change: dev.content?.changes[0],
        at: [
          { stack: "dev", address: "aws_x.a[0]" },
          { stack: "dev", address: "aws_x.a[1]" },
          { stack: "prod", address: "aws_x.a[0]" },
        ],
      },
      { change: dev.content?.changes[2], at: [{ stack: "dev", address: "aws_x.other" }] },
      { change: prod.content?.changes[1], at: [{ stack: "prod", address: "aws_y.a" }] },
    ]);
  });

  it("groups within one stack", () => {
    expect(groupsIn(dev).map(({ at }) => at.map(({ address }) => address))).toEqual([
      ["aws_x.a[0]", "aws_x.a[1]"],
      ["aws_x.other"],
    ]);
  });

  it("tells which groups are spread over stacks", () => {
    expect(sharedGroups(report)).toEqual(groupsOf(report).slice(0, 1));
    expect(sharedGroups(aReport(dev))).toEqual([]);
  });

  it.each<[string, Partial<ResourceChange>]>([
    ["action", { action: "replace" }],
    ["order", { actions: ["create", "delete"] }],
    ["type", { type: "aws_z" }],
    ["reason", { reason: "replace_by_request" }],
    ["attributes that force a replacement", { replacePaths: ["name"] }],
    ["attribute", { attributes: [attribute("name", value("a"), value("c"))] }],
    ["old address", { previousAddress: "aws_x.old" }],
    ["import", { importId: value("i") }],
    ["deposed object", { deposed: true }],
    ["data source", { isData: true }],
    ["generated configuration", { generatesConfig: true }],
  ])("keeps apart what differs in its %s", (_, fields) => {
    expect(groupsIn(aStack("a", [renamed("aws_x.a"), renamed("aws_x.b", "b", fields)]))).toHaveLength(2);
  });

  it("does not mind in which order the fields of a change were written", () => {
    const { address, type, ...rest } = renamed("aws_x.a");
    expect(
      groupsIn(
        aStack("a", [
          { ...rest, type, address: "aws_x.b" },
          { address, type, ...rest },
        ]),
      ),
    ).toHaveLength(1);
  });

  it("puts each change of any report into exactly one group", () => {
    const change = fc
      .record({ action: fc.constantFrom("create", "update", "delete"), name: fc.nat(9), to: fc.constantFrom("a", "b") })
      .map(({ action, name, to }) =>
        aChange(action as ResourceChange["action"], `aws_x.r${name}`, {
          attributes: [attribute("name", value("z"), value(to))],
        }),
      );
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 4 }), (stacks) => {
        const given = aReport(...stacks.map((changes, index) => aStack(`s${index}`, changes)));
        const places = (at: readonly { stack: string; address: string }[]) =>
          at.map(({ stack, address }) => `${stack} ${address}`).sort();
        const all = stacks.flatMap((changes, index) => changes.map(({ address }) => ({ stack: `s${index}`, address })));
        expect(places(groupsOf(given).flatMap(({ at }) => at))).toEqual(places(all));
        expect(places(given.stacks.flatMap(groupsIn).flatMap(({ at }) => at))).toEqual(places(all));
      }),
    );
  });

  it("puts each change of the fixtures into exactly one group", () => {
    const given = reportOf(FIXTURES.map((name) => planned(name, name)));
    const total = given.stacks.flatMap(({ content }) => content?.changes ?? []).length;
    expect(groupsOf(given).flatMap(({ at }) => at)).toHaveLength(total);
  });

  it("groups 20,000 resources at once", () => {
    const changes = Array.from({ length: 20_000 }, (_, index) => renamed(`aws_x.a[${index}]`));
    expect(groupsIn(aStack("a", changes)).map(({ at }) => at.length)).toEqual([20_000]);
  });
});
