import { attributeTypesIn } from "../../../../operations/plan/since/attribute-types";

const schemas = {
  provider_schemas: {
    "registry.terraform.io/hashicorp/aws": {
      resource_schemas: {
        aws_lb: {
          version: 0,
          block: {
            attributes: {
              arn: { type: "string", computed: true },
              id: { type: "string", computed: true, optional: true },
              idle_timeout: { type: "number", optional: true },
              ip_address_type: { type: "string", computed: true, optional: true },
              subnets: { type: ["set", "string"], computed: true, optional: true },
              zones: { type: ["list", ["object", { name: "string" }]], computed: true },
              state: {
                nested_type: { nesting_mode: "single", attributes: { code: { type: "number", computed: true } } },
              },
            },
            block_types: {
              access_logs: {
                nesting_mode: "list",
                block: { attributes: { enabled: { type: "bool", optional: true }, bucket: { type: "string" } } },
              },
              timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string" } } } },
            },
          },
        },
      },
    },
  },
};

describe("the table of attribute types", () => {
  it("holds what is no text, what the provider may fill, and the sort of each block", () => {
    expect(attributeTypesIn(schemas).aws_lb).toEqual({
      idle_timeout: "number",
      ip_address_type: ["optional", "string"],
      subnets: ["optional", ["set", "string"]],
      zones: ["list", ["object", { name: "string" }]],
      state: "null",
      "state.code": "number",
      access_logs: ["list"],
      "access_logs.enabled": "bool",
      timeouts: "null",
    });
  });

  it("knows the resource that Terraform itself has", () => {
    expect(attributeTypesIn({})).toEqual({
      terraform_data: { input: "dynamic", output: "dynamic", triggers_replace: "dynamic" },
    });
  });
});
