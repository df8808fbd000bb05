import { templateParts } from "../../terraform-json/expression";
import { isList, isObject, type Json, type JsonObject, objectAt } from "../../terraform-json/json";
import type { SynthesizedStack } from "../plan/synthesized-stack";

/** What something in a configuration refers to, directly or through values that are no resources. */
export interface References {
  /** Resources of the same stack, by address without keys, and modules (`module.a`); sorted. */
  readonly needs: readonly string[];
  /** Outputs of other stacks, sorted. */
  readonly reads: readonly OutputOfStack[];
}

export interface OutputOfStack {
  readonly stack: string;
  readonly output: string;
}

/** What a stack's configuration refers to. */
export interface StackReferences {
  /** Of resources and modules, by address. */
  readonly parts: Readonly<Record<string, References>>;
  /** Of outputs, by name. */
  readonly outputs: Readonly<Record<string, References>>;
}

/** Where an expression names something. Texts in quotes are matched too, and dropped where nothing has that name. */
const NAMED =
  /\bdata\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])|\b(data\.[\w-]+\.[\w-]+|[A-Za-z][\w-]*\.[\w-]+)/g;

/** What of one block is named in it. */
interface Named {
  readonly addresses: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

/** Finds what each resource, module and output of a stack refers to. Locals and data sources are looked through. */
export function referencesOf({ configuration, remoteStates }: SynthesizedStack): StackReferences {
  const blocks = blocksOf(configuration);
  const stackOf = new Map(remoteStates.map(({ name, stack }) => [name, stack]));
  const named = new Map(Array.from(blocks, ([address, block]) => [address, namedIn(block)] as const));
  const resolved = (start: string): References => {
    const needs = new Set<string>();
    const reads = new Map<string, OutputOfStack>();
    const seen = new Set([start]);
    const waiting = [start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { addresses, outputs } = named.get(next) ?? NOTHING;
      for (const output of outputs) {
        const [state = "", name = ""] = output.split("\n");
        const stack = stackOf.get(state);
        if (stack !== undefined) reads.set(`${stack}\n${name}`, { stack, output: name });
      }
      for (const address of addresses) {
        if (seen.has(address) || !blocks.has(address)) continue;
        seen.add(address);
        if (isPart(address)) needs.add(address);
        else waiting.push(address);
      }
    }
    return { needs: [...needs].sort(), reads: [...reads].sort(byKey).map(([, read]) => read) };
  };
  const addresses = [...blocks.keys()].sort();
  return {
    parts: Object.fromEntries(addresses.filter(isPart).map((address) => [address, resolved(address)])),
    outputs: Object.fromEntries(
      addresses
        .filter((address) => address.startsWith("output."))
        .map((address) => [address.slice("output.".length), resolved(address)]),
    ),
  };
}

const NOTHING: Named = { addresses: new Set(), outputs: new Set() };

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A managed resource or a module: what a state holds and can break. */
const isPart = (address: string): boolean => !/^(?:data|local|output)\./.test(address);

/** Everything in a configuration that has a name, by the address that expressions use; outputs by `output.NAME`. */
function blocksOf(configuration: JsonObject): ReadonlyMap<string, Json> {
  const blocks = new Map<string, Json>();
  const twoNames = (section: string, prefix: string) => {
    for (const [type, byName] of Object.entries(objectAt(configuration, section)))
      for (const [name, block] of Object.entries(isObject(byName) ? byName : {}))
        blocks.set(`${prefix}${type}.${name}`, block);
  };
  twoNames("resource", "");
  twoNames("data", "data.");
  for (const [section, prefix] of [
    ["module", "module"],
    ["output", "output"],
    ["locals", "local"],
  ] as const)
    for (const [name, block] of Object.entries(objectAt(configuration, section)))
      blocks.set(`${prefix}.${name}`, block);
  return blocks;
}

function namedIn(block: Json): Named {
  const addresses = new Set<string>();
  const outputs = new Set<string>();
  const look = (expression: string) => {
    for (const [, state, plain, quoted, address] of expression.matchAll(NAMED)) {
      if (state !== undefined) outputs.add(`${state}\n${plain ?? quoted ?? ""}`);
      else if (address !== undefined) addresses.add(address);
    }
  };
  visit(block, (text, key) => {
    // A dependency that is told stands there without `${`.
    if (key === "depends_on") look(text);
    else for (const part of templateParts(text)) if ("expression" in part) look(part.expression);
  });
  return { addresses, outputs };
}

/** Calls back with each text in a value, and the key of the object that it stands under. */
function visit(value: Json, found: (text: string, key: string) => void, key = ""): void {
  if (typeof value === "string") {
    if (key === "depends_on" || value.includes("${")) found(value, key);
  } else if (isList(value)) for (const item of value) visit(item, found, key);
  else if (isObject(value))
    for (const [name, item] of Object.entries(value)) if (name !== "//") visit(item, found, name);
}
