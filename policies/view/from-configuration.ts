import { at, blocks, isList, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import type { Waiver } from "../waiver";
import type { Resource, StackFacts, StackView } from "./stack-view";
import { toBlock } from "./to-value";

/**
 * The view of a stack as Terraform JSON, such as cdktf writes: what holds `${…}` is unknown, but for its text.
 *
 * @param id The stack's.
 */
export function viewOfConfiguration(id: string, configuration: JsonObject): StackView {
  const providers = entriesIn(configuration.provider);
  return {
    id,
    facts: factsIn(objectAt(configuration, "//", "infra")),
    resources: resourcesIn(configuration.resource, ""),
    data: resourcesIn(configuration.data, "data."),
    settings: {
      terraform: toBlock(Object.assign({}, ...blocks(configuration.terraform))),
      providers: Object.fromEntries(providers.map(([name, value]) => [name, blocks(value).map(toBlock)])),
      others: toBlock(Object.fromEntries(Object.entries(configuration).filter(([key]) => OTHERS.includes(key)))),
    },
  };
}

/** What else a configuration may say. */
const OTHERS = ["locals", "module", "output", "variable"];

/** The entries of an object, which Terraform's JSON may write as several in a list; what is said of a key twice counts together. */
function entriesIn(value: Json | undefined): readonly (readonly [string, Json])[] {
  const found = new Map<string, Json>();
  for (const block of blocks(value)) {
    for (const [key, each] of Object.entries(block)) {
      const known = found.get(key);
      found.set(key, known === undefined ? each : [...blocks(known), ...blocks(each)]);
    }
  }
  return [...found];
}

function factsIn(labels: JsonObject): StackFacts {
  const { kind, network, environment, workspace, production = false, quotas } = labels;
  return {
    ...(typeof kind === "string" && { kind }),
    ...(typeof network === "string" && { network }),
    ...(typeof environment === "string" && { environment }),
    ...(typeof workspace === "string" && { workspace }),
    ...(isObject(quotas) && { quotas: quotas as Readonly<Record<string, number>> }),
    // Only a stack that says what it is says by its silence that it is not production.
    ...(kind !== undefined && { production: production === true }),
  };
}

function resourcesIn(byType: Json | undefined, prefix: string): readonly Resource[] {
  const found = entriesIn(byType).flatMap(([type, byName]) =>
    entriesIn(byName)
      .map(([name, body]) => [name, blocks(body)[0] ?? {}] as const)
      .filter(([, body]) => !isNone(body))
      .map(([name, body]) => resourceOf(type, name, prefix, body)),
  );
  return found.sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Whether a resource is written, and made not once: nothing else may lean on it. */
const isNone = ({ count, for_each: each }: JsonObject): boolean =>
  count === 0 || count === "0" || (typeof each === "object" && each !== null && Object.keys(each).length === 0);

function resourceOf(type: string, name: string, prefix: string, body: JsonObject): Resource {
  const { "//": notes, lifecycle, depends_on: dependsOn, provider, ...values } = body;
  const path = at(notes, "metadata", "path");
  const [, alias] = typeof provider === "string" ? provider.split(".") : [];
  return {
    address: `${prefix}${type}.${name}`,
    type,
    name,
    values: toBlock(repeats(values) ? withDynamicBlocks(values) : values),
    dependsOn: listOf(dependsOn).filter((each): each is string => typeof each === "string"),
    ...(alias !== undefined && { provider: alias }),
    lifecycle: toBlock(blocks(lifecycle)[0] ?? {}),
    ...(typeof path === "string" && { constructPath: path }),
    waivers: listOf(at(notes, "policy", "waivers")) as unknown as readonly Waiver[],
  };
}

/** Whether Terraform repeats blocks anywhere inside; most resources need no copy. */
function repeats(value: Json): boolean {
  if (isList(value)) return value.some(repeats);
  if (!isObject(value)) return false;
  if (isObject(value.dynamic)) return true;
  for (const key in value) if (repeats(value[key] ?? null)) return true;
  return false;
}

/**
 * Blocks that Terraform repeats (`dynamic`), each as one block: what it holds of the item is a reference, and so unknown.
 */
function withDynamicBlocks(body: JsonObject): JsonObject {
  const { dynamic, ...rest } = body;
  const own = Object.entries(rest).map(([key, value]) => [key, mapBlocks(value)] as const);
  if (!isObject(dynamic)) return Object.fromEntries(dynamic === undefined ? own : [...own, ["dynamic", dynamic]]);
  const repeated = Object.entries(dynamic).map(
    ([key, each]) => [key, [...blocks(rest[key]), ...blocks(each).map(contentOf)]] as const,
  );
  return Object.fromEntries([...own, ...repeated]);
}

const contentOf = (repeated: JsonObject): JsonObject => withDynamicBlocks(blocks(repeated.content)[0] ?? {});

function mapBlocks(value: Json): Json {
  if (isList(value)) return value.map(mapBlocks);
  return isObject(value) ? withDynamicBlocks(value) : value;
}
