import { firstReferenceIn, referenceIn, returnsList, templateParts } from "../../terraform-json/expression";

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

describe("a template", () => {
  test.each([
    ["plain", [{ text: "plain" }]],
    ["", [{ text: "" }]],
    [tf("aws_vpc.vpc.id"), [{ expression: "aws_vpc.vpc.id" }]],
    [tf(" aws_vpc.vpc.id "), [{ expression: "aws_vpc.vpc.id" }]],
    [`a-${tf("aws_vpc.vpc.id")}-b`, [{ text: "a-" }, { expression: "aws_vpc.vpc.id" }, { text: "-b" }]],
    [`${tf("a.b.c")}${tf("d.e.f")}`, [{ expression: "a.b.c" }, { expression: "d.e.f" }]],
    [`$${tf("not.an.expression")}`, [{ text: tf("not.an.expression") }]],
    [`${tf('jsonencode({"a" = "}"})')}!`, [{ expression: 'jsonencode({"a" = "}"})' }, { text: "!" }]],
    [tf('"\\"}"'), [{ expression: '"\\"}"' }]],
    [tf("unclosed").slice(0, -1), [{ expression: "unclosed" }]],
  ])("%s is cut into its parts", (template, parts) => {
    expect(templateParts(template)).toEqual(parts);
  });
});

describe("a reference", () => {
  const resource = { kind: "resource", type: "aws_vpc", name: "vpc", splat: false, whole: true };

  test.each([
    ["aws_vpc.vpc.id", { ...resource, attribute: "id" }],
    ["aws_vpc.vpc[0].id", { ...resource, attribute: "id" }],
    ['aws_vpc.vpc["a"].id', { ...resource, attribute: "id" }],
    ["aws_vpc.vpc[*].id", { ...resource, attribute: "id", splat: true }],
    ["aws_vpc.vpc.*.id", { ...resource, attribute: "id", splat: true }],
    ["aws_vpc.vpc.nested[0].secret_arn", { ...resource, attribute: "secret_arn", whole: false }],
    ["aws_vpc.vpc.name_servers[0]", { ...resource, attribute: "name_servers", whole: false }],
    ["data.aws_vpc.vpc.arn", { ...resource, attribute: "arn", whole: false }],
    [
      "data.terraform_remote_state.dev-network.outputs.vpc_id",
      { kind: "remote-state", name: "dev-network", output: "vpc_id" },
    ],
    ['data.terraform_remote_state.net.outputs["vpc_id"]', { kind: "remote-state", name: "net", output: "vpc_id" }],
    [
      "data.terraform_remote_state.net.outputs.subnet_ids[1]",
      { kind: "remote-state", name: "net", output: "subnet_ids", index: 1 },
    ],
    ["module.alarms.arn", { kind: "named", attribute: "arn" }],
    ["module.alarms[0].arn", { kind: "named", attribute: "arn" }],
    ["var.name.first", undefined],
    ["each.value.id", undefined],
    ["element(aws_vpc.vpc.ids, 0)", undefined],
    ["var.name", undefined],
  ])("%s is recognized", (expression, reference) => {
    expect(referenceIn(expression)).toEqual(reference);
  });

  test("is found inside a function call", () => {
    expect(firstReferenceIn("element(data.terraform_remote_state.net.outputs.subnet_ids, 0)")).toEqual({
      kind: "remote-state",
      name: "net",
      output: "subnet_ids",
    });
    expect(firstReferenceIn('join(",", aws_subnet.a[*].id)')).toMatchObject({ type: "aws_subnet", attribute: "id" });
    expect(firstReferenceIn("timestamp()")).toBeUndefined();
  });

  test("of a function that makes a list is told from one that makes a text", () => {
    expect(["tolist(a.b.c)", "sort(x)", "concat(x, y)"].every(returnsList)).toBe(true);
    expect(["join(x)", "element(x, 0)", "tostring(x)"].some(returnsList)).toBe(false);
  });
});
