import { at, blocks, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";

/** The address of the AWS provider, in full. */
export const AWS_PROVIDER = "registry.terraform.io/hashicorp/aws";

/** The address of the GitHub provider, in full. */
export const GITHUB_PROVIDER = "registry.terraform.io/integrations/github";

/** One configuration of a provider: the default one, or an alias. */
export interface ProviderConfiguration {
  /** Its name in the stack: `aws`. */
  readonly name: string;
  /** `registry.terraform.io/hashicorp/aws` */
  readonly address: string;
  readonly settings: JsonObject;
}

/** Every provider configuration of a stack, in the order of its file. */
export function providerConfigurations(configuration: JsonObject): readonly ProviderConfiguration[] {
  return Object.entries(objectAt(configuration, "provider")).flatMap(([name, entries]) =>
    blocks(entries).map((settings) => ({ name, address: addressOf(configuration, name), settings })),
  );
}

/**
 * The providers that a stack itself asks for, by address in sorted order, each with the versions that it accepts. Its
 * modules may ask for more.
 */
export function requiredProviders(configuration: JsonObject): ReadonlyMap<string, string | undefined> {
  const requirements = objectAt(configuration, "terraform", "required_providers");
  const names = [...new Set([...Object.keys(requirements), ...Object.keys(objectAt(configuration, "provider"))])];
  const entries = names.map((name): [string, string | undefined] => {
    const requirement = requirements[name];
    const version = isObject(requirement) ? requirement.version : requirement;
    return [addressOf(configuration, name), typeof version === "string" ? version : undefined];
  });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a stack manages GitHub alone, by a provider and a token of its own (docs/adr/0011-github-as-code.md). */
export function isOfGitHub(configuration: JsonObject): boolean {
  const addresses = [...requiredProviders(configuration).keys()];
  return addresses.length > 0 && addresses.every((address) => address === GITHUB_PROVIDER);
}

/** Host, namespace and type of a provider, which a stack may shorten: `aws` is `registry.terraform.io/hashicorp/aws`. */
function addressOf(configuration: JsonObject, name: string): string {
  const requirement = at(configuration, "terraform", "required_providers", name);
  const source = isObject(requirement) ? requirement.source : undefined;
  const parts = (typeof source === "string" ? source : name).split("/");
  return ["registry.terraform.io", "hashicorp"]
    .slice(0, Math.max(0, 3 - parts.length))
    .concat(parts)
    .join("/");
}

/** Where resources of the AWS provider stand, as far as a stack says so. */
export interface ProviderPlace {
  readonly region: string;
  readonly accountId: string;
}

/** An account number and a region that a stack leaves open. */
const ANYWHERE: ProviderPlace = { region: "us-east-1", accountId: "000000000000" };

/**
 * Account and region of one AWS provider configuration.
 *
 * @param reference What a resource's `provider` says: `aws.us_east_1`. Undefined means the default configuration.
 */
export function placeOf(configuration: JsonObject, reference?: Json): ProviderPlace {
  const all = providerConfigurations(configuration).filter(({ address }) => address === AWS_PROVIDER);
  const alias = typeof reference === "string" ? reference.split(".")[1]?.replace(/\}$/, "") : undefined;
  const settings = all.find((entry) => entry.settings.alias === alias)?.settings ?? all[0]?.settings;
  const [accountId] = listOf(settings?.allowed_account_ids);
  return {
    region: typeof settings?.region === "string" ? settings.region : ANYWHERE.region,
    accountId: typeof accountId === "string" ? accountId : ANYWHERE.accountId,
  };
}
