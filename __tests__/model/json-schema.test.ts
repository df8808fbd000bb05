import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRY_SCHEMAS, type EntryKind } from "../../model/entries/kinds";
import { jsonSchemaOf, knownKeys } from "../../model/json-schema";

const ROOT = join(__dirname, "..", "..");

describe("the JSON Schemas of the catalogue", () => {
  it.each(Object.keys(ENTRY_SCHEMAS) as EntryKind[])("%s: the committed one is what the types say", (kind) => {
    const committed = JSON.parse(readFileSync(join(ROOT, "catalogue", "schema", `${kind}.schema.json`), "utf8"));
    expect(committed).toEqual(jsonSchemaOf(kind));
  });

  it.each(Object.keys(ENTRY_SCHEMAS) as EntryKind[])(
    "%s: every key says what it means, and unknown keys are refused",
    (kind) => {
      const { properties = {}, additionalProperties } = jsonSchemaOf(kind);
      for (const [key, { description }] of Object.entries(properties)) {
        expect({ key, described: typeof description === "string" }).toEqual({
          key,
          described: true,
        });
      }
      expect(additionalProperties).toBe(false);
    },
  );

  it("asks for no key that has a default", () => {
    expect(jsonSchemaOf("service").required).toEqual(["name", "team", "image", "port", "size"]);
  });

  it("knows the keys at any depth", () => {
    const service = jsonSchemaOf("service");
    expect(knownKeys(service, ["size"])).toEqual(["cpu", "memory"]);
    expect(knownKeys(service, ["environments", "dev"])).toEqual(["tasks", "size", "variables", "priority"]);
    expect(knownKeys(service, ["environments", "dev", "tasks"])).toEqual(["min", "max"]);
    expect(knownKeys(service, ["nowhere"])).toEqual([]);
  });
});
