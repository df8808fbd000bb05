import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Ran } from "../support/infra";

const RUNBOOKS = join(__dirname, "..", "..", "docs", "runbooks");

/** Where commands are typed. */
export interface Surroundings {
  /** The folder of the work tree. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What somebody does with the next commands. */
export interface Typed {
  /**
   * What takes the place of an example, by the variable that the runbook sets to it.
   * @default - the examples are right
   */
  readonly filledIn?: Readonly<Record<string, string>>;
  /**
   * What is answered to questions.
   * @default - nothing
   */
  readonly answer?: string;
  /**
   * With which codes it may end.
   * @default [0]
   */
  readonly codes?: readonly number[];
}

/** A runbook, and somebody who follows it from its first command to its last. */
export interface Runbook {
  /** Lines of TypeScript that it shows, in its order: a whole block each. */
  readonly snippets: readonly string[];
  /**
   * Types the next commands, those of one block, in the shell that the last ones left.
   *
   * @param first What they have to hold, so that a test says which ones it means.
   * @returns what they printed
   * @throws Error when others come next, or when they end with another code.
   */
  type(first: string, how?: Typed): Promise<string>;
  /** The commands that were not typed: blocks, and commands in the text that are in no block that was typed. */
  untyped(): readonly string[];
}

/** How commands begin that a runbook names in its text. */
const COMMAND = /^(?:npx |npm |infra |terraform |aws |git |gh |pgrep |ssh )/;

/** Opens a runbook. */
export function openRunbook(name: string, surroundings: Surroundings): Runbook {
  const nodes = [...nodesOf(fromMarkdown(readFileSync(join(RUNBOOKS, name), "utf8")))];
  const blocksIn = (lang: string) =>
    nodes.flatMap((node) => (node.type === "code" && node.lang === lang ? [node.value] : []));
  const blocks = blocksIn("sh");
  const named = nodes.flatMap((node) => (node.type === "inlineCode" && COMMAND.test(node.value) ? [node.value] : []));
  const variables = [...new Set(blocks.flatMap((block) => [...block.matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key)))];
  const shell = mkdtempSync(join(surroundings.folder, ".infra", "shell-"));
  const typed: string[] = [];
  return {
    snippets: blocksIn("ts"),
    async type(first, { filledIn = {}, answer = "", codes = [0] } = {}) {
      const block = blocks[typed.length] ?? "nothing";
      if (!block.includes(first)) throw new Error(`${name}: "${first}" was to come, and there is:\n${block}`);
      const commands = Object.entries(filledIn).reduce(filled, block);
      const { code, stdout, stderr } = await inShell(commands, { ...surroundings, shell, variables }, answer);
      if (!codes.includes(code ?? -1)) throw new Error(`${name}: ended with ${code}:\n${block}\n${stderr}\n${stdout}`);
      typed.push(block);
      return stdout;
    },
    untyped: () => [
      ...blocks.slice(typed.length),
      ...named.filter((command) => !typed.some((block) => block.includes(command.replace(/^infra /, "npx infra ")))),
    ],
  };
}

function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* nodesOf(child);
}

/** Puts a value in the place of an example. @throws Error when the block sets no such variable. */
function filled(block: string, [key, value]: readonly [string, string]): string {
  const line = new RegExp(`^${key}=[^ \\n]+`, "m");
  if (!line.test(block)) throw new Error(`no line sets ${key}:\n${block}`);
  return block.replace(line, () => `${key}='${value}'`);
}

/** A shell that goes on: where it stood, and the variables that runbooks set. */
interface Shell extends Surroundings {
  readonly shell: string;
  readonly variables: readonly (string | undefined)[];
}

function inShell(commands: string, { folder, environment, shell, variables }: Shell, answer: string): Promise<Ran> {
  const [script, left, place] = [join(shell, "script"), join(shell, "variables"), join(shell, "place")];
  const cwd = existsSync(place) ? readFileSync(place, "utf8").trim() : folder;
  const keep = variables.map((key) => `if [ -n "\${${key}+set}" ]; then declare -p ${key}; fi`).join("; ");
  const before = `trap 'pwd > "${place}"; { ${keep.replaceAll("'", `'\\''`) || ":"}; } > "${left}"' EXIT`;
  writeFileSync(script, `[ ! -e "${left}" ] || . "${left}"\n${before}\n${commands}\n`);
  return new Promise((resolve, reject) => {
    const options = ["--noprofile", "--norc", "-e", "-u", "-o", "pipefail"];
    const child = spawn("bash", [...options, script], { cwd, env: environment, stdio: ["pipe", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.on("error", () => undefined).end(answer);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
