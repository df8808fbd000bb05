import { createHash } from "node:crypto";
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { stableJson } from "../../terraform-json/json";
import { isMissing, writeWhole } from "../files";
import type { TerraformBinary } from "./binary";
import { type Finished, runProgram } from "./child-process";
import { type CliConfiguration, readCliConfiguration } from "./cli-configuration";
import type { Environment } from "./environment";
import { LOCK_FILE, type LockedProvider, lockFileOf, readLockFile } from "./lock-file";
import { type Machine, registryPlatform } from "./machine";
import { packagePlace } from "./mirrors";
import { packageHash } from "./package-hash";
import { mirrorSource, type ProviderSource, providerSources } from "./provider-sources";
import { TerraformFailure } from "./terraform-failure";

/** Providers by address, each with the versions that are accepted. */
export type Requirements = ReadonlyMap<string, string | undefined>;

/** Providers that were installed and whose hashes match the lock file. */
export interface Installation {
  /** Where they were installed: a folder in which Terraform is set up for them. */
  readonly folder: string;
  /** What `terraform init` of a stack needs to take the same ones. */
  readonly env: Environment;
  /** The unpacked providers, by address. */
  readonly packages: ReadonlyMap<string, InstalledPackage>;
  /** The lock file of these providers alone. */
  readonly lockText: string;
}

export interface InstalledPackage {
  readonly folder: string;
  /** Where Terraform keeps it below what it installed: `registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64`. */
  readonly place: string;
}

export interface ProviderInstallerOptions {
  /** The folder of everything that is written. */
  readonly folder: string;
  readonly machine: Machine;
  readonly binary: TerraformBinary;
  readonly env: Environment;
  /** The committed lock file. */
  readonly lockText: string;
  readonly signal?: AbortSignal;
  /** Told where providers came from. */
  readonly note: (text: string) => void;
}

/**
 * Installs providers once a run, in a folder of their own, whatever place Terraform or this machine has them in. Stacks
 * then link to that installation. Terraform itself checks it against the committed lock file.
 */
export class ProviderInstaller {
  private readonly installations = new Map<string, Promise<Installation>>();

  constructor(private readonly options: ProviderInstallerOptions) {}

  /**
   * Installs providers; the same ones only once.
   *
   * @throws Error that says what is missing or does not match, and which command mends it.
   */
  install(requirements: Requirements): Promise<Installation> {
    const key = createHash("sha256")
      .update(JSON.stringify([...requirements]))
      .digest("hex")
      .slice(0, 12);
    const known = this.installations.get(key);
    if (known) return known;
    const installation = this.installInto(join(this.options.folder, "providers", key), requirements);
    this.installations.set(key, installation);
    return installation;
  }

  /** The committed lock file. */
  get lockText(): string {
    return this.options.lockText;
  }

  private async installInto(folder: string, requirements: Requirements): Promise<Installation> {
    const { machine, note } = this.options;
    const configuration = await readCliConfiguration(machine);
    const providers = this.lockedFor(requirements);
    await this.writeFolder(folder, requirements, providers);
    const installed = join(folder, ".terraform", "providers");
    const failures: string[] = [];
    for await (const source of providerSources(machine, configuration, providers, installed)) {
      const env = await this.environmentFor(folder, source, configuration);
      const { status, stderr } = await this.init(folder, env);
      if (status === 0) {
        for (const { address, version } of providers) note(`provider ${address} ${version} from ${source.description}`);
        // Stacks take what was downloaded here, rather than download it again.
        const local = source.kind === "registry" && (await mirrorSource(installed, machine, configuration, providers));
        return {
          folder,
          env: local ? await this.environmentFor(folder, local, configuration) : env,
          packages: await packagesIn(installed, providers, machine),
          lockText: lockFileOf(providers),
        };
      }
      failures.push(`From ${source.description}:\n${stderr.trim()}`);
      // A mirror that has the provider and yet fails must not be passed over in silence: its copy is not the locked one.
      if (source.kind === "mirror")
        throw await this.refusal(source.description, providers, failures.join("\n"), folder);
    }
    throw new TerraformFailure(`${failures.join("\n")}\n${howToGet(folder, machine)}`);
  }

  private lockedFor(requirements: Requirements): readonly LockedProvider[] {
    const locked = readLockFile(this.options.lockText);
    return [...requirements.keys()].map((address) => {
      const found = locked.find((provider) => provider.address === address);
      if (found) return found;
      throw new TerraformFailure(
        `${LOCK_FILE} does not lock ${address}. In a folder whose configuration requires it, run ` +
          `"terraform providers lock -platform=${registryPlatform(this.options.machine)}", and add the block that it writes.`,
      );
    });
  }

  private async writeFolder(
    folder: string,
    requirements: Requirements,
    providers: readonly LockedProvider[],
  ): Promise<void> {
    await mkdir(folder, { recursive: true });
    const required = Array.from(requirements, ([source, version], index) => [
      `provider-${index}`,
      { source, ...(version !== undefined && { version }) },
    ]);
    await writeWhole(
      join(folder, "main.tf.json"),
      stableJson({ terraform: { required_providers: Object.fromEntries(required) } }),
    );
    await writeWhole(join(folder, LOCK_FILE), lockFileOf(providers));
  }

  private async environmentFor(
    folder: string,
    { cliConfiguration }: ProviderSource,
    { namedFile }: CliConfiguration,
  ): Promise<Environment> {
    const generated = join(folder, "terraform.rc");
    // It repeats the user's own configuration, which may hold the credentials of a registry.
    if (cliConfiguration !== undefined) await writeWhole(generated, cliConfiguration, { mode: 0o600 });
    const file = cliConfiguration === undefined ? namedFile : generated;
    return { ...this.options.env, ...(file !== undefined && { TF_CLI_CONFIG_FILE: file }) };
  }

  private init(folder: string, env: Environment): Promise<Finished> {
    const { binary, signal } = this.options;
    const args = ["init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly"];
    return runProgram(binary.file, args, { cwd: folder, env, ...(signal && { signal }) });
  }

  /** Why a mirror's copy was not taken: it is another one than the lock file names, or else what Terraform said. */
  private async refusal(
    mirror: string,
    providers: readonly LockedProvider[],
    words: string,
    folder: string,
  ): Promise<Error> {
    const { machine } = this.options;
    for (const provider of providers) {
      const hash = await hashIn(mirror, provider, machine);
      if (hash === undefined || provider.hashes.includes(hash)) continue;
      return new TerraformFailure(
        [
          `${provider.address} ${provider.version} in ${mirror} is not what ${LOCK_FILE} allows:`,
          `  found   ${hash}`,
          ...provider.hashes.map((allowed) => `  allowed ${allowed}`),
          `If the lock file lacks this platform, "terraform providers lock -platform=${registryPlatform(machine)}" adds it; otherwise do not use this copy.`,
        ].join("\n"),
      );
    }
    return new TerraformFailure(`${words}\n${howToGet(folder, machine)}`);
  }
}

async function hashIn(mirror: string, provider: LockedProvider, machine: Machine): Promise<string | undefined> {
  try {
    return await packageHash(join(mirror, packagePlace(provider, machine)));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function packagesIn(
  installed: string,
  providers: readonly LockedProvider[],
  machine: Machine,
): Promise<ReadonlyMap<string, InstalledPackage>> {
  const entries = providers.map(async (provider): Promise<[string, InstalledPackage]> => {
    const place = packagePlace(provider, machine);
    return [provider.address, { place, folder: await realpath(join(installed, place)) }];
  });
  return new Map(await Promise.all(entries));
}

const howToGet = (folder: string, machine: Machine): string =>
  [
    "Where the registry can be reached, get the providers with",
    `  terraform -chdir=${folder} providers mirror -platform=${registryPlatform(machine)} DIRECTORY`,
    "and name that directory in TF_PLUGIN_MIRROR.",
  ].join("\n");
