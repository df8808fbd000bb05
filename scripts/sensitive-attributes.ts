import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformIn } from "../__tests__/support/terraform";
import { at, isObject, type JsonObject, objectAt } from "../terraform-json/json";

/** Paths of the attributes that a provider's schemas mark as sensitive, by type; only types that have any. */
export function sensitiveAttributesIn(schemas: JsonObject): Readonly<Record<string, readonly string[]>> {
  const tables = Object.values(objectAt(schemas, "provider_schemas")).flatMap((provider) =>
    ["resource_schemas", "data_source_schemas"].flatMap((kind) =>
      Object.entries(objectAt(provider, kind)).map(
        ([type, schema]) => [type, sensitiveIn(objectAt(schema, "block"))] as const,
      ),
    ),
  );
  const byType = new Map<string, Set<string>>();
  for (const [type, paths] of tables) byType.set(type, new Set([...(byType.get(type) ?? []), ...paths]));
  return Object.fromEntries(
    [...byType]
      .filter(([, paths]) => paths.size > 0)
      .map(([type, paths]) => [type, [...paths].sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is only written stands in no state. */
function sensitiveIn(block: JsonObject, path = ""): readonly string[] {
  const attributes = Object.entries(objectAt(block, "attributes")).flatMap(([name, attribute]) => {
    if (at(attribute, "sensitive") === true) return at(attribute, "write_only") === true ? [] : [`${path}${name}`];
    const nested = at(attribute, "nested_type");
    return isObject(nested) ? sensitiveIn(nested, `${path}${name}.`) : [];
  });
  const blocks = Object.entries(objectAt(block, "block_types")).flatMap(([name, nested]) =>
    sensitiveIn(objectAt(nested, "block"), `${path}${name}.`),
  );
  return [...attributes, ...blocks];
}

/** The schemas of the locked AWS provider. */
export async function providerSchemas(): Promise<JsonObject> {
  const folder = mkdtempSync(join(tmpdir(), "schemas-"));
  try {
    const requirement = { source: "hashicorp/aws" };
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: { aws: requirement } } }),
    );
    const terraform = await terraformIn(folder, {});
    terraform.run("init", "-input=false", "-lockfile=readonly");
    return JSON.parse(terraform.run("providers", "schema", "-json")) as JsonObject;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file `aws/sensitive-attributes.ts`. */
export function sensitiveAttributesModule(schemas: JsonObject): string {
  const rows = Object.entries(sensitiveAttributesIn(schemas)).map(
    ([type, paths]) => `  ${type}: [${paths.map((path) => JSON.stringify(path)).join(", ")}],`,
  );
  return `/**
 * The attributes that the AWS provider's schemas mark as sensitive, by type, as paths without indexes. Terraform 1.11
 * marks them in a state, older versions do not. Written by scripts/write-sensitive-attributes.ts from \`terraform providers schema -json\`.
 */
// biome-ignore format: one line each
export const SENSITIVE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
${rows.join("\n")}
};
`;
}
