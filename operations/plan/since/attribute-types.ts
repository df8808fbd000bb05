import { at, isObject, type Json, type JsonObject, objectAt } from "../../../terraform-json/json";

/**
 * The types of a provider's attributes, by resource type and then by path without indexes (`default_action.order`), as
 * Terraform writes types: `"number"`, `["set", "string"]`. What is not in the table is a text. `["optional", type]` is
 * the type of an attribute that the provider fills only when nobody else does. Of a block, only the sort is told:
 * `["list"]`.
 */
export type AttributeTypes = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/**
 * Reduces what `terraform providers schema -json` printed, 14 MB of it for AWS, to what placeholders need to know.
 */
export function attributeTypesIn(schemas: JsonObject): AttributeTypes {
  const providers = Object.values(objectAt(schemas, "provider_schemas"));
  const resources = providers.flatMap((provider) => Object.entries(objectAt(provider, "resource_schemas")));
  const tables = resources.map(([type, schema]) => [type, Object.fromEntries(typesOfBlock(objectAt(schema, "block")))]);
  return { ...Object.fromEntries(tables), ...BUILT_IN };
}

/** The one resource that Terraform itself has (Terraform documentation, "The terraform_data Managed Resource Type"). */
const BUILT_IN: AttributeTypes = {
  terraform_data: { input: "dynamic", output: "dynamic", triggers_replace: "dynamic" },
};

function typesOfBlock(block: JsonObject, path = ""): readonly (readonly [string, Json])[] {
  const attributes = Object.entries(objectAt(block, "attributes")).flatMap(([name, attribute]) => {
    const nested = at(attribute, "nested_type");
    if (isObject(nested)) return typesOfNested(nested, nested.nesting_mode, `${path}${name}`);
    const type = at(attribute, "type") ?? "string";
    const optional = at(attribute, "optional") === true && at(attribute, "computed") === true;
    // The id is what tells that a resource exists, whatever its schema says.
    if (optional && name !== "id") return [[`${path}${name}`, ["optional", type]] as const];
    return type === "string" ? [] : [[`${path}${name}`, type] as const];
  });
  const blocks = Object.entries(objectAt(block, "block_types")).flatMap(([name, nested]) =>
    typesOfNested(objectAt(nested, "block"), at(nested, "nesting_mode"), `${path}${name}`),
  );
  return [...attributes, ...blocks];
}

const typesOfNested = (
  block: JsonObject,
  mode: Json | undefined,
  path: string,
): readonly (readonly [string, Json])[] => [
  [path, mode === "single" || mode === "group" ? "null" : [mode ?? "list"]],
  ...typesOfBlock(block, `${path}.`),
];
