import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { blocks, type Json, type JsonObject, objectAt } from "../../terraform-json/json";
import { readIfExists, writeWhole } from "../files";
import { LOCK_FILE } from "./lock-file";

/** The stack's own file, of which a copy is among the files that are written. */
const STACK_FILE = "cdk.tf.json";

/** Terraform's own folder inside a scratch folder, and our note in it of what it was set up for. */
const DATA_FOLDER = ".terraform";
const STAMP = "infra-stamp";

/** The folder in which Terraform works on one stack. What Terraform set up there stays from run to run. */
export class ScratchFolder {
  constructor(readonly path: string) {}

  /**
   * Makes the folder hold a stack's assets, some files and a lock file, and nothing else but what Terraform set up there.
   *
   * @param source The stack's folder as cdktf wrote it.
   */
  async fill(source: string, files: ReadonlyMap<string, string>, lockText: string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const old = (await readdir(this.path)).filter((name) => name !== DATA_FOLDER);
    await Promise.all(old.map((name) => rm(join(this.path, name), { recursive: true })));
    const assets = (await readdir(source)).filter((name) => name !== STACK_FILE);
    await Promise.all(assets.map((name) => cp(join(source, name), join(this.path, name), { recursive: true })));
    const all = new Map([...files, [LOCK_FILE, lockText]]);
    await Promise.all(Array.from(all, ([name, text]) => writeWhole(join(this.path, name), text)));
  }

  /**
   * Puts a provider where Terraform looks for what it installed, as it does itself when it takes one from an unpacked mirror.
   *
   * @param place Below the folder of installed providers: `registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64`.
   */
  async link(place: string, folder: string): Promise<void> {
    const link = join(this.path, DATA_FOLDER, "providers", place);
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { recursive: true, force: true });
    await symlink(folder, link, "dir");
  }

  /** Whether Terraform was last set up here for the same digest. */
  async isSetUpFor(digest: string): Promise<boolean> {
    return (await readIfExists(this.stamp)) === digest;
  }

  /** Notes that Terraform was set up here. */
  async noteSetUpFor(digest: string): Promise<void> {
    await writeWhole(this.stamp, digest);
  }

  /** Forgets that Terraform was set up here, before it is done again: a set-up that is cut off must not count. */
  async forgetSetUp(): Promise<void> {
    await rm(this.stamp, { force: true });
  }

  /** A digest of all that `terraform init` goes by: settings, backend, modules, providers, the lock file. */
  async setUpDigest(terraformVersion: string): Promise<string> {
    const hash = createHash("sha256").update(terraformVersion);
    for (const name of await this.filled()) {
      const relevant = await this.relevantTo(name);
      if (relevant !== undefined) hash.update(`\n${name}\n${relevant}`);
    }
    return hash.digest("hex");
  }

  /** Every file that was put here, by its path below this folder, sorted. */
  private async filled(): Promise<readonly string[]> {
    const top = (await readdir(this.path, { withFileTypes: true })).filter(({ name }) => name !== DATA_FOLDER);
    const lists = await Promise.all(
      top.map(async (entry) => {
        if (!entry.isDirectory()) return [entry.name];
        const below = await readdir(join(this.path, entry.name), { recursive: true, withFileTypes: true });
        return below
          .filter((file) => file.isFile())
          .map((file) => relative(this.path, join(file.parentPath, file.name)));
      }),
    );
    return lists.flat().sort();
  }

  private async relevantTo(name: string): Promise<string | undefined> {
    const read = () => readFile(join(this.path, name), "utf8");
    if (name === LOCK_FILE || name.endsWith(".tf")) return read();
    return name.endsWith(".tf.json") ? JSON.stringify(initInputs(JSON.parse(await read()) as JsonObject)) : undefined;
  }

  private get stamp(): string {
    return join(this.path, DATA_FOLDER, STAMP);
  }
}

/** The parts of a configuration that `terraform init` reads. Types imply the providers that nobody requires by name. */
function initInputs(configuration: JsonObject): Json {
  const calls = Object.entries(objectAt(configuration, "module"));
  const types = [...Object.keys(objectAt(configuration, "resource")), ...Object.keys(objectAt(configuration, "data"))];
  return {
    terraform: configuration.terraform ?? null,
    providers: Object.keys(objectAt(configuration, "provider")),
    modules: calls.map(([name, call]) => [
      name,
      blocks(call).map(({ source, version }) => [source ?? null, version ?? null]),
    ]),
    prefixes: [...new Set(types.map((type) => type.split("_")[0] ?? type))],
  };
}
