import { createHash } from "node:crypto";
import { join } from "node:path";
import { type AttributeTypes, attributeTypesIn } from "../../operations/plan/since/attribute-types";
import { type JsonObject, stableJson } from "../../terraform-json/json";
import { readIfExists, writeWhole } from "../files";

/** It grows by one when the table that is made from the same schemas is another one. */
const FORMAT = 2;

/** Tables that were asked for in this process, by file. */
const asked = new Map<string, Promise<AttributeTypes>>();

/**
 * The types of attributes, kept in a file: to print and read 14 MB of schemas takes seconds.
 *
 * @param source What the schemas belong to: versions, and the locked providers.
 * @param print Prints the schemas as `terraform providers schema -json` does.
 */
export function keptTypes(folder: string, source: string, print: () => Promise<string>): Promise<AttributeTypes> {
  const key = createHash("sha256").update(`${FORMAT}\n${source}`).digest("hex").slice(0, 12);
  const path = join(folder, `${key}.json`);
  const known = asked.get(path);
  if (known) return known;
  const types = readOrPrint(path, print).catch((error: unknown) => {
    asked.delete(path);
    throw error;
  });
  asked.set(path, types);
  return types;
}

async function readOrPrint(path: string, print: () => Promise<string>): Promise<AttributeTypes> {
  const kept = await readIfExists(path);
  if (kept !== undefined) return JSON.parse(kept) as AttributeTypes;
  const types = attributeTypesIn(JSON.parse(await print()) as JsonObject);
  await writeWhole(path, stableJson(types));
  return types;
}
