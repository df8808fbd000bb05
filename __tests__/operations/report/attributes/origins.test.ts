import fc from "fast-check";
import { attributeChanges } from "../../../../operations/report/attributes/attribute-changes";
import { originsIn } from "../../../../operations/report/attributes/origins";
import { fixture } from "../support";
import { change } from "./changes";

const from = (...references: readonly string[]) => ({ references });

/** The origins of one resource. */
const ofResource = (expressions: object, path: readonly (string | number)[], planned: unknown = {}) =>
  originsIn({ root_module: { resources: [{ address: "aws_x.y", expressions }] } }).ofResource("aws_x.y", path, planned);

describe("originsIn", () => {
  it("gives what an attribute refers to, without what a longer reference says as well", () => {
    const expressions = {
      vpc_id: from("aws_vpc.main.id", "aws_vpc.main", "module.net.arn", "module.net", "local.x"),
      name: { constant_value: "a" },
    };
    expect(ofResource(expressions, ["vpc_id"])).toEqual(["aws_vpc.main.id", "module.net.arn", "local.x"]);
    expect(ofResource(expressions, ["name"])).toEqual([]);
    expect(ofResource(expressions, ["id"])).toEqual([]);
    expect(ofResource({ a: from("aws_a.b", "aws_a.bc", 'aws_a.b["k"].id', "aws_a.bc") }, ["a"])).toEqual([
      "aws_a.bc",
      'aws_a.b["k"].id',
    ]);
  });

  it("gives the references of a whole value for its parts", () => {
    expect(ofResource({ tags: from("aws_vpc.main.id") }, ["tags", "Vpc"])).toEqual(["aws_vpc.main.id"]);
    expect(ofResource({ ids: from("aws_vpc.main.id") }, ["ids", 3])).toEqual(["aws_vpc.main.id"]);
  });

  it("goes into blocks", () => {
    const expressions = { timeouts: { create: from("aws_a.b.c") }, action: [{ arn: from("aws_lb.x.arn") }] };
    expect(ofResource(expressions, ["timeouts", "create"])).toEqual(["aws_a.b.c"]);
    // One block may make many items.
    expect(ofResource(expressions, ["action", 2, "arn"])).toEqual(["aws_lb.x.arn"]);
  });

  it("finds the block of an item by what is constant in it, and says nothing when that does not tell", () => {
    const block = (port: number, group: string) => ({ port: { constant_value: port }, groups: from(group) });
    const ingress = [block(80, "aws_sg.a.id"), block(443, "aws_sg.b.id"), block(443, "aws_sg.c.id")];
    const planned = { ingress: [{ port: 443 }, { port: 80 }, { port: 1 }] };
    expect(ofResource({ ingress }, ["ingress", 1, "groups"], planned)).toEqual(["aws_sg.a.id"]);
    expect(ofResource({ ingress }, ["ingress", 0, "groups"], planned)).toEqual([]);
    expect(ofResource({ ingress }, ["ingress", 2, "groups"], planned)).toEqual([]);
  });

  it("leaves out what is always known", () => {
    const known = from(
      "each.key",
      "count.index",
      "path.module",
      "terraform.workspace",
      "self.x",
      "var.root",
      "aws_a.b.id",
    );
    expect(ofResource({ a: known }, ["a"])).toEqual(["aws_a.b.id"]);
  });

  it("follows modules: their resources, their variables, and each.value", () => {
    const module = {
      resources: [
        {
          address: "aws_x.y",
          for_each_expression: from("var.many"),
          expressions: { a: from("var.one"), b: from("each.value.id"), c: from("aws_z.z.id"), d: from("var.none") },
        },
      ],
    };
    const configuration = {
      root_module: {
        outputs: { out: { expression: from("module.m.o", "module.m") } },
        module_calls: {
          m: {
            expressions: { one: from("aws_vpc.main.id", "aws_vpc.main"), many: from("local.many") },
            module: {
              module_calls: { n: { expressions: { one: from("var.one") }, module } },
              resources: module.resources,
            },
          },
        },
      },
    };
    const { ofResource: of, ofOutput } = originsIn(configuration);
    const all = (address: string) => ["a", "b", "c", "d"].map((name) => of(address, [name], {}));
    expect(all("module.m.aws_x.y")).toEqual([["aws_vpc.main.id"], ["local.many"], ["module.m.aws_z.z.id"], []]);
    expect(all('module.m["a.b[0]\\""].module.n[3].aws_x.y["k"]')).toEqual([
      ["aws_vpc.main.id"],
      [],
      ["module.m.module.n.aws_z.z.id"],
      [],
    ]);
    expect(ofOutput("out")).toEqual(["module.m.o"]);
    expect(ofOutput("none")).toEqual([]);
    expect(of("aws_x.y", ["a"], {})).toEqual([]);
  });

  it("answers whatever the configuration is", () => {
    const words = fc.constantFrom(
      "root_module",
      "resources",
      "module_calls",
      "module",
      "expressions",
      "address",
      "references",
      "a",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom("aws_x.y", "var.a", "each.value", null, true, 1),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(words, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, (configuration, planned) => {
        const { ofResource: of, ofOutput } = originsIn({ root_module: configuration });
        expect(Array.isArray(of("aws_x.y", ["a", 0, "a"], planned))).toBe(true);
        expect(Array.isArray(ofOutput("a"))).toBe(true);
        expect(originsIn(configuration).ofOutput("a")).toEqual(expect.any(Array));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("what is known after the apply", () => {
  it("says where it comes from, by the steps of the plan", () => {
    const asked: unknown[] = [];
    const found = attributeChanges(
      change({
        before: {
          a: 1,
          l: [
            { name: "x", id: 1 },
            { name: "y", id: 1 },
          ],
          s: ["q"],
        },
        after: { l: [{ name: "y" }, { name: "x", id: 1 }], s: [null] },
        after_unknown: { a: true, l: [{ id: true }], s: [true] },
      }),
      "",
      (steps) => {
        asked.push(steps);
        return steps[0] === "a" ? [] : ["aws_a.b.id"];
      },
    );
    expect(asked).toEqual([["a"], ["l", 0, "id"], ["s"]]);
    expect(found.map(({ path, after }) => [path, after])).toEqual([
      ["a", { kind: "unknown" }],
      ['l[name="y"].id', { kind: "unknown", from: ["aws_a.b.id"] }],
      ["s[]", { kind: "unknown", from: ["aws_a.b.id"] }],
    ]);
  });

  it("is explained in a real plan", () => {
    const plan = fixture("unknown-from-references");
    const origins = originsIn(plan.configuration);
    const told = plan.resource_changes.flatMap(({ address, change: planned }) =>
      attributeChanges(planned, "", (steps) => origins.ofResource(address, steps, planned.after)).flatMap(
        ({ path, after }) =>
          after.kind === "unknown" && after.from ? [`${address} ${path}: ${after.from.join()}`] : [],
      ),
    );
    expect(told).toEqual([
      "aws_security_group.app vpc_id: aws_vpc.main.id",
      "aws_ssm_parameter.addresses insecure_value: aws_vpc.main.arn,module.queue.url",
      "aws_subnet.private[0] vpc_id: aws_vpc.main.id",
      "aws_subnet.private[1] vpc_id: aws_vpc.main.id",
      'aws_vpc_security_group_ingress_rule.app["8080"] referenced_security_group_id: aws_security_group.app.id',
      'aws_vpc_security_group_ingress_rule.app["8080"] security_group_id: aws_security_group.app.id',
      'aws_vpc_security_group_ingress_rule.app["8443"] referenced_security_group_id: aws_security_group.app.id',
      'aws_vpc_security_group_ingress_rule.app["8443"] security_group_id: aws_security_group.app.id',
    ]);
  });
});
