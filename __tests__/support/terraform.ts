import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCliConfiguration } from "../../adapters/terraform/cli-configuration";
import { LOCK_FILE, readLockFile } from "../../adapters/terraform/lock-file";
import { thisMachine } from "../../adapters/terraform/machine";
import { providerSources } from "../../adapters/terraform/provider-sources";

const ROOT = join(__dirname, "..", "..");

/** Terraform as a person calls it in a folder, with providers from where `infra plan` takes them. */
export interface Terraform {
  /** Runs it, and returns what it said. @throws Error when it fails. */
  run(...words: readonly string[]): string;
  /** Runs it, and returns its exit code and what it said. */
  tried(...words: readonly string[]): { readonly code: number | null; readonly said: string };
}

/** Terraform in a folder, with an environment of its own; the committed lock file is put there. */
export async function terraformIn(folder: string, environment: Readonly<Record<string, string>>): Promise<Terraform> {
  writeFileSync(join(folder, LOCK_FILE), readFileSync(join(ROOT, LOCK_FILE)));
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // Reading the provider's schema makes much garbage.
    GOGC: "400",
    ...(await providerSettings(folder)),
    ...environment,
  };
  const options = { cwd: folder, encoding: "utf8", env, maxBuffer: 2 ** 28 } as const;
  return {
    run: (...words) => execFileSync("terraform", [...words], options),
    tried: (...words) => {
      const { status, stdout, stderr } = spawnSync("terraform", [...words], options);
      return { code: status, said: stdout + stderr };
    },
  };
}

/** Where Terraform finds providers, by a file that is written into a folder. */
export async function providerSettings(folder: string): Promise<Readonly<Record<string, string>>> {
  const machine = thisMachine();
  const locked = readLockFile(readFileSync(join(ROOT, LOCK_FILE), "utf8"));
  const configuration = await readCliConfiguration(machine);
  for await (const { cliConfiguration } of providerSources(machine, configuration, locked, folder)) {
    if (cliConfiguration === undefined) break;
    const file = join(folder, "terraform.rc");
    writeFileSync(file, cliConfiguration);
    return { TF_CLI_CONFIG_FILE: file };
  }
  return configuration.namedFile === undefined ? {} : { TF_CLI_CONFIG_FILE: configuration.namedFile };
}
