import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Graph, wavesOf } from "../../model/graph";
import { at, blocks, type JsonObject, objectAt } from "../../terraform-json/json";
import { synthesizedStacks } from "../support/synthesized-stacks";

const MODULES = join(__dirname, "..", "..", "modules");

/** A stack of the example organisation that an emulator can be given: one of AWS alone. */
export interface TriedStack {
  readonly id: string;
  readonly kind: string;
  readonly network: string;
  /** The stacks whose states it reads. */
  readonly upstreams: readonly string[];
  /** The types of its resources, those of its modules among them, sorted. */
  readonly types: readonly string[];
  readonly configuration: JsonObject;
}

/** The types of resources in the Terraform modules of this repository. */
const TYPES_OF_MODULES: readonly string[] = readdirSync(MODULES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".tf"))
  .flatMap((file) => [...readFileSync(join(MODULES, file), "utf8").matchAll(/^resource "(\w+)"/gm)])
  .map(([, type = ""]) => type);

/** Every stack that has AWS as its only provider, sorted by id. */
export const emulatedStacks: readonly TriedStack[] = [...synthesizedStacks()]
  .filter(([, { provider }]) => Object.keys(objectAt(provider)).join() === "aws")
  .map(([id, configuration]) => ({
    id,
    kind: String(at(configuration, "//", "infra", "kind")),
    network: String(at(configuration, "//", "infra", "network")),
    upstreams: Object.values(objectAt(configuration, "data", "terraform_remote_state"))
      .flatMap(blocks)
      .map((source) => String(at(source, "config", "key"))),
    types: typesOf(configuration),
    configuration,
  }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** The types of resources that the organisation has, sorted. */
export const emulatedTypes: readonly string[] = typesIn(emulatedStacks);

/** The kinds of stacks, sorted. */
export const emulatedKinds: readonly string[] = [...new Set(emulatedStacks.map(({ kind }) => kind))].sort();

/**
 * The stacks whose life is tried, by their network: all of them, or one of every kind with the upstreams that it needs. Of
 * one network then, the one that has the most types of resources; and of each kind the stack that adds the most types to
 * those that are chosen already.
 */
export function stacksToTry(all: boolean): ReadonlyMap<string, readonly TriedStack[]> {
  const networks = new Map(
    [...new Set(emulatedStacks.map(({ network }) => network))].map((name) => [
      name,
      emulatedStacks.filter(({ network }) => network === name),
    ]),
  );
  if (all) return networks;
  const [richest] = [...networks].sort(([, a], [, b]) => typesIn(b).length - typesIn(a).length);
  return new Map(richest && [[richest[0], oneOfEveryKind(richest[1])]]);
}

function oneOfEveryKind(stacks: readonly TriedStack[]): readonly TriedStack[] {
  let chosen: readonly TriedStack[] = [];
  for (const kind of new Set(stacks.map((stack) => stack.kind))) {
    const known = new Set(typesIn(chosen));
    const news = ({ types }: TriedStack) => types.filter((type) => !known.has(type)).length;
    const [best] = stacks
      .filter((stack) => stack.kind === kind)
      .sort((a, b) => news(b) - news(a) || a.upstreams.length - b.upstreams.length);
    if (best) chosen = withUpstreams([...chosen, best], stacks);
  }
  return chosen;
}

/** Stacks and all that they read, directly or not, in the order of those that there are. */
export function withUpstreams(stacks: readonly TriedStack[], known: readonly TriedStack[]): readonly TriedStack[] {
  const byId = new Map(known.map((stack) => [stack.id, stack]));
  const found = new Set<TriedStack>();
  const add = (stack: TriedStack): void => {
    found.add(stack);
    for (const id of stack.upstreams) add(byId.get(id) as TriedStack);
  };
  stacks.forEach(add);
  return known.filter((stack) => found.has(stack));
}

/** The ids of stacks in the order in which they are applied. */
export function inWaves(stacks: readonly TriedStack[]): readonly (readonly string[])[] {
  const graph: Graph = new Map(stacks.map(({ id, upstreams }) => [id, upstreams]));
  return wavesOf(graph);
}

function typesIn(stacks: readonly TriedStack[]): readonly string[] {
  return [...new Set(stacks.flatMap(({ types }) => types))].sort();
}

function typesOf(configuration: JsonObject): readonly string[] {
  const own = Object.keys(objectAt(configuration, "resource"));
  // cdktf copies a module of this repository under a name of its own, so all that there are count.
  return [...new Set([...own, ...(configuration.module === undefined ? [] : TYPES_OF_MODULES)])].sort();
}
