import { type Node, parse } from "acorn";
import { buildSync } from "esbuild";

/** A call of AWS that a program makes: `{ client: "lambda", command: "GetAlias" }`. */
export interface AwsCall {
  readonly client: string;
  readonly command: string;
}

/** What a program may import besides that talks to somebody: none of it is a call of AWS whose name we could read. */
const UNREADABLE = /^(node:)?child_process$|^(node:)?https?$|^@aws-sdk\/lib-/;

/** What clients export beside commands, and calls nothing. */
const CALLS_NOTHING = /(Client|Exception)$|^[A-Z][a-z]+([A-Z][a-z]+)*(Status|Type|Mode)$/;

/**
 * The calls of AWS that programs make, sorted: the files that they begin with, and all that these import. Code that nothing
 * reaches does not count.
 *
 * @param entryPoints Files in TypeScript.
 * @throws Error when a program calls AWS in a way that cannot be read: by a whole client (`new S3()`), a waiter, a program
 * of its own.
 */
export function awsCallsIn(...entryPoints: readonly string[]): readonly AwsCall[] {
  const calls = entryPoints.flatMap((entry) => usesIn(bundled(entry)));
  const unique = new Map(calls.map((call) => [`${call.client}:${call.command}`, call]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, call]) => call);
}

/** One module without types and without what nothing reaches, whose imports are packages alone. */
function bundled(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "es2022",
    treeShaking: true,
    write: false,
    logLevel: "silent",
    // What only tells whether a file is run or imported.
    define: { "require.main": "undefined" },
  });
  return outputFiles.map(({ text }) => text).join("\n");
}

interface Tree {
  readonly type: string;
  readonly [key: string]: unknown;
}

function usesIn(text: string): readonly AwsCall[] {
  const program = parse(text, { ecmaVersion: 2022, sourceType: "module" }) as Node as unknown as Tree;
  const body = program.body as readonly Tree[];
  const imported = new Map(body.filter(({ type }) => type === "ImportDeclaration").flatMap(namesOf));
  const used = new Set<string>();
  for (const statement of body) if (statement.type !== "ImportDeclaration") collect(statement, used);
  return [...imported].flatMap(([local, origin]) => (used.has(local) ? callOf(origin) : []));
}

interface Origin {
  readonly source: string;
  readonly name: string;
}

/** What a module imports of AWS, by the name that it has there. */
function namesOf(declaration: Tree): readonly (readonly [string, Origin])[] {
  const source = String((declaration.source as Tree).value);
  if (UNREADABLE.test(source)) throw new Error(`a program imports ${source}; what it calls then cannot be read`);
  if (!source.startsWith("@aws-sdk/client-")) return [];
  return (declaration.specifiers as readonly Tree[]).map(({ type, local, imported }) => {
    if (type !== "ImportSpecifier") throw new Error(`a program imports all of ${source}; import what it calls by name`);
    return [String((local as Tree).name), { source, name: String((imported as Tree).name) }] as const;
  });
}

function callOf({ source, name }: Origin): readonly AwsCall[] {
  const client = source.slice("@aws-sdk/client-".length);
  if (name.endsWith("Command")) return [{ client, command: name.slice(0, -"Command".length) }];
  // The SDK names what asks for all pages of a list after the call that it makes.
  if (name.startsWith("paginate")) return [{ client, command: name.slice("paginate".length) }];
  if (CALLS_NOTHING.test(name)) return [];
  throw new Error(`a program uses ${name} of ${source}; what it calls cannot be read: send commands by name`);
}

/** Every identifier in a part of a program; and there is no import while it runs. */
function collect(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, names);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const { type, ...parts } = value as Tree;
  if (type === "ImportExpression") throw new Error("a program imports something while it runs; import it at the top");
  if (type === "Identifier") names.add(String(parts.name));
  for (const part of Object.values(parts)) collect(part, names);
}
