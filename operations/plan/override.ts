import { blocks, type Json, type JsonObject, objectAt } from "../../terraform-json/json";
import type { PlanMode } from "./mode";
import { AWS_PROVIDER, type ProviderConfiguration, providerConfigurations } from "./providers";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * The content of the file that Terraform merges over `cdk.tf.json` because its name ends with `_override.tf.json`
 * (Terraform documentation, "Override Files"), so that the stack itself is planned as it was written.
 * Undefined when a stack is planned exactly as it stands.
 *
 * @param stubs The files that take the place of remote states, by the data source's name.
 */
export function overrideFor(
  stack: SynthesizedStack,
  mode: PlanMode,
  stubs: ReadonlyMap<string, string>,
): JsonObject | undefined {
  const sections: JsonObject = {
    ...section("terraform", backendSection(stack.configuration, mode)),
    ...section("provider", providerSection(stack.configuration, mode)),
    ...section("data", remoteStateSection(stack, mode, stubs)),
  };
  return Object.keys(sections).length > 0 ? sections : undefined;
}

const section = (name: string, content: JsonObject | undefined): JsonObject => (content ? { [name]: content } : {});

/** Credentials that no AWS account knows; emulators take any. */
const DUMMY_CREDENTIALS = { access_key: "dummy", secret_key: "dummy" };

/** Spares the S3 backend and the provider the questions that only AWS itself answers. */
const SKIPPED_CHECKS = { skip_credentials_validation: true, skip_metadata_api_check: true };

function backendSection(configuration: JsonObject, mode: PlanMode): JsonObject | undefined {
  if (mode.kind === "real") return undefined;
  if (mode.kind === "offline") return { backend: { local: { path: "terraform.tfstate" } } };
  const backend = objectAt(configuration, "terraform", "backend");
  return "s3" in backend ? { backend: { s3: emulatedState(objectAt(backend, "s3"), mode.url) } } : undefined;
}

/** A backend is overridden as a whole, so what it says is said again, without what binds it to one real account. */
function emulatedState(settings: JsonObject, url: string): JsonObject {
  const { allowed_account_ids, forbidden_account_ids, profile, assume_role, ...location } = settings;
  return {
    ...location,
    ...DUMMY_CREDENTIALS,
    ...SKIPPED_CHECKS,
    skip_requesting_account_id: true,
    use_path_style: true,
    endpoints: { s3: url },
  };
}

function providerSection(configuration: JsonObject, mode: PlanMode): JsonObject | undefined {
  if (mode.kind === "real") return undefined;
  const aws = providerConfigurations(configuration).filter(({ address }) => address === AWS_PROVIDER);
  const names = [...new Set(aws.map(({ name }) => name))];
  if (names.length === 0) return undefined;
  // Terraform finds the configuration that an entry overrides by its alias.
  const entriesOf = (name: string) => aws.filter((entry) => entry.name === name).map((entry) => detached(entry, mode));
  return Object.fromEntries(names.map((name) => [name, entriesOf(name)]));
}

/** What binds a provider to a real account or machine, and the value that sets it loose. */
const BINDINGS: JsonObject = {
  allowed_account_ids: [],
  forbidden_account_ids: [],
  profile: null,
  token: null,
  shared_config_files: [],
  shared_credentials_files: [],
  custom_ca_bundle: null,
};

/** Blocks that would make the provider call AWS before it plans anything. */
const CALLING_BLOCKS = ["assume_role", "assume_role_with_web_identity"];

function detached({ settings }: ProviderConfiguration, { kind }: PlanMode): JsonObject {
  const bound = Object.entries(BINDINGS).filter(([key]) => key in settings);
  const calling = CALLING_BLOCKS.filter((key) => key in settings);
  return {
    ...(settings.alias !== undefined && { alias: settings.alias }),
    ...DUMMY_CREDENTIALS,
    ...SKIPPED_CHECKS,
    // An emulator answers for its account id, and ids of some resources are built from it.
    ...(kind === "offline" ? { skip_requesting_account_id: true } : { s3_use_path_style: true }),
    max_retries: 3,
    ...Object.fromEntries(bound),
    // An empty list does not override a block. A dynamic block that has no elements does.
    ...(calling.length > 0 && { dynamic: Object.fromEntries(calling.map((key) => [key, NO_BLOCK])) }),
  };
}

const NO_BLOCK: Json = { for_each: [], content: {} };

function remoteStateSection(
  { configuration, remoteStates }: SynthesizedStack,
  mode: PlanMode,
  stubs: ReadonlyMap<string, string>,
): JsonObject | undefined {
  const overridden = remoteStates.flatMap(({ name }): [string, JsonObject][] => {
    const stub = stubs.get(name);
    if (stub !== undefined) return [[name, stubbed(stub)]];
    const [source] = blocks(objectAt(configuration, "data", "terraform_remote_state")[name]);
    if (mode.kind !== "endpoint" || source?.backend !== "s3") return [];
    return [[name, { backend: "s3", config: emulatedState(objectAt(source, "config"), mode.url) }]];
  });
  return overridden.length > 0 ? { terraform_remote_state: Object.fromEntries(overridden) } : undefined;
}

/** `workspace` and `defaults` would be inherited, and defaults hide outputs that the stub lacks. */
const stubbed = (path: string): JsonObject => ({
  backend: "local",
  workspace: "default",
  defaults: null,
  config: { path },
});
