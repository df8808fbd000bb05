import { at, blocks, isObject, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import { referencesOf, type StackReferences } from "./references";

/** What the configuration of today says is there: plain values, which can be kept as JSON. */
export interface Inventory {
  /** Sorted by name. */
  readonly networks: readonly InventoryNetwork[];
  /** Sorted by id. */
  readonly stacks: readonly InventoryStack[];
}

export interface InventoryNetwork {
  readonly name: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** Where its states lie. */
  readonly state: { readonly bucket: string; readonly region: string };
}

export interface InventoryStack {
  readonly id: string;
  /** @default - it belongs to none */
  readonly network?: string;
  /**
   * The catalogue file that it comes from.
   * @default - it does not say
   */
  readonly source?: string;
  /** What the provider tags everything in it with. */
  readonly tags: Readonly<Record<string, string>>;
  /** The region of its resources, unless they say another. */
  readonly region?: string;
  /** Paths of the constructs that made its resources, by address without keys. */
  readonly constructs: Readonly<Record<string, string>>;
  readonly references: StackReferences;
}

/** What a synthesized stack says, as far as somebody who looks at states asks for it. */
export function inventoryStack(stack: SynthesizedStack): InventoryStack {
  const { id, labels, configuration } = stack;
  const [provider] = blocks(objectAt(configuration, "provider").aws);
  const region = at(provider, "region");
  return {
    id,
    ...(labels && { network: labels.network, source: labels.source }),
    tags: defaultTags(provider),
    ...(typeof region === "string" && { region }),
    constructs: constructsIn(configuration),
    references: referencesOf(stack),
  };
}

function defaultTags(provider: JsonObject | undefined): Readonly<Record<string, string>> {
  const tags = listOf(at(provider, "default_tags")).flatMap((block) => Object.entries(objectAt(block, "tags")));
  return Object.fromEntries(tags.filter((tag): tag is [string, string] => typeof tag[1] === "string"));
}

/** cdktf writes where in the tree of constructs a resource stands. */
function constructsIn(configuration: JsonObject): Readonly<Record<string, string>> {
  const found = (["resource", "data"] as const).flatMap((section) =>
    Object.entries(objectAt(configuration, section)).flatMap(([type, byName]) =>
      Object.entries(isObject(byName) ? byName : {}).flatMap(([name, block]) => {
        const path = at(block, "//", "metadata", "path");
        const address = `${section === "data" ? "data." : ""}${type}.${name}`;
        return typeof path === "string" ? [[address, path] as const] : [];
      }),
    ),
  );
  const modules = Object.entries(objectAt(configuration, "module")).flatMap(([name, block]) => {
    const path = at(block, "//", "metadata", "path");
    return typeof path === "string" ? [[`module.${name}`, path] as const] : [];
  });
  return Object.fromEntries([...found, ...modules]);
}

/** Where in the tree of constructs an instance comes from; of one in a module, the module's construct. */
export function constructOf(stack: InventoryStack | undefined, resource: string): string | undefined {
  const [module] = /^module\.[^.]+/.exec(resource) ?? [];
  return stack?.constructs[module ?? resource];
}
