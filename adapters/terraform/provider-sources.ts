import { join, resolve } from "node:path";
import { exists } from "../files";
import type { CliConfiguration } from "./cli-configuration";
import type { LockedProvider } from "./lock-file";
import { impliedMirrors, type Machine } from "./machine";
import { findMirrors, holds } from "./mirrors";
import { TerraformFailure } from "./terraform-failure";

/** The registry of the providers that are used here; a mirror has a folder of that name. */
const REGISTRY = "registry.terraform.io";

/** A place to install providers from. */
export interface ProviderSource {
  /** For people: `/srv/terraform/mirror`. */
  readonly description: string;
  /**
   * - `terraform`: Terraform installs as it is configured on this machine
   * - `mirror`: it is told to take what the lock file names from a folder
   * - `registry`: nothing is set up, so it downloads
   */
  readonly kind: "terraform" | "mirror" | "registry";
  /**
   * What Terraform is to be configured with.
   * @default - as it is
   */
  readonly cliConfiguration?: string;
}

/**
 * The places to install providers from, the one to try first in front. What is set up for Terraform itself comes first,
 * then `TF_PLUGIN_MIRROR`, then mirrors below the usual folders; with none of these set up, Terraform downloads.
 * Nothing is looked for before it is asked for.
 *
 * @throws TerraformFailure when `TF_PLUGIN_MIRROR` names something else than a mirror.
 * @param earlier Where an earlier run may have downloaded them to.
 */
export async function* providerSources(
  machine: Machine,
  configuration: CliConfiguration,
  providers: readonly LockedProvider[],
  earlier: string,
): AsyncGenerator<ProviderSource> {
  const own = await ownSource(machine, configuration, providers);
  if (own) yield own;
  const named = machine.environment.TF_PLUGIN_MIRROR;
  if (named) {
    // Whoever names a place wants that one; another would be taken without a word.
    if (!(await exists(join(resolve(named), REGISTRY)))) {
      throw new TerraformFailure(`TF_PLUGIN_MIRROR names ${named}, which is no mirror: it has no folder ${REGISTRY}`);
    }
    const first = await mirrorSource(resolve(named), machine, configuration, providers);
    if (first) yield first;
  }
  for (const folder of [...(await findMirrors(machine)), ...(own ? [] : [earlier])]) {
    const source = await mirrorSource(folder, machine, configuration, providers);
    if (source) yield source;
  }
  if (!own) yield { description: REGISTRY, kind: "registry" };
}

async function ownSource(
  machine: Machine,
  configuration: CliConfiguration,
  providers: readonly LockedProvider[],
): Promise<ProviderSource | undefined> {
  if (configuration.choosesProviders || configuration.hasPluginCache) {
    const where = configuration.namedFile ?? "the user's own file or environment";
    return { description: `Terraform's CLI configuration (${where})`, kind: "terraform" };
  }
  for (const folder of impliedMirrors(machine)) {
    const held = await Promise.all(providers.map((provider) => holds(folder, provider, machine)));
    if (held.some(Boolean)) return { description: folder, kind: "terraform" };
  }
  return undefined;
}

/** A mirror as a source, when it holds at least one of the providers. */
export async function mirrorSource(
  folder: string,
  machine: Machine,
  configuration: CliConfiguration,
  providers: readonly LockedProvider[],
): Promise<ProviderSource | undefined> {
  const held: LockedProvider[] = [];
  for (const provider of providers) if (await holds(folder, provider, machine)) held.push(provider);
  if (held.length === 0) return undefined;
  const addresses = JSON.stringify(held.map(({ address }) => address));
  const installation = [
    "provider_installation {",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(folder)}`,
    `    include = ${addresses}`,
    "  }",
    "  direct {",
    `    exclude = ${addresses}`,
    "  }",
    "}",
  ].join("\n");
  // Terraform takes one block of this kind, so the user's own, if it failed, has to go.
  const kept = configuration.choosesProviders ? "" : `${configuration.text.trimEnd()}\n\n`;
  return { description: folder, kind: "mirror", cliConfiguration: `${kept.trimStart()}${installation}\n` };
}
