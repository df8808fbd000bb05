import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "./chromium";
import { GO_TOOLS, installed, PYTHON_TOOLS } from "./outside-tools";

/** A tier of tests: what it runs, and what must be there for it to run. */
interface Tier {
  readonly name: string;
  readonly what: string;
  readonly command: readonly string[];
  /** What is missing, and the command that gets it; undefined when the tier can run. */
  readonly missing?: () => string | undefined;
}

/**
 * The LTS that workflows run on, and with it their whole unit tier (`.node-version`). Where another version of Node runs the
 * tests, what quickly shows that this one would do is run on it as well.
 */
const NODE_LTS = "24.21.0";
const runsOnLts = majorOf(process.versions.node) === majorOf(NODE_LTS);
const LTS_FOLDER = join(".infra", `node-${NODE_LTS}`);
const LTS_BINARY = join(LTS_FOLDER, "node_modules", "node", "bin", "node");

/**
 * What is not run once more on the LTS here, but in the workflows alone: what is only computed, and is computed alike; and
 * files that start a command dozens of times for what it says. What loads, starts, reads and asks is run.
 */
const NOT_ON_LTS = [
  "(?:terraform|emulator|browser|edge|witnesses|policies|operations|constructs|model|stacks)/",
  "cli/(?:announce|flow|report|retire|rules)\\.test",
  "(?:plan-report-action|site-workflow-calls)\\.test",
];

const ALL_TIERS: readonly Tier[] = [
  { name: "check", what: "lint, import rules, types", command: ["npm", "run", "check"] },
  { name: "unit", what: `unit tests on Node ${process.versions.node}`, command: ["npm", "run", "test:unit"] },
  {
    name: "unit-lts",
    what: `unit tests on Node ${NODE_LTS}: of adapters, of programs, and of commands that are started`,
    command: [
      LTS_BINARY,
      join("node_modules", "jest", "bin", "jest.js"),
      "--selectProjects=unit",
      "--maxWorkers=100%",
      `--testPathIgnorePatterns=/__tests__/(?:${NOT_ON_LTS.join("|")})`,
    ],
    missing: () => (installLts() ? undefined : `Node ${NODE_LTS}: npm install --prefix ${LTS_FOLDER} node@${NODE_LTS}`),
  },
  {
    name: "terraform",
    what: "every stack planned with the real Terraform and AWS provider, and one of every kind on an emulator of AWS",
    // Both at once, and more files than there are cores: most of the time, Terraform waits for what it made.
    command: [
      process.execPath,
      join("node_modules", "jest", "bin", "jest.js"),
      "--selectProjects",
      "terraform",
      "emulator",
      "--maxWorkers=4",
    ],
    missing: () => missingTerraform() ?? missingPython(),
  },
  {
    name: "policies",
    what: "what checkov, parliament, actionlint, zizmor and gitleaks say of the stacks and the workflows",
    command: ["npm", "run", "test:policies"],
    missing: () => missingTerraform() ?? installed(GO_TOOLS) ?? installed(PYTHON_TOOLS),
  },
  {
    name: "browser",
    what: "the report's page and a site in a real Chromium",
    command: ["npm", "run", "test:browser"],
    missing: () => (chromium() || installFromDebian("chromium") ? undefined : MISSING_CHROMIUM),
  },
  {
    name: "edge",
    what: "the edge function in njs, an engine of CloudFront's kind",
    command: ["npm", "run", "test:edge"],
    missing: () => (works("njs", "-v") || installFromDebian("njs") ? undefined : "njs: apt-get install njs"),
  },
];

const TIERS = ALL_TIERS.filter(({ name }) => !(name === "unit-lts" && runsOnLts));

function majorOf(version: string): string | undefined {
  return version.split(".")[0];
}

const missingTerraform = (): string | undefined =>
  works("terraform", "version") ? undefined : "Terraform 1.11: https://developer.hashicorp.com/terraform/install";

const missingPython = (): string | undefined =>
  works("python3", "-m", "venv", "--help") ? undefined : "Python 3.10 with venv: apt-get install python3-venv";

const MISSING_CHROMIUM =
  "Chromium: apt-get install chromium, or name the program of another one in the environment variable CHROMIUM";

/** Runs every tier that can run, then says of each whether it passed, failed or could not run. */
function main(): number {
  const results = TIERS.map((tier) => ({ tier, ...run(tier) }));
  say("\nTiers");
  for (const { tier, outcome, note } of results) {
    say(`  ${outcome.padEnd(8)} ${tier.name.padEnd(10)} ${tier.what}${note ? `\n           missing: ${note}` : ""}`);
  }
  const count = (wanted: Outcome) => results.filter(({ outcome }) => outcome === wanted).length;
  say(`${count("passed")} passed, ${count("FAILED")} failed, ${count("NOT RUN")} skipped`);
  const strict = process.env.STRICT === "1";
  if (strict && count("NOT RUN") > 0) say("STRICT=1: a tier that could not run is a failure.");
  return count("FAILED") > 0 || (strict && count("NOT RUN") > 0) ? 1 : 0;
}

type Outcome = "passed" | "FAILED" | "NOT RUN";

function run({ name, what, command, missing }: Tier): { readonly outcome: Outcome; readonly note?: string } {
  const note = missing?.();
  if (note !== undefined) return { outcome: "NOT RUN", note };
  say(`\n=== ${name}: ${what}`);
  const [program = "", ...words] = command;
  const { status } = spawnSync(program, words, { stdio: "inherit" });
  return { outcome: status === 0 ? "passed" : "FAILED" };
}

function installLts(): boolean {
  if (works(LTS_BINARY, "--version")) return true;
  mkdirSync(LTS_FOLDER, { recursive: true });
  const { status } = spawnSync("npm", ["install", "--no-save", "--prefix", LTS_FOLDER, `node@${NODE_LTS}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0 && existsSync(LTS_BINARY);
}

/** Installs a package of the system, only where that changes nobody's machine: as root on Debian, as in a container. */
function installFromDebian(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  const options = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const install = () =>
    spawnSync("apt-get", ["install", "--yes", "--no-install-recommends", name], {
      ...options,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  return install() || (spawnSync("apt-get", ["update"], options).status === 0 && install());
}

const works = (program: string, ...words: readonly string[]): boolean =>
  spawnSync(program, words, { stdio: "ignore" }).status === 0;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

process.exitCode = main();
