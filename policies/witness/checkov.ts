import { isList, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import type { Failure } from "./exception";

/** Parts of a configuration that checkov 3.3 can read: it fails on `terraform.required_version`, and on `moved`. */
const READ = ["resource", "data", "provider", "module", "locals", "variable", "output"] as const;

/** What checkov is given of a stack. */
export const forCheckov = (configuration: JsonObject): JsonObject =>
  Object.fromEntries(READ.flatMap((key) => (configuration[key] === undefined ? [] : [[key, configuration[key]]])));

/** The reports in what checkov printed as JSON: one, or a list. */
const reportsIn = (output: Json): readonly JsonObject[] => (isList(output) ? output : [output]).filter(isObject);

/** Folders that checkov could not read, and so did not judge; sorted. */
export const unreadIn = (output: Json): readonly string[] =>
  reportsIn(output)
    .flatMap((report) => listOf(objectAt(report, "results").parsing_errors))
    .map((file) => String(file).split("/").at(-2) ?? "")
    .sort();

/**
 * What checkov says against the resources of a folder that holds one folder for each stack, named by its id.
 *
 * @throws Error when it judged nothing at all.
 */
export function failuresIn(output: Json): readonly Failure[] {
  const reports = reportsIn(output).filter(({ results }) => isObject(results));
  if (reports.length === 0) throw new Error(`checkov judged nothing: ${JSON.stringify(output)}`);
  return reports
    .flatMap((report) => listOf(objectAt(report, "results").failed_checks))
    .filter(isObject)
    .map(({ check_id: check, check_name: wants, file_path: file, resource }) => ({
      check: String(check),
      wants: String(wants),
      stack: String(file).split("/").at(-2) ?? "",
      name: String(resource).split(".").at(-1) ?? "",
    }));
}
