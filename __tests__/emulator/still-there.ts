import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "../../adapters/terraform/lock-file";
import { at, blocks, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import { run, succeeded } from "./programs";

const ROOT = join(__dirname, "..", "..");

export interface Look {
  /** A folder to look from, that is gone afterwards. */
  readonly folder: string;
  /** The folder in which Terraform worked on the stack, with the provider that it used. */
  readonly scratch: string;
  readonly configuration: JsonObject;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Asks the emulator for everything that a state held, by the provider itself: of no stack at all, with that state, it only
 * looks, and then the state has what is left.
 *
 * @returns of each resource, by its address, whether it is gone
 */
export async function whatBecameOf(
  state: string,
  { folder, scratch, configuration, environment }: Look,
): Promise<ReadonlyMap<string, boolean>> {
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, "terraform.rc");
  writeFileSync(settings, mirrorIn(join(scratch, ".terraform", "providers")));
  copyFileSync(join(ROOT, LOCK_FILE), join(folder, LOCK_FILE));
  // What refers to a resource has no place in a stack without any.
  const providers = blocks(objectAt(configuration, "provider").aws).map(emulated);
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider: { aws: providers } }));
  const held = join(folder, "terraform.tfstate");
  writeFileSync(held, state);
  const terraform = async (...words: readonly string[]) =>
    succeeded(folder, await run("terraform", words, folder, { ...environment, TF_CLI_CONFIG_FILE: settings }));
  await terraform("init", "-input=false", "-no-color");
  await terraform("apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color");
  const left = addressesIn(JSON.parse(readFileSync(held, "utf8")) as JsonObject);
  rmSync(folder, { recursive: true });
  return new Map(addressesIn(JSON.parse(state) as JsonObject).map((address) => [address, !left.includes(address)]));
}

const emulated = ({ alias, region }: JsonObject): JsonObject => ({
  ...(alias !== undefined && { alias }),
  ...(region !== undefined && { region }),
  s3_use_path_style: true,
  max_retries: 4,
});

/** Terraform's settings that take providers from a folder alone. */
const mirrorIn = (folder: string): string =>
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`;

/** The managed resources of a state, by address. */
function addressesIn(state: JsonObject): readonly string[] {
  return listOf(state.resources).flatMap((resource) => {
    if (at(resource, "mode") !== "managed") return [];
    const module = at(resource, "module");
    const name = `${module === undefined ? "" : `${module}.`}${at(resource, "type")}.${at(resource, "name")}`;
    return listOf(at(resource, "instances")).map((instance) => {
      const key = at(instance, "index_key");
      return key === undefined ? name : `${name}[${JSON.stringify(key)}]`;
    });
  });
}
