import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { runProgram } from "./child-process";
import type { Environment } from "./environment";
import { type Machine, registryPlatform } from "./machine";

/** A Terraform that can be run. */
export interface TerraformBinary {
  /** A name to find in `PATH`, or a path. */
  readonly file: string;
  readonly version: string;
}

/** The oldest Terraform that locks states in S3 by itself, and the one that is offered to those who have none. */
const OLDEST = { major: 1, minor: 11 };
const OFFERED = "1.11.4";

/**
 * Finds Terraform: what `INFRA_TERRAFORM` names, else `terraform` in `PATH`.
 *
 * @throws Error that says how to get Terraform, when there is none or it is too old.
 */
export async function findTerraform(
  machine: Machine,
  env: Environment,
  signal?: AbortSignal,
): Promise<TerraformBinary> {
  const chosen = machine.environment.INFRA_TERRAFORM;
  // A path is the caller's, while Terraform is run in other folders.
  const file = chosen?.includes("/") ? resolve(chosen) : chosen || "terraform";
  const place = chosen ? `INFRA_TERRAFORM names "${chosen}"` : 'there is no "terraform" in PATH';
  const answer = await runProgram(file, ["version", "-json"], { cwd: tmpdir(), env, ...(signal && { signal }) }).catch(
    (error: Error) => {
      if (signal?.aborted) throw error;
      throw new Error(`Terraform could not be started: ${place} (${error.message}).\n${howToGet(machine)}`);
    },
  );
  const version = versionIn(answer.stdout);
  if (!version) {
    throw new Error(
      `"${file} version -json" names no version (status ${answer.status}): ${answer.stderr.trim()}\n${howToGet(machine)}`,
    );
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major !== OLDEST.major || minor < OLDEST.minor) {
    throw new Error(
      `"${file}" is Terraform ${version}; the stacks need ${OLDEST.major}.${OLDEST.minor} or a later ${OLDEST.major}.x.\n${howToGet(machine)}`,
    );
  }
  return { file, version };
}

function versionIn(text: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(text) as { terraform_version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function howToGet(machine: Machine): string {
  const archive = `terraform_${OFFERED}_${registryPlatform(machine)}.zip`;
  return [
    "Get it with:",
    `  curl -fsSLO https://releases.hashicorp.com/terraform/${OFFERED}/${archive} && unzip -o ${archive} terraform -d ~/.local/bin`,
    "and have that folder in PATH, or name the file in INFRA_TERRAFORM.",
  ].join("\n");
}
