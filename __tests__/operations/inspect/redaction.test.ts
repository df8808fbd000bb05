import { redacted } from "../../../operations/inspect/redaction";
import { readState } from "../../../operations/inspect/state-document";
import type { JsonObject } from "../../../terraform-json/json";
import { stateOf, stateText } from "./states";

const attributesOf = (type: string, attributes: JsonObject, sensitive: readonly unknown[] = []): unknown => {
  const text = JSON.stringify({
    version: 4,
    resources: [{ mode: "managed", type, name: "x", instances: [{ attributes, sensitive_attributes: sensitive }] }],
  });
  return redacted(readState(text)).instances[0]?.attributes;
};

const attribute = (name: string) => ({ type: "get_attr", value: name });
const index = (value: unknown, type: unknown = typeof value) => ({ type: "index", value: { value, type } });

it("hides what Terraform marks, its copies, and passwords in addresses, in a state that Terraform wrote", () => {
  const state = redacted(readState(stateText("after")));
  const settings = state.instances.find(({ address }) => address === "terraform_data.settings");
  const shown = { endpoint: "postgres://orders:(looks like a secret)@db.internal/orders", user: "orders" };
  expect(settings?.attributes).toEqual({
    id: expect.any(String),
    input: { ...shown, login: "(sensitive)" },
    output: { ...shown, login: "(looks like a secret)" },
  });
  expect(state.outputs).toEqual([
    { name: "items", value: ["thing 0"] },
    { name: "settings", value: "(sensitive)" },
  ]);
  expect(JSON.stringify(state)).not.toContain("swordfish");
});

describe("marks of Terraform", () => {
  it.each<[string, JsonObject, unknown[], unknown]>([
    ["of an attribute", { a: "x", b: "y" }, [[attribute("a")]], { a: "(sensitive)", b: "y" }],
    ["of one item of a list", { a: ["x", "y"] }, [[attribute("a"), index(1, "number")]], { a: ["x", "(sensitive)"] }],
    [
      "of an attribute in a block",
      { a: [{ b: "x", c: "y" }] },
      [[attribute("a"), index(0, "number"), attribute("b")]],
      { a: [{ b: "(sensitive)", c: "y" }] },
    ],
    [
      "of a key of a map",
      { a: { "b.c": "x", d: "y" } },
      [[attribute("a"), index("b.c")]],
      { a: { "b.c": "(sensitive)", d: "y" } },
    ],
    [
      "of an item of a set, which hides the set",
      { a: [{ b: "x" }, { b: "y" }] },
      [[attribute("a"), index({ b: "x" }, ["object", { b: "string" }]), attribute("b")]],
      { a: "(sensitive)" },
    ],
    ["that lead into a text", { a: "x" }, [[attribute("a"), attribute("b")]], { a: "(sensitive)" }],
    ["that lead nowhere", { a: "x" }, [[attribute("c"), attribute("b")]], { a: "x" }],
    [
      "into a value of any type in a block, which stands beside its type",
      { a: [{ b: { value: { c: "x" }, type: ["object", { c: "string" }] }, d: "y" }] },
      [[attribute("a"), index(0, "number"), attribute("b"), attribute("c")]],
      { a: [{ b: "(sensitive)", d: "y" }] },
    ],
    [
      "of nothing",
      { a: [{ b: null, c: "y" }] },
      [[attribute("a"), index(0, "number"), attribute("b"), attribute("d")]],
      { a: [{ b: null, c: "y" }] },
    ],
    ["that say nothing, which hide everything", { a: "x" }, [[]], {}],
    [
      "of two in one object",
      { a: { b: 1, c: 2, d: 3 } },
      [
        [attribute("a"), attribute("b")],
        [attribute("a"), attribute("c")],
      ],
      { a: { b: "(sensitive)", c: "(sensitive)", d: 3 } },
    ],
  ])("%s", (_, attributes, sensitive, expected) => {
    expect(attributesOf("x", attributes, sensitive)).toEqual(expected);
  });
});

it("hides what the provider's schema marks, although the state does not, in every item of a block", () => {
  const action = (secret: string) => ({ authenticate_oidc: [{ client_id: "web", client_secret: secret }] });
  expect(attributesOf("aws_alb_listener", { port: 443, default_action: [action("one"), action("two")] })).toEqual({
    port: 443,
    default_action: [
      { authenticate_oidc: [{ client_id: "web", client_secret: "(sensitive)" }] },
      { authenticate_oidc: [{ client_id: "web", client_secret: "(sensitive)" }] },
    ],
  });
});

it("hides what looks like a secret by its name, also in a document", () => {
  const definitions = JSON.stringify([{ environment: [{ name: "DB_PASSWORD", value: "swordfish" }] }]);
  const shown = attributesOf("aws_ecs_task_definition", { family: "orders", container_definitions: definitions });
  expect([JSON.stringify(shown).includes("swordfish"), JSON.stringify(shown).includes("DB_PASSWORD")]).toEqual([
    false,
    true,
  ]);
});

it("leaves out what says nothing, and copies of other states", () => {
  const text = stateOf([
    { type: "x", name: "y", attributes: { a: null, b: "", c: [], d: {}, e: false, f: 0 } },
    { type: "terraform_remote_state", name: "dev-network", mode: "data", attributes: { outputs: { vpc_id: "vpc-1" } } },
  ]);
  expect(redacted(readState(text)).instances.map(({ attributes }) => attributes)).toEqual([{ e: false, f: 0 }]);
});
