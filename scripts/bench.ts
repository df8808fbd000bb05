/**
 * Speed and memory, as ratios measured side by side in one run, so that the machine's own speed cancels out. Prints JSON.
 * A number above its bound ends with exit code 1. Takes about five minutes on two cores.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { type Measured, median, ROOT, rounded, run, seconds, typescript } from "./bench/measure";
import { reports } from "./bench/reports";
import { clientSites } from "./bench/sites";
import { stateSearch } from "./bench/states";

const INFRA = join(ROOT, "cli", "infra.js");
const ROUNDS = 3;
const SMALL_STACKS = 10;

/** Building and synthesizing 400 stacks of 24 resources, against cdktf as it comes: the two in turn. */
function synthesis(): Measured {
  const build = (kind: string): number => JSON.parse(typescript("build-stacks.ts", "400", kind)).seconds;
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: build("ours"), stock: build("stock") }));
  return {
    what: "building and synthesizing 400 stacks of 24 resources: ours / stock cdktf",
    value: rounded(median(rounds.map(({ ours, stock }) => ours / stock))),
    bound: 0.6,
    seconds: {
      ours: rounded(median(rounds.map(({ ours }) => ours))),
      stock: rounded(median(rounds.map(({ stock }) => stock))),
    },
  };
}

/** What the rules of policies/ add to a synthesis of 1,000 stacks of the example organisation. */
function rules(): Measured {
  const { rounds } = JSON.parse(typescript("judge-stacks.ts", "1000")) as {
    readonly rounds: readonly { readonly judged: number; readonly plain: number }[];
  };
  const sum = (kind: "judged" | "plain") => rounds.reduce((total, round) => total + round[kind], 0);
  return {
    what: "synthesizing 1,000 stacks with the rules of policies/ / without",
    value: rounded(sum("judged") / sum("plain")),
    bound: 1.3,
    seconds: { judged: rounded(sum("judged")), plain: rounded(sum("plain")) },
  };
}

/** Largest resident size while 1,000 such stacks are synthesized. */
function memory(): Measured {
  return {
    what: "megabytes for 1,000 such stacks",
    value: Math.round(JSON.parse(typescript("build-stacks.ts", "1000", "ours")).megabytes),
    bound: 600,
  };
}

/** What a person waits for `infra --help`, beside what Node alone takes. */
function help(): Measured {
  const times = Array.from({ length: 7 }, () => seconds(() => run(process.execPath, [INFRA, "--help"], ROOT)));
  const node = Array.from({ length: 7 }, () => seconds(() => run(process.execPath, ["--eval", "0"], ROOT)));
  return { what: "seconds of infra --help", value: rounded(median(times)), bound: 0.4, node: rounded(median(node)) };
}

/** Planning ten small stacks without AWS, from nothing: init, plan and show, against one `cdktf diff` after the other. */
function planning(): Measured {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const output = join(folder, "cdktf.out");
    typescript("write-small-stacks.ts", String(SMALL_STACKS), output);
    const copy = copyOfRepository(folder);
    const ours = seconds(() =>
      run(process.execPath, [join(copy, "cli", "infra.js"), "plan", "--offline", "--from", output], copy),
    );
    writeFileSync(
      join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "true", projectId: "bench", sendCrashReports: "false" }),
    );
    const stacks = Array.from({ length: SMALL_STACKS }, (_, index) => `small-${index}`);
    const mirror = mirrorConfiguration(copy);
    const diffs = stacks.map((stack) =>
      seconds(() =>
        run(
          join(ROOT, "node_modules", ".bin", "cdktf"),
          ["diff", stack, "--skip-synth", "--skip-provider-lock"],
          folder,
          mirror,
        ),
      ),
    );
    const stock = diffs.reduce((sum, time) => sum + time, 0);
    return {
      what: `planning ${SMALL_STACKS} small stacks from nothing: infra plan / ${SMALL_STACKS} × cdktf diff`,
      value: rounded(ours / stock),
      bound: 0.5,
      seconds: { ours: rounded(ours), stock: rounded(stock) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Terraform configuration that our command made to find its providers in a mirror; cdktf gets the same ones. */
function mirrorConfiguration(copy: string): NodeJS.ProcessEnv {
  const providers = join(copy, ".infra", "providers");
  const file = readdirSync(providers)
    .map((name) => join(providers, name, "terraform.rc"))
    .find((path) => existsSync(path));
  return file === undefined ? {} : { TF_CLI_CONFIG_FILE: file };
}

/** The command with a `.infra` of its own: nothing that an earlier run left makes this one quicker. */
function copyOfRepository(folder: string): string {
  const copy = join(folder, "repository");
  const parts = [
    "adapters",
    "aws",
    "cli",
    "model",
    "operations",
    "policies",
    "stacks",
    "terraform-json",
    "package.json",
    "tsconfig.json",
    ".terraform.lock.hcl",
  ];
  for (const part of parts) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  run("ln", ["-s", join(ROOT, "node_modules"), join(copy, "node_modules")], folder);
  return copy;
}

const machine = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model,
  gigabytes: Math.round(totalmem() / 1024 ** 3),
  node: process.version,
  cdktf: JSON.parse(readFileSync(join(ROOT, "node_modules", "cdktf", "package.json"), "utf8")).version,
};
const measured = [...reports(), ...stateSearch(), ...clientSites(), synthesis(), memory(), rules(), help(), planning()];
process.stdout.write(`${JSON.stringify({ machine, measured }, null, 2)}\n`);
process.exitCode = measured.every(({ value, bound }) => value <= bound) ? 0 : 1;
