import { z } from "zod";
import { ENTRY_SCHEMAS, type EntryKind } from "./entries/kinds";

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** The JSON Schema of a kind of catalogue file: what editors complete and check with. */
export function jsonSchemaOf(kind: EntryKind): JsonSchema {
  const schema = z.toJSONSchema(ENTRY_SCHEMAS[kind], { target: "draft-7", io: "input" }) as JsonSchema;
  return { ...schema, title: `${kind} of the catalogue` };
}

/** The keys that a schema knows at a path; empty where any key may stand. */
export function knownKeys(schema: JsonSchema | undefined, path: readonly PropertyKey[]): readonly string[] {
  const [step, ...rest] = path;
  if (!schema) return [];
  if (schema.anyOf) return schema.anyOf.flatMap((choice) => knownKeys(choice, path));
  if (step === undefined) return Object.keys(schema.properties ?? {});
  const open = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return knownKeys(schema.properties?.[String(step)] ?? open ?? schema.items, rest);
}
