import { Unknown } from "../../../policies/value";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";

const valuesOf = (body: object) =>
  viewOfConfiguration("s", { resource: { aws_thing: { a: body as never } } }).resources[0]?.values;

describe("the view of a configuration", () => {
  it("holds every resource and data source by its address, in the order of the addresses", () => {
    const view = viewOfConfiguration("dev-network", {
      resource: { aws_vpc: { b: {}, a: {} }, aws_eip: { c: {} } },
      data: { terraform_remote_state: { "dev-dns": { backend: "s3" } } },
    });
    expect(view.id).toBe("dev-network");
    expect(view.resources.map(({ address, type, name }) => [address, type, name])).toEqual([
      ["aws_eip.c", "aws_eip", "c"],
      ["aws_vpc.a", "aws_vpc", "a"],
      ["aws_vpc.b", "aws_vpc", "b"],
    ]);
    expect(view.data.map(({ address, values }) => [address, values])).toEqual([
      ["data.terraform_remote_state.dev-dns", { backend: "s3" }],
    ]);
  });

  it("keeps what Terraform itself reads of a resource apart from its values", () => {
    const waiver = { rule: "r", reason: "because it is so", owner: "platform", expires: "2027-01-01" };
    const view = viewOfConfiguration("s", {
      resource: {
        aws_vpc: {
          a: {
            "//": { metadata: { path: "s/vpc" }, policy: { waivers: [waiver] } },
            cidr_block: "10.0.0.0/16",
            depends_on: ["aws_eip.b"],
            provider: "aws.us_east_1",
            lifecycle: { prevent_destroy: true },
          },
        },
      },
    });
    expect(view.resources).toEqual([
      {
        address: "aws_vpc.a",
        type: "aws_vpc",
        name: "a",
        values: { cidr_block: "10.0.0.0/16" },
        dependsOn: ["aws_eip.b"],
        provider: "us_east_1",
        lifecycle: { prevent_destroy: true },
        constructPath: "s/vpc",
        waivers: [waiver],
      },
    ]);
  });

  it("does not know what holds an expression, but where it comes from", () => {
    expect(valuesOf({ vpc: "${aws_vpc.a.id}", names: ["a-${data.aws_region.here.name}-${aws_vpc.a.id}"] })).toEqual({
      vpc: new Unknown(["aws_vpc.a"], "${aws_vpc.a.id}"),
      names: [new Unknown(["aws_vpc.a", "data.aws_region.here"], "a-${data.aws_region.here.name}-${aws_vpc.a.id}")],
    });
  });

  it("knows what only looks like an expression", () => {
    expect(valuesOf({ code: "`$${uri}`" })).toEqual({ code: "`${uri}`" });
  });

  it("refers to nothing by variables, locals and iterators", () => {
    expect(valuesOf({ a: "${var.x.y}", b: "${local.x.y}", c: "${each.value.z}", d: "${count.index}" })).toEqual({
      a: new Unknown([], "${var.x.y}"),
      b: new Unknown([], "${local.x.y}"),
      c: new Unknown([], "${each.value.z}"),
      d: new Unknown([], "${count.index}"),
    });
  });

  it("shows blocks that Terraform repeats as one block beside those that are written", () => {
    const dynamic = {
      ingress: {
        for_each: "${local.ports}",
        content: { from_port: "${each.value}", cidr_blocks: ["0.0.0.0/0"], dynamic: { deep: { content: { a: 1 } } } },
      },
    };
    expect(valuesOf({ ingress: { from_port: 443 }, dynamic })).toEqual({
      ingress: [
        { from_port: 443 },
        { from_port: new Unknown([], "${each.value}"), cidr_blocks: ["0.0.0.0/0"], deep: [{ a: 1 }] },
      ],
    });
  });

  it("leaves a map alone that has a key with the name of repeated blocks", () => {
    expect(valuesOf({ tags: { dynamic: "yes" } })).toEqual({ tags: { dynamic: "yes" } });
  });

  it("holds the settings, with several providers of a name", () => {
    const view = viewOfConfiguration("s", {
      terraform: { required_version: "~> 1.11" },
      provider: { aws: [{ region: "eu-west-1" }, { alias: "us", region: "us-east-1" }], github: { owner: "example" } },
      output: { arn: { value: "${aws_s3_bucket.a.arn}" } },
    });
    expect(view.settings).toEqual({
      terraform: { required_version: "~> 1.11" },
      providers: {
        aws: [{ region: "eu-west-1" }, { alias: "us", region: "us-east-1" }],
        github: [{ owner: "example" }],
      },
      others: { output: { arn: { value: new Unknown(["aws_s3_bucket.a"], "${aws_s3_bucket.a.arn}") } } },
    });
  });

  it("holds what is written in lists, as Terraform's JSON allows at each level", () => {
    const view = viewOfConfiguration("s", {
      terraform: [{ required_version: "~> 1.11" }, { backend: { local: {} } }],
      provider: [{ aws: { region: "eu-west-1" } }, { aws: { alias: "us" } }],
      resource: [{ aws_s3_bucket: [{ a: { bucket: "a" } }, { b: [{ bucket: "b" }] }] }, { aws_s3_bucket: { c: {} } }],
    });
    expect(view.resources.map(({ address, values }) => [address, values])).toEqual([
      ["aws_s3_bucket.a", { bucket: "a" }],
      ["aws_s3_bucket.b", { bucket: "b" }],
      ["aws_s3_bucket.c", {}],
    ]);
    expect(view.settings).toEqual({
      terraform: { required_version: "~> 1.11", backend: { local: {} } },
      providers: { aws: [{ region: "eu-west-1" }, { alias: "us" }] },
      others: {},
    });
  });

  it("leaves out what is written and made not once", () => {
    const vpcs = { a: { count: 0 }, b: { count: "0" }, c: { for_each: {} }, d: { for_each: [] }, e: { count: 1 } };
    const { resources } = viewOfConfiguration("s", { resource: { aws_vpc: { ...vpcs, f: { count: "${var.a}" } } } });
    expect(resources.map(({ name }) => name)).toEqual(["e", "f"]);
  });

  it.each([
    ["says nothing of itself", {}, {}],
    [
      "says what it is",
      { kind: "service", network: "dev", environment: "qa" },
      { kind: "service", network: "dev", environment: "qa", production: false },
    ],
    ["belongs to production", { kind: "service", production: true }, { kind: "service", production: true }],
  ])("knows of a stack that it %s", (_, infra, facts) => {
    expect(viewOfConfiguration("s", { "//": { infra } }).facts).toEqual(facts);
  });
});
