/**
 * Takes away each attribute that a construct or a stack sets, one at a time, and runs the tests that mirror its file.
 * An attribute that nobody misses is listed, and the exit code is 1: a named assertion is owed for it. Snapshots do not
 * count, so tests run without them. Works on a copy; takes about a second an attribute.
 *
 *     node --require tsx/cjs scripts/mutate-attributes.ts [FILE...]
 */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseSync } from "@swc/core";

const ROOT = join(__dirname, "..");
const FOLDERS = ["constructs", "stacks"];

interface Mutation {
  readonly file: string;
  readonly line: number;
  /** The attribute's own text, cut to its first line. */
  readonly text: string;
  readonly mutated: Buffer;
}

/** One mutation for every property of every object that the file writes out. */
function mutationsOf(file: string): readonly Mutation[] {
  const source = readFileSync(join(ROOT, file));
  // Spans count bytes from wherever the parser stands; a first statement of our own says where that is.
  const mark = "0;";
  const module = parseSync(mark + source.toString("utf8"), { syntax: "typescript", target: "es2022" });
  const base = module.span.start + mark.length;
  return propertiesIn(module).map(({ start, end }) => {
    const [from, to] = [start - base, end - base];
    const rest = source.subarray(to);
    const comma = /^\s*,/.exec(rest.toString("utf8"))?.[0].length ?? 0;
    return {
      file,
      line: source.subarray(0, from).toString("utf8").split("\n").length,
      text: source.subarray(from, to).toString("utf8").split("\n")[0] ?? "",
      mutated: Buffer.concat([source.subarray(0, from), rest.subarray(comma)]),
    };
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

type Syntax = { readonly type?: string; readonly span?: Span; readonly properties?: readonly Syntax[] };

function propertiesIn(node: unknown): readonly Span[] {
  if (Array.isArray(node)) return node.flatMap(propertiesIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, properties = [] } = node as Syntax;
  const own = type === "ObjectExpression" ? properties.flatMap(spanOf) : [];
  return [...own, ...Object.values(node).flatMap(propertiesIn)];
}

function spanOf(property: Syntax): readonly Span[] {
  if (property.span) return [property.span];
  const { key, value } = property as { readonly key?: Syntax; readonly value?: Syntax & { expression?: Syntax } };
  const end = value?.span ?? value?.expression?.span;
  return key?.span && end ? [{ start: key.span.start, end: end.end }] : [];
}

/** The tests that mirror a file: by name, or of its folder when none has its name. */
function testsOf(file: string): string {
  const byName = join("__tests__", file.replace(/\.ts$/, ".test.ts"));
  return existsSync(join(ROOT, byName)) ? byName : join("__tests__", file, "..");
}

async function survivors(mutations: readonly Mutation[], folder: string): Promise<readonly Mutation[]> {
  const alive: Mutation[] = [];
  for (const mutation of mutations) {
    const target = join(folder, mutation.file);
    const original = readFileSync(target);
    writeFileSync(target, mutation.mutated);
    if (await testsPass(folder, testsOf(mutation.file))) {
      alive.push(mutation);
      process.stdout.write(`${mutation.file}:${mutation.line}  ${mutation.text}\n`);
    }
    writeFileSync(target, original);
  }
  return alive;
}

const testsPass = (folder: string, tests: string): Promise<boolean> =>
  new Promise((resolve) => {
    const words = [
      "--selectProjects",
      "unit",
      "--runInBand",
      "--ci=false",
      "--testNamePattern",
      "^(?!.*snapshot)",
      "--testPathPatterns",
      tests,
    ];
    spawn(join("node_modules", ".bin", "jest"), words, { cwd: folder, stdio: "ignore" }).on("exit", (code) =>
      resolve(code === 0),
    );
  });

/** A copy of the repository that tests can run in. */
function copyOfRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "mutate-"));
  const skipped = new Set(["node_modules", ".git", ".infra", "cdktf.out"]);
  for (const name of readdirSync(ROOT).filter((name) => !skipped.has(name)))
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

const sourceFiles = (): readonly string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
    .filter((name) => name.endsWith(".ts"))
    .sort();

async function main(files: readonly string[]): Promise<number> {
  const chosen = files.length > 0 ? files.map((file) => relative(ROOT, join(process.cwd(), file))) : sourceFiles();
  const mutations = chosen.flatMap(mutationsOf);
  const workers = Math.min(availableParallelism(), mutations.length);
  const folders = Array.from({ length: workers }, copyOfRepository);
  try {
    const shares = folders.map((folder, worker) =>
      survivors(
        mutations.filter((_, index) => index % workers === worker),
        folder,
      ),
    );
    const alive = (await Promise.all(shares)).flat();
    process.stdout.write(`${mutations.length} attributes, ${alive.length} of them missed by no test\n`);
    return alive.length > 0 ? 1 : 0;
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
