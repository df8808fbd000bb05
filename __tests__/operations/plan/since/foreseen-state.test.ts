import fc from "fast-check";
import { foreseenState } from "../../../../operations/plan/since/foreseen-state";
import type { Json, JsonObject } from "../../../../terraform-json/json";
import { aConfiguration, stacksOf } from "../synthesized";

const AWS = "registry.terraform.io/hashicorp/aws";

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

interface Planned {
  readonly type: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly values?: JsonObject;
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject;
  readonly configured?: JsonObject;
  readonly version?: number;
}

const addressOf = ({ type, name = "this", index }: Planned): string =>
  `${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;

/** A plan as `terraform show -json` prints it, of which each resource is created. */
function planOf(resources: readonly Planned[], more: JsonObject = {}): JsonObject {
  const named = resources.map((resource) => ({ ...resource, address: addressOf(resource) }));
  return {
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: named.map(({ address, type, name = "this", index, values = {}, version = 0 }) => ({
          address,
          mode: "managed",
          type,
          name,
          ...(index !== undefined && { index }),
          provider_name: AWS,
          schema_version: version,
          values,
        })),
      },
    },
    resource_changes: named.map(({ address, unknown = {}, sensitive = {}, values = {} }) => ({
      address,
      change: { actions: ["create"], after: values, after_unknown: unknown, after_sensitive: sensitive },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: AWS } },
      root_module: {
        resources: named.map(({ type, name = "this", configured = {} }) => ({
          address: `${type}.${name}`,
          provider_config_key: "aws",
          expressions: configured,
        })),
      },
    },
    ...more,
  };
}

async function stateOf(
  plan: JsonObject,
  types: Record<string, Record<string, Json>> = {},
  empty?: ReadonlySet<string>,
) {
  const [stack] = await stacksOf({ "dev-network": aConfiguration("dev-network") });
  if (!stack) throw new Error("there is no stack");
  const { text, placeholders } = foreseenState(stack, plan, types, empty);
  const state = JSON.parse(text) as { resources: { type: string; instances: { attributes: JsonObject }[] }[] };
  const attributes = (type: string, instance = 0): JsonObject =>
    state.resources.find((resource) => resource.type === type)?.instances[instance]?.attributes ?? {};
  return { text, placeholders, state, attributes };
}

const vpc: Planned = { type: "aws_vpc", values: { cidr_block: "10.10.0.0/16" }, unknown: { id: true, arn: true } };
const subnet = (configured: string, unknown: JsonObject = { id: true, vpc_id: true }): Planned => ({
  type: "aws_subnet",
  unknown,
  configured: { vpc_id: { constant_value: configured, references: ["aws_vpc.this.id", "aws_vpc.this"] } },
});

describe("the state that a plan leaves behind", () => {
  it("keeps every known value as it is", async () => {
    const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }).filter((value) => value !== undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{0,8}$/), json, { noNullPrototype: true }),
        async (values) => {
          const known = JSON.parse(JSON.stringify(values)) as JsonObject;
          const { attributes, placeholders } = await stateOf(planOf([{ type: "aws_vpc", values: known }]));
          expect(attributes("aws_vpc")).toEqual(known);
          expect(placeholders).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is a state file of the fourth version, with schema, provider, instances and what is secret", async () => {
    const plan = planOf([
      { type: "aws_subnet", index: 1, values: { zone: "b" }, version: 1 },
      {
        type: "aws_subnet",
        index: 0,
        values: { zone: "a" },
        sensitive: { password: true, user: [{ key: true }] },
        version: 1,
      },
    ]);
    expect((await stateOf(plan)).state).toEqual({
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: expect.stringMatching(/^[0-9a-f]{32}$/),
      outputs: {},
      resources: [
        {
          mode: "managed",
          type: "aws_subnet",
          name: "this",
          provider: `provider["${AWS}"]`,
          instances: [
            {
              index_key: 0,
              schema_version: 1,
              attributes: { zone: "a" },
              sensitive_attributes: [
                [{ type: "get_attr", value: "password" }],
                [
                  { type: "get_attr", value: "user" },
                  { type: "index", value: { value: 0, type: "number" } },
                  { type: "get_attr", value: "key" },
                ],
              ],
            },
            { index_key: 1, schema_version: 1, attributes: { zone: "b" }, sensitive_attributes: [] },
          ],
        },
      ],
    });
  });

  it("has the outputs that are known, with their types", async () => {
    const plan = planOf([]);
    const outputs = {
      ids: { sensitive: false, type: ["list", "string"], value: ["a"] },
      later: { sensitive: false },
      secret: { sensitive: true, type: "string", value: "x" },
    };
    const state = await stateOf({ ...plan, planned_values: { outputs, root_module: {} } });
    expect(state.state).toMatchObject({
      outputs: {
        ids: { value: ["a"], type: ["list", "string"] },
        secret: { value: "x", type: "string", sensitive: true },
      },
    });
    expect(state.text).not.toContain("later");
  });

  it("fills what is unknown with placeholders, and tells of each", async () => {
    const { attributes, placeholders } = await stateOf(planOf([vpc]));
    expect(attributes("aws_vpc")).toEqual({
      arn: expect.stringMatching(/^arn:aws:ec2:eu-west-1:111111111111:vpc\/planned-/),
      cidr_block: "10.10.0.0/16",
      id: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
    });
    expect(placeholders).toEqual([
      { value: attributes("aws_vpc").arn, stack: "dev-network", output: "aws_vpc.this.arn" },
      { value: attributes("aws_vpc").id, stack: "dev-network", output: "aws_vpc.this.id" },
    ]);
  });

  it.each([
    ["a reference", tf("aws_vpc.this.id"), (id: Json) => id],
    ["a text with a reference in it", `vpc/${tf("aws_vpc.this.id")}!`, (id: Json) => `vpc/${id}!`],
  ])("gives %s the value of what it refers to", async (_, expression, expected) => {
    const { attributes } = await stateOf(planOf([vpc, subnet(expression)]));
    expect(attributes("aws_subnet").vpc_id).toBe(expected(attributes("aws_vpc").id ?? null));
  });

  it("gives what a function makes of a reference a placeholder of its own", async () => {
    const { attributes } = await stateOf(planOf([vpc, subnet(tf("upper(aws_vpc.this.id)"))]));
    expect(attributes("aws_subnet").vpc_id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(attributes("aws_subnet").vpc_id).not.toBe(attributes("aws_vpc").id);
  });

  it("follows references out of a module and into it", async () => {
    const module = {
      outputs: { arn: { expression: { references: ["aws_sns_topic.this.arn", "aws_sns_topic.this"] } } },
      resources: [
        {
          address: "aws_sns_topic.this",
          provider_config_key: "aws",
          expressions: { kms_master_key_id: { references: ["var.key_arn"] } },
        },
      ],
    };
    const root = planOf([
      { type: "aws_kms_key", unknown: { arn: true } },
      {
        type: "aws_sqs_queue",
        unknown: { topic: true },
        configured: {
          topic: { constant_value: tf("module.alarms.arn"), references: ["module.alarms.arn", "module.alarms"] },
        },
      },
    ]) as {
      planned_values: { root_module: JsonObject };
      configuration: { root_module: JsonObject };
      resource_changes: Json[];
    };
    const call = { expressions: { key_arn: { constant_value: tf("aws_kms_key.this.arn") } }, module };
    const topic = {
      address: "module.alarms.aws_sns_topic.this",
      mode: "managed",
      type: "aws_sns_topic",
      name: "this",
      provider_name: AWS,
      schema_version: 0,
      values: {},
    };
    const { attributes, state } = await stateOf({
      ...root,
      planned_values: {
        root_module: {
          ...root.planned_values.root_module,
          child_modules: [{ address: "module.alarms", resources: [topic] }],
        },
      },
      resource_changes: [
        ...root.resource_changes,
        {
          address: topic.address,
          change: { actions: ["create"], after_unknown: { arn: true, kms_master_key_id: true } },
        },
      ],
      configuration: {
        ...root.configuration,
        root_module: { ...root.configuration.root_module, module_calls: { alarms: call } },
      },
    });
    expect(attributes("aws_sns_topic").kms_master_key_id).toBe(attributes("aws_kms_key").arn);
    expect(attributes("aws_sqs_queue").topic).toBe(attributes("aws_sns_topic").arn);
    expect(state.resources.find(({ type }) => type === "aws_sns_topic")).toMatchObject({ module: "module.alarms" });
  });

  it("leaves what the provider fills by itself empty, unless something refers to it", async () => {
    const types = {
      aws_vpc: { scope: ["optional", "string"], rules: ["optional", ["set", "string"]], owner: ["optional", "string"] },
    };
    const filled: Planned = { type: "aws_vpc", unknown: { scope: true, rules: true, owner: true } };
    const reader: Planned = {
      type: "aws_subnet",
      configured: { owner: { references: ["aws_vpc.this.owner", "aws_vpc.this"] } },
    };
    const { attributes } = await stateOf(planOf([filled, reader]), types);
    expect(attributes("aws_vpc")).toEqual({ scope: null, rules: [], owner: expect.stringMatching(/^planned-/) });
  });

  it.each([
    ["{}", `{"Resource":"${tf("aws_vpc.this.arn")}"}`],
    ["[]", `[{"id":"${tf("aws_vpc.this.id")}"}]`],
  ])("puts %s in place of a document, so that the provider tells its own form of it", async (empty, document) => {
    const { attributes } = await stateOf(planOf([vpc, subnet(document)]));
    expect(attributes("aws_subnet").vpc_id).toBe(empty);
  });

  it("leaves empty what no placeholder fits", async () => {
    const { attributes } = await stateOf(planOf([vpc]), {}, new Set([JSON.stringify(["aws_vpc.this", "arn"])]));
    expect(attributes("aws_vpc").arn).toBeNull();
  });

  it("stores a value of any type with its type", async () => {
    const types = { terraform_data: { input: "dynamic", output: "dynamic" } };
    const plan = planOf([{ type: "terraform_data", values: { input: ["a"] }, unknown: { output: true } }]);
    expect((await stateOf(plan, types)).attributes("terraform_data")).toEqual({
      input: { value: ["a"], type: ["tuple", ["string"]] },
      output: null,
    });
  });
});
