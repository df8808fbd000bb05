import { readState } from "../../../operations/inspect/state-document";
import { StateError } from "../../../operations/inspect/state-error";
import { stateOf, stateText } from "./states";

describe("a state that Terraform wrote", () => {
  const state = readState(stateText("after"));

  it("tells what it is", () => {
    const { formatVersion, terraformVersion, serial } = state;
    expect({ formatVersion, terraformVersion, serial }).toEqual({
      formatVersion: 4,
      terraformVersion: "1.11.4",
      serial: 20,
    });
  });

  it("gives each instance its whole address", () => {
    expect(state.instances.map(({ address, deposed, isTainted }) => [address, deposed ?? "", isTainted])).toEqual([
      ["terraform_data.counted[0]", "", false],
      ["terraform_data.settings", "", false],
      ["terraform_data.stays", "", false],
      ["terraform_data.stays", "69b5c857", false],
      ["terraform_data.tainted", "", true],
      ['module.part["north"].terraform_data.first', "", false],
      ['module.part["north"].terraform_data.second["a"]', "", false],
      ['module.part["north"].terraform_data.second["b"]', "", false],
      ['module.part["south.east"].terraform_data.first', "", false],
      ['module.part["south.east"].terraform_data.second["a"]', "", false],
      ['module.part["south.east"].terraform_data.second["b"]', "", false],
    ]);
  });

  it("has attributes of any type without the type that stands beside them", () => {
    const settings = state.instances.find(({ address }) => address === "terraform_data.settings");
    expect([settings?.attributes.input, settings?.sensitive]).toEqual([
      { endpoint: "postgres://orders:swordfish-url@db.internal/orders", login: "swordfish-new", user: "orders" },
      [["input", "login"]],
    ]);
  });

  it("tells what instances depend on", () => {
    const second = state.instances.find(({ address }) => address.endsWith('south.east"].terraform_data.second["b"]'));
    expect(second?.dependencies).toEqual(["module.part.terraform_data.first"]);
  });
});

it("an empty state of Terraform is a state", () => {
  expect(readState('{"version": 4}')).toEqual({
    formatVersion: 4,
    terraformVersion: "",
    serial: 0,
    lineage: "",
    instances: [],
    outputs: [],
  });
});

it("reads attributes that Terraform 0.11 left flat, and data", () => {
  const text = JSON.stringify({
    version: 4,
    resources: [{ mode: "data", type: "a", name: "b", instances: [{ attributes_flat: { "tags.%": "1" } }] }],
  });
  expect(readState(text).instances).toEqual([
    {
      address: "data.a.b",
      type: "a",
      isData: true,
      isTainted: false,
      attributes: { "tags.%": "1" },
      sensitive: [],
      dependencies: [],
    },
  ]);
});

describe("what is no state that can be read", () => {
  const faultOf = (text: string): unknown => {
    try {
      return readState(text);
    } catch (error) {
      return error instanceof StateError ? [error.fault, error.message] : error;
    }
  };

  it.each<[string, string, string, string]>([
    ["nothing", " \n", "empty", "it is empty: not even an empty state of Terraform stands in it"],
    [
      "a state that was cut off",
      stateText("after").slice(0, 100),
      "corrupt",
      "it is damaged: its 100 characters are not JSON",
    ],
    ["a list", "[]", "corrupt", "it is damaged: it holds no JSON object"],
    ["JSON of something else", '{"a": 1}', "corrupt", "it is damaged: it does not tell its format"],
    [
      "resources of another shape",
      stateOf([], { resources: [{ mode: "managed", type: 1, name: "swordfish" }] }),
      "corrupt",
      "it is damaged: resources.0.type is not what Terraform writes there",
    ],
    [
      "the format of a newer Terraform",
      '{"version": 5, "terraform_version": "2.0.0"}',
      "newer",
      "its format is 5, and only 4 can be read here. It was written by Terraform 2.0.0. Use a newer version of this repository",
    ],
    [
      "the format of an older Terraform",
      '{"version": 3}',
      "older",
      "its format is 3, and only 4 can be read here. Any Terraform since 0.12 rewrites it",
    ],
  ])("%s", (_, text, fault, message) => {
    expect(faultOf(text)).toEqual([fault, message]);
  });

  it("is not quoted", () => {
    expect(String(faultOf('{"password": swordfish}'))).not.toContain("swordfish");
  });
});
