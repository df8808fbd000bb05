import { z } from "zod";
import type { JsonSchema } from "../../model/json-schema";
import { error, formatProblems, type Position, type Problem } from "../../model/problems";
import { problemsIn } from "../../model/validate";
import { YamlFile } from "../../model/yaml-file";
import type { Pages } from "../../runtime/site/release";
import { type SiteFile, siteFileSchema } from "../../runtime/site/site-file";
import { parseJson } from "../report/read/json-text";
import { SiteInputError } from "./input-error";

/**
 * What a build says of its site; of one that says nothing, the defaults.
 *
 * @param name How the file is called in messages.
 * @throws SiteInputError that names every problem with its line and column.
 */
export function siteFileIn(bytes: Uint8Array | undefined, name: string): SiteFile {
  if (bytes === undefined) return { pages: {}, immutable: [] };
  const text = decoded(bytes, name);
  const parsed = parseJson(text);
  if ("fault" in parsed)
    throw refused([error({ file: name, ...parsed.fault }, FAULTS[parsed.fault.kind], "It has to be one JSON object.")]);
  // JSON is YAML, too, whose reader knows where everything stands, and that no key stands twice.
  const { file, problems } = YamlFile.parse(name, text);
  if (problems.length > 0) throw refused(problems);
  const read = siteFileSchema.safeParse(parsed.value, { reportInput: true });
  if (!read.success)
    throw refused(problemsIn(read.error.issues, z.toJSONSchema(siteFileSchema, { io: "input" }) as JsonSchema, file));
  const { pages, immutable } = read.data;
  return { pages: pages as Pages, immutable };
}

const FAULTS = {
  unexpected: "this is not JSON from here on",
  "ends-too-early": "the JSON ends too early",
  "second-value": "a second value begins here",
} as const;

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const start: Position = { file: name, line: 1, column: 1 };
    throw refused([error(start, "this is no text in UTF-8", "Save it as UTF-8.")]);
  }
}

const refused = (problems: readonly Problem[]): SiteInputError =>
  new SiteInputError(`${formatProblems(problems)}\nNothing was uploaded.`);
