import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMissing, readIfExists } from "../files";
import type { Machine } from "./machine";

/** Terraform's own configuration on this machine. */
export interface CliConfiguration {
  /**
   * The file that `TF_CLI_CONFIG_FILE` names.
   * @default - none is named, or it does not exist: Terraform would warn about it on every call
   */
  readonly namedFile?: string;
  /** The text of every file that Terraform reads, one after the other. */
  readonly text: string;
  /** Whether it says where providers are installed from. */
  readonly choosesProviders: boolean;
  /** Whether it names a cache for providers. */
  readonly hasPluginCache: boolean;
}

/**
 * Reads the files that Terraform would (Terraform documentation, "CLI Configuration File"): the one that
 * `TF_CLI_CONFIG_FILE` names, or else the user's own file and those beside it.
 */
export async function readCliConfiguration(machine: Machine): Promise<CliConfiguration> {
  const named = machine.environment.TF_CLI_CONFIG_FILE;
  const namedText = named ? await readIfExists(named) : undefined;
  const text = namedText ?? (await readDefaults(machine));
  const statements = text.replace(/\/\*.*?\*\//gs, "").replace(/(^|\s)(#|\/\/).*$/gm, "");
  return {
    ...(named && namedText !== undefined && { namedFile: named }),
    text,
    choosesProviders: says(statements, "provider_installation"),
    hasPluginCache: says(statements, "plugin_cache_dir") || Boolean(machine.environment.TF_PLUGIN_CACHE_DIR),
  };
}

/** Whether a setting stands in a configuration, at the start of a line, or as a key where the file is JSON. */
const says = (statements: string, setting: string): boolean =>
  new RegExp(`^\\s*${setting}\\s*[={]|"${setting}"\\s*:`, "m").test(statements);

async function readDefaults(machine: Machine): Promise<string> {
  const windows = machine.platform === "win32";
  const folder = windows ? (machine.environment.APPDATA ?? machine.home) : machine.home;
  const own = join(folder, windows ? "terraform.rc" : ".terraformrc");
  const beside = join(folder, windows ? "terraform.d" : ".terraform.d");
  const names = await readdir(beside).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const files = [
    own,
    ...names
      .filter((name) => name.endsWith(".tfrc"))
      .sort()
      .map((name) => join(beside, name)),
  ];
  const texts = await Promise.all(files.map(readIfExists));
  return texts.filter((text) => text !== undefined).join("\n");
}
