import type { z } from "zod";
import { ENTRY_SCHEMAS, type EntryKind, type EntryTypes } from "./entries/kinds";
import { type JsonSchema, jsonSchemaOf, knownKeys } from "./json-schema";
import { suggestion } from "./nearest";
import { error, type Problem } from "./problems";
import type { Path, YamlFile } from "./yaml-file";

type Issue = z.core.$ZodIssue;

/** What a check against a schema found. */
export interface Validated<K extends EntryKind> {
  /** With defaults filled in, and without the parts that have problems; undefined when a required part has one. */
  readonly value: EntryTypes[K] | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Checks a file against the schema of its kind. A file with problems keeps the value of its sound parts, so that whether
 * those fit the rest of the catalogue is said in the same breath.
 */
export function validate<K extends EntryKind>(kind: K, file: YamlFile): Validated<K> {
  const schema = ENTRY_SCHEMAS[kind];
  const result = schema.safeParse(file.value, { reportInput: true });
  if (result.success) return { value: result.data as EntryTypes[K], problems: [] };
  const { issues } = result.error;
  const sound = schema.safeParse(withoutParts(file.value, issues.flatMap(faultyPaths)));
  return {
    value: sound.success ? (sound.data as EntryTypes[K]) : undefined,
    problems: problemsIn(issues, jsonSchemaOf(kind), file),
  };
}

/**
 * What issues of a schema mean for a file, in words.
 *
 * @param known The JSON Schema of the same kind of file, whose keys are suggested.
 */
export const problemsIn = (issues: readonly Issue[], known: JsonSchema, file: YamlFile): readonly Problem[] =>
  issues.flatMap((issue) => problemsOf(issue, [], known, file));

const faultyPaths = (issue: Issue): readonly Path[] =>
  issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];

/** A copy of a value without what stands at some paths. */
function withoutParts(value: unknown, paths: readonly Path[]): unknown {
  const copy = structuredClone(value);
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], copy);
    const last = path.at(-1);
    if (last !== undefined && typeof parent === "object" && parent !== null) Reflect.deleteProperty(parent, last);
  }
  return copy;
}

function problemsOf(issue: Issue, parent: Path, known: JsonSchema, file: YamlFile): readonly Problem[] {
  const path = [...parent, ...issue.path];
  const name = nameOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        error(file.positionOfKey([...path, key]), `unknown key "${key}"`, suggestion(key, knownKeys(known, path))),
      );
    case "invalid_key":
      return issue.issues.map(({ message }) =>
        error(file.positionOfKey(path), `the key "${String(path.at(-1))}" will not do`, sentence(message)),
      );
    case "invalid_union":
      return problemsOfUnion(issue, path, known, file);
    case "invalid_value":
      return [error(file.positionOf(path), `${name} is ${show(issue.input)}`, choice(issue.input, issue.values))];
    case "invalid_type":
      return issue.input === undefined
        ? [error(file.positionOf(path), `${name} is missing`, `Expected ${typeName(issue.expected)}.`)]
        : [
            error(
              file.positionOf(path),
              `${name} is ${show(issue.input)}, ${typeName(typeOf(issue.input))}`,
              `Expected ${expectation(issue)}.`,
            ),
          ];
    default:
      return [error(file.positionOf(path), `${name} is ${show(issue.input)}`, sentence(issue.message))];
  }
}

/** Of a union, what the choice that was meant says: the one whose outermost type fits. */
function problemsOfUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  known: JsonSchema,
  file: YamlFile,
): readonly Problem[] {
  const [meant] = [
    ...issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0)),
    ...issue.errors.filter((issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0)),
  ];
  if (meant) return meant.flatMap((inner) => problemsOf(inner, path, known, file));
  const expected = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === "invalid_type" ? [typeName(inner.expected)] : []));
  return [
    error(
      file.positionOf(path),
      `${nameOf(path)} is ${show(issue.input)}, ${typeName(typeOf(issue.input))}`,
      `Expected ${expected.join(" or ")}.`,
    ),
  ];
}

const nameOf = (path: Path): string => (path.length === 0 ? "the file" : path.map(String).join("."));

function expectation(issue: Extract<Issue, { code: "invalid_type" }>): string {
  return issue.message.startsWith("Invalid input")
    ? typeName(issue.expected)
    : `${typeName(issue.expected)}: ${issue.message}`;
}

function choice(input: unknown, values: readonly unknown[]): string {
  const known = values.map(String);
  if (typeof input === "string") return suggestion(input, known);
  return `Expected one of ${known.join(", ")}.`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "nothing",
  number: "a number",
  object: "a block of keys",
  record: "a block of keys",
  string: "a text",
};

const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A value as the file shows it, cut where it would fill the screen. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
