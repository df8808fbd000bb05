import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRY_SCHEMAS, type EntryKind } from "../../model/entries/kinds";
import { jsonSchemaOf } from "../../model/json-schema";
import { ExitCode } from "../failures";
import { print } from "../output";

export interface SchemaOptions {
  readonly catalogue: string;
  readonly check: boolean;
}

/** Writes the JSON Schemas that the catalogue's files name, or says which are out of date. */
export function schema({ catalogue, check }: SchemaOptions): ExitCode {
  const directory = join(catalogue, "schema");
  const files = (Object.keys(ENTRY_SCHEMAS) as EntryKind[]).map((kind) => ({
    path: join(directory, `${kind}.schema.json`),
    text: `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`,
  }));
  const outdated = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, "utf8") !== text);
  if (check) {
    for (const { path } of outdated) print(`${path} is out of date; run \`npx infra schema\`.`);
    return outdated.length > 0 ? ExitCode.failed : ExitCode.done;
  }
  mkdirSync(directory, { recursive: true });
  for (const { path, text } of outdated) writeFileSync(path, text);
  print(`${files.length} schemas, ${outdated.length} of them changed.`);
  return ExitCode.done;
}
