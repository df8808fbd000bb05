import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A set of programs that others made, pinned by version and by hash, and installed under `.infra`. */
export interface OutsideTools {
  /** What they are, for people. */
  readonly name: string;
  /** Files that pin them; when one changes, they are installed again. */
  readonly pins: readonly string[];
  /** Where they go. */
  readonly folder: string;
  /** What must be there to install them, and how to get it; undefined when it is. */
  readonly missing: () => string | undefined;
  /** Commands that install them, with what they need in their environment. */
  readonly install: readonly { readonly command: readonly string[]; readonly env?: NodeJS.ProcessEnv }[];
}

const TOOLS = join(__dirname, "tools");
const INFRA = resolve(__dirname, "..", ".infra");
const PYTHON = join(INFRA, "python");
const BIN = join(INFRA, "bin");

/** Programs of Python: checkov, parliament, zizmor. */
export const PYTHON_TOOLS: OutsideTools = {
  name: "checkov, parliament and zizmor",
  pins: [join(TOOLS, "python", "requirements.txt")],
  folder: PYTHON,
  missing: () =>
    works("python3", "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))")
      ? undefined
      : "Python 3.11 or later, with venv: apt-get install python3 python3-venv, or https://www.python.org/downloads",
  install: [
    { command: ["python3", "-m", "venv", "--clear", PYTHON] },
    {
      // Wheels alone: an archive of sources would run code, and fetch what builds it, which no hash pins.
      command: [
        join(PYTHON, "bin", "python"),
        ..."-m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps".split(" "),
        ...["--only-binary", ":all:", "--requirement", join(TOOLS, "python", "requirements.txt")],
      ],
    },
  ],
};

/** Programs of Go: actionlint, gitleaks. Their module's `go.sum` pins every source that they are built from. */
export const GO_TOOLS: OutsideTools = {
  name: "actionlint and gitleaks",
  pins: [join(TOOLS, "go", "go.mod"), join(TOOLS, "go", "go.sum")],
  folder: BIN,
  missing: () => (works("go", "version") ? undefined : "Go 1.25 or later: https://go.dev/dl"),
  install: [
    {
      command: ["go", "-C", join(TOOLS, "go"), "install", "tool"],
      env: { GOBIN: BIN, GOFLAGS: "-mod=readonly -trimpath -buildvcs=false", CGO_ENABLED: "0" },
    },
  ],
};

/**
 * Installs programs unless they are there, as their pins say.
 *
 * @returns What is missing, with the command or the place that gets it; undefined when they are there.
 */
export function installed({ name, pins, folder, missing, install }: OutsideTools): string | undefined {
  const stamp = join(folder, ".made-from");
  const wanted = digestOf(pins);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  const hint = missing();
  if (hint !== undefined) return hint;
  mkdirSync(folder, { recursive: true });
  for (const { command, env } of install) {
    const [program = "", ...words] = command;
    const { status } = spawnSync(program, words, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...env },
    });
    if (status !== 0) return `${name}, which could not be installed (above: why). By hand: ${inShell(command, env)}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

const digestOf = (files: readonly string[]): string =>
  files.reduce((hash, file) => hash.update(readFileSync(file)), createHash("sha256")).digest("hex");

const inShell = (command: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
  [...Object.entries(env).map(([name, value]) => `${name}=${quoted(value ?? "")}`), ...command.map(quoted)].join(" ");

const quoted = (word: string): string => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const works = (program: string, ...words: readonly string[]): boolean =>
  spawnSync(program, words, { stdio: "ignore" }).status === 0;

if (require.main === module) {
  const [only] = process.argv.slice(2);
  const tools = only === "go" ? [GO_TOOLS] : [GO_TOOLS, PYTHON_TOOLS];
  for (const hint of tools.map(installed)) {
    if (hint === undefined) continue;
    process.stderr.write(`missing: ${hint}\n`);
    process.exitCode = 1;
  }
}
