import { Unknown } from "../../../policies/value";
import { viewOfPlan } from "../../../policies/view/from-plan";
import type { Json, JsonObject } from "../../../terraform-json/json";
import { planFixture } from "../plan-fixture";

const resourceIn = (name: string, address: string) => {
  const found = viewOfPlan(name, planFixture(name)).resources.find((resource) => resource.address === address);
  if (!found) throw new Error(`the plan ${name} has no ${address}`);
  return found;
};

/** A plan of one resource, as Terraform writes it. */
const planOf = (after: Json, unknown: Json, expressions: JsonObject, provider = "aws"): JsonObject => ({
  resource_changes: [
    { address: "aws_thing.a", type: "aws_thing", name: "a", change: { after, after_unknown: unknown } },
  ],
  configuration: {
    root_module: { resources: [{ address: "aws_thing.a", provider_config_key: provider, expressions }] },
  },
});

const one = (plan: JsonObject) => viewOfPlan("p", plan).resources[0];

describe("the view of a plan", () => {
  it("leaves out what a resource repeats of others, which are judged themselves, unless it is written there", () => {
    const arns = ["arn:aws:iam::aws:policy/PowerUserAccess"];
    const roleOf = (expressions: JsonObject): JsonObject =>
      JSON.parse(
        JSON.stringify(planOf({ name: "a", managed_policy_arns: arns }, {}, expressions)).replaceAll(
          "aws_thing",
          "aws_iam_role",
        ),
      );
    expect(one(roleOf({ name: { constant_value: "a" } }))?.values).toEqual({ name: "a" });
    expect(one(roleOf({ managed_policy_arns: { constant_value: arns } }))?.values).toEqual({
      name: "a",
      managed_policy_arns: arns,
    });
    expect(one(planOf({ managed_policy_arns: arns }, {}, {}))?.values).toEqual({ managed_policy_arns: arns });
  });

  it("holds what there will be, and leaves out what goes", () => {
    expect(viewOfPlan("aws-service", planFixture("aws-service")).resources.map(({ address }) => address)).toEqual([
      "aws_cloudwatch_log_group.orders",
      "aws_db_instance.orders",
      "aws_iam_role_policy.orders",
      "aws_security_group.orders",
    ]);
  });

  it("holds resources of modules in modules, each instance of them", () => {
    const view = viewOfPlan("nested-modules", planFixture("nested-modules"));
    expect(view.resources.map(({ address, type, name, values }) => [address, type, name, values.input])).toEqual(
      ["eu-west-1a", "eu-west-1c"].flatMap((zone) =>
        [0, 1].map((index) => [
          `module.network.module.subnets["${zone}"].terraform_data.this[${index}]`,
          "terraform_data",
          "this",
          `${zone === "eu-west-1a" ? "10.0.8.0/24" : "10.0.2.0/24"}-${index}`,
        ]),
      ),
    );
    expect(view.data).toEqual([]);
  });

  it("takes what is said of a stack, and says nothing by itself", () => {
    expect(viewOfPlan("p", planFixture("empty"))).toEqual({ id: "p", facts: {}, resources: [], data: [] });
    expect(viewOfPlan("p", planFixture("empty"), { production: true }).facts).toEqual({ production: true });
  });

  it("keeps data sources apart", () => {
    const view = viewOfPlan("every-change", planFixture("every-change"));
    expect(view.data.map(({ type }) => type)).toEqual(["terraform_remote_state"]);
    expect(view.resources.every(({ type }) => type === "terraform_data")).toBe(true);
  });

  it("does not know what is known after the apply, but where it comes from", () => {
    const { values, refers } = resourceIn("unknown-from-references", 'aws_vpc_security_group_ingress_rule.app["8080"]');
    expect(values.from_port).toBe(8080);
    expect(values.cidr_ipv4).toBeNull();
    expect(values.security_group_id).toEqual(new Unknown(["aws_security_group.app"]));
    expect(refers).toEqual({
      from_port: [],
      ip_protocol: [],
      referenced_security_group_id: ["aws_security_group.app"],
      security_group_id: ["aws_security_group.app"],
      to_port: [],
    });
  });

  it("does not know what AWS will choose, and that comes from nowhere", () => {
    const { values, refers } = resourceIn("unknown-from-references", "aws_security_group.app");
    expect(values.ingress).toEqual(new Unknown([]));
    expect(values.vpc_id).toEqual(new Unknown(["aws_vpc.main"]));
    expect(Object.keys(refers ?? {})).toEqual(["description", "name", "vpc_id"]);
  });

  it("names addresses inside of a module as Terraform does", () => {
    const plan: JsonObject = {
      resource_changes: [
        {
          address: 'module.m["a.b"].aws_thing.a',
          type: "aws_thing",
          name: "a",
          change: { after: {}, after_unknown: { key: true } },
        },
      ],
      configuration: {
        root_module: {
          module_calls: {
            m: {
              module: {
                resources: [
                  {
                    address: "aws_thing.a",
                    provider_config_key: "module.m:aws.us_east_1",
                    depends_on: ["aws_other.c"],
                    expressions: { key: { references: ["aws_kms_key.b.arn", "aws_kms_key.b", "var.x"] } },
                  },
                ],
              },
            },
          },
        },
      },
    };
    expect(one(plan)).toEqual({
      address: 'module.m["a.b"].aws_thing.a',
      type: "aws_thing",
      name: "a",
      values: { key: new Unknown(["module.m.aws_kms_key.b"]) },
      refers: { key: ["module.m.aws_kms_key.b"] },
      dependsOn: ["module.m.aws_other.c"],
      provider: "us_east_1",
      waivers: [],
    });
  });

  it.each([
    ["the default one", "aws", undefined],
    ["an alias", "aws.us_east_1", "us_east_1"],
    ["the default one of a module in a module", "module.network.module.subnets:aws", undefined],
  ])("knows the alias of a provider: %s", (_, key, alias) => {
    expect(one(planOf({}, {}, {}, key))?.provider).toBe(alias);
  });

  it("tells blocks of a set apart by their constants: they stand in another order than they are written in", () => {
    const written = ["content", "api"].map((id) => ({
      origin_id: { constant_value: id },
      domain_name: { references: [`aws_thing.${id}.domain`, `aws_thing.${id}`] },
    }));
    const after = { origin: [{ origin_id: "api" }, { origin_id: "content" }] };
    const unknown = { origin: [{ domain_name: true }, { domain_name: true }] };
    expect(one(planOf(after, unknown, { origin: written }))?.values.origin).toEqual([
      { origin_id: "api", domain_name: new Unknown(["aws_thing.api"]) },
      { origin_id: "content", domain_name: new Unknown(["aws_thing.content"]) },
    ]);
  });

  it("takes a map that is written as a whole for what it comes from", () => {
    const plan = planOf({ tags: { a: "1" } }, { tags: { b: true } }, { tags: { references: ["aws_thing.b.id"] } });
    expect(one(plan)?.values.tags).toEqual({ a: "1", b: new Unknown(["aws_thing.b"]) });
  });

  it("means every block where constants do not tell them apart", () => {
    const written = ["one", "two"].map((id) => ({ domain_name: { references: [`aws_thing.${id}.domain`] } }));
    const unknown = { origin: [{ domain_name: true }, { domain_name: true }] };
    const both = { domain_name: new Unknown(["aws_thing.one", "aws_thing.two"]) };
    expect(one(planOf({ origin: [{}, {}] }, unknown, { origin: written }))?.values.origin).toEqual([both, both]);
  });

  it("says nothing of references where it has no configuration of the resource", () => {
    const plan = { ...planOf({ id: "x" }, {}, {}), configuration: {} };
    expect(one(plan)).toEqual({
      address: "aws_thing.a",
      type: "aws_thing",
      name: "a",
      values: { id: "x" },
      dependsOn: [],
      waivers: [],
    });
  });
});
