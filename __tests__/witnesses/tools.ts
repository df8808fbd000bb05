import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");
const INFRA = join(ROOT, ".infra");

/** Programs that `npm run test:policies` installs (scripts/outside-tools.ts). */
const PROGRAMS = {
  checkov: join(INFRA, "python", "bin", "checkov"),
  python: join(INFRA, "python", "bin", "python"),
  zizmor: join(INFRA, "python", "bin", "zizmor"),
  actionlint: join(INFRA, "bin", "actionlint"),
  gitleaks: join(INFRA, "bin", "gitleaks"),
} as const;

/** The way out of this machine is a port at which nobody answers: what asks the network fails. */
const NO_NETWORK = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [
    [name, "http://127.0.0.1:9"],
    [name.toLowerCase(), "http://127.0.0.1:9"],
  ]),
);

/**
 * Runs a witness, without a network.
 *
 * @throws Error when it is not there.
 */
export function run(
  program: keyof typeof PROGRAMS,
  words: readonly string[],
  { cwd = ROOT, input = "" }: { readonly cwd?: string; readonly input?: string } = {},
): SpawnSyncReturns<string> {
  const ran = spawnSync(PROGRAMS[program], words, {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...NO_NETWORK, BC_SKIP_MAPPING: "TRUE", NO_COLOR: "1", PYTHONWARNINGS: "ignore" },
  });
  if (ran.error) throw new Error(`${PROGRAMS[program]} cannot be run. npm run test:policies installs it first.`);
  return ran;
}

/** Today, as `2026-12-31`: exceptions expire. */
export const TODAY = new Date().toISOString().slice(0, 10);
