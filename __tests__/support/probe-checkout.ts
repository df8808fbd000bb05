import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LOCK_FILE } from "../../adapters/terraform/lock-file";
import type { PlanMode } from "../../operations/plan/mode";
import { scratchOf } from "../../operations/plan/scratch";
import { readSynthesizedStacks, type SynthesizedStack } from "../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../terraform-json/json";
import { type Checkout, checkout } from "./checkout";
import { type Terraform, terraformIn } from "./terraform";

const ROOT = join(__dirname, "..", "..");

/** The network that the stacks belong to, as the catalogue has it. */
export const PROBED = {
  network: "dev",
  region: "eu-west-1",
  accountId: "111111111111",
  states: "equipweb-dev-state-111111111111",
  records: "equipweb-dev-records-111111111111",
} as const;

/** Resources of a stack, by its id. */
export type Probes = Readonly<Record<string, JsonObject>>;

/** A checkout whose own `infra synth` writes stacks of a test. */
export interface ProbeCheckout extends Checkout {
  /** Commits stacks with these resources, and no others. */
  commitStacks(stacks: Probes): string;
  git(...words: readonly string[]): string;
}

/** What takes the place of synthesizing the catalogue. */
const SYNTH = `import { cpSync } from "node:fs";
import { inRepository } from "../paths";
export function synth({ output }: { readonly output: string }): 0 {
  cpSync(inRepository("probes"), output, { recursive: true });
  return 0;
}
`;

export function probeCheckout(): ProbeCheckout {
  const made = checkout();
  copyFileSync(join(ROOT, LOCK_FILE), join(made.folder, LOCK_FILE));
  made.write("cli/commands/synth.ts", SYNTH);
  const git = (...words: readonly string[]): string =>
    execFileSync("git", [...words], { cwd: made.folder, encoding: "utf8" }).trim();
  return {
    ...made,
    git,
    commitStacks(stacks) {
      execFileSync("rm", ["-rf", join(made.folder, "probes")]);
      made.write("probes/manifest.json", JSON.stringify(manifestOf(Object.keys(stacks))));
      for (const [id, resource] of Object.entries(stacks)) {
        made.write(`probes/stacks/${id}/cdk.tf.json`, JSON.stringify(stackOf(id, resource), null, 2));
      }
      return made.commit();
    },
  };
}

/** The stacks of the work tree, as `infra` reads them. */
export const probesOf = ({ folder }: Checkout): Promise<readonly SynthesizedStack[]> => {
  const { readFileSync } = require("node:fs") as typeof import("node:fs");
  return readSynthesizedStacks(async (path) => readFileSync(join(folder, "probes", path), "utf8"));
};

/** Terraform on a stack in an emulator, as a deployment would have it. */
export async function terraformOf(
  stack: SynthesizedStack,
  folder: string,
  url: string,
  environment: Readonly<Record<string, string>>,
): Promise<Terraform> {
  const mode: PlanMode = { kind: "endpoint", url };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of scratchOf(stack, mode, new Map()).files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const terraform = await terraformIn(folder, environment);
  terraform.run("init", "-input=false", "-lockfile=readonly");
  return terraform;
}

const manifestOf = (ids: readonly string[]) => ({
  version: "0.21.0",
  stacks: Object.fromEntries(
    ids.map((id) => [
      id,
      {
        name: id,
        constructPath: id,
        workingDirectory: `stacks/${id}`,
        synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
        dependencies: [],
      },
    ]),
  ),
});

const stackOf = (id: string, resource: JsonObject): JsonObject => ({
  "//": { infra: { kind: "probe", network: PROBED.network, source: `catalogue/probes/${id}.yaml` } },
  terraform: {
    backend: { s3: { bucket: PROBED.states, key: id, region: PROBED.region, use_lockfile: true } },
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
  },
  provider: { aws: [{ region: PROBED.region, allowed_account_ids: [PROBED.accountId] }] },
  resource,
});
