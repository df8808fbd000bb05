import { join, resolve } from "node:path";
import type { PlanMode } from "../../operations/plan/mode";
import { readIfExists } from "../files";
import { findTerraform } from "./binary";
import { terraformEnvironment } from "./environment";
import { LOCK_FILE } from "./lock-file";
import { type Machine, thisMachine } from "./machine";
import { ProviderInstaller } from "./provider-installer";
import { ProviderPool } from "./provider-pool";
import { startProvider } from "./provider-process";
import { TerraformCli } from "./terraform-cli";

export interface WithTerraformOptions {
  /** The repository, which holds the committed lock file. */
  readonly root: string;
  /** The output folder of cdktf. It is read, never written. */
  readonly output: string;
  /** The folder of everything that is written: `.infra`. */
  readonly folder: string;
  readonly mode: PlanMode;
  /** Ends every program that was started. */
  readonly signal?: AbortSignal;
  /** Told what a person may want to know: where providers came from. */
  readonly note: (text: string) => void;
  /**
   * Whether offline plans attach to provider processes that outlive one Terraform: the same plans, in less than half the time.
   * @default true
   */
  readonly attach?: boolean;
  /** @default - the machine that this process runs on */
  readonly machine?: Machine;
}

/**
 * Gives a piece of work a Terraform to call, and ends whatever was started for it, also when the work fails.
 *
 * @throws Error that says how to get Terraform or the lock file, when one is missing.
 */
export async function withTerraform<T>(
  { root, output, folder, mode, signal, note, attach = true, machine = thisMachine() }: WithTerraformOptions,
  work: (terraform: TerraformCli) => Promise<T>,
): Promise<T> {
  const written = resolve(folder);
  const env = terraformEnvironment(machine, mode);
  const ending = signal ? { signal } : {};
  const lockText = await readIfExists(join(root, LOCK_FILE));
  if (lockText === undefined) {
    throw new Error(
      `${LOCK_FILE} is missing in ${resolve(root)}; it is committed: restore it with "git checkout ${LOCK_FILE}"`,
    );
  }
  const binary = await findTerraform(machine, env, signal);
  const installer = new ProviderInstaller({ folder: written, machine, binary, env, lockText, note, ...ending });
  // Real plans may be applied, and emulated ones are applied in tests; neither goes through an attached provider.
  const pool =
    attach && mode.kind === "offline" ? new ProviderPool((provider) => startProvider(provider, env), note) : undefined;
  const terraform = new TerraformCli({
    output: resolve(output),
    folder: written,
    binary,
    installer,
    ...(pool && { pool }),
    ...ending,
  });
  try {
    return await work(terraform);
  } finally {
    await pool?.close();
  }
}
