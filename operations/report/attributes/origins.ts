import { isContainer, type Key, valueAt } from "./json-tree";
import { same } from "./same";

/** Says where the value of an attribute comes from: `aws_vpc.main.id`. Empty when the configuration does not tell. */
export interface Origins {
  /**
   * @param address Address of a resource in the plan.
   * @param steps Path of an attribute of it.
   * @param planned The resource as planned: which of several blocks an item comes from shows in what is constant in it.
   */
  readonly ofResource: (address: string, steps: readonly Key[], planned: unknown) => readonly string[];
  readonly ofOutput: (name: string) => readonly string[];
}

/** A module, and what it is called with. */
interface Scope {
  /** Its address without keys of instances; empty for the root. */
  readonly path: string;
  /** @default - it is the root */
  readonly call?: { readonly from: Scope; readonly expressions: unknown; readonly forEach: readonly string[] };
}

interface ConfiguredResource {
  readonly scope: Scope;
  readonly expressions: unknown;
  readonly forEach: readonly string[];
}

/**
 * The origins of what a plan's configuration sets. It is read once, and may have any shape.
 * Source: `configuration` in "JSON Output Format" of Terraform's documentation.
 */
export function originsIn(configuration: unknown): Origins {
  const resources = new Map<string, ConfiguredResource>();
  const root: Scope = { path: "" };
  const rootModule = valueAt(configuration, "root_module");
  const readModule = (module: unknown, scope: Scope): void => {
    for (const resource of itemsIn(valueAt(module, "resources"))) {
      const address = valueAt(resource, "address");
      if (typeof address !== "string") continue;
      const forEach = referencesOf(valueAt(resource, "for_each_expression"));
      resources.set(inScope(scope, address), { scope, expressions: valueAt(resource, "expressions"), forEach });
    }
    const calls = valueAt(module, "module_calls");
    for (const name of isContainer(calls) ? Object.keys(calls) : []) {
      const call = valueAt(calls, name);
      const expressions = valueAt(call, "expressions");
      const forEach = referencesOf(valueAt(call, "for_each_expression"));
      const path = inScope(scope, `module.${name}`);
      readModule(valueAt(call, "module"), { path, call: { from: scope, expressions, forEach } });
    }
  };
  readModule(rootModule, root);
  return {
    ofResource: (address, steps, planned) => {
      const resource = resources.get(withoutKeys(address));
      if (!resource) return [];
      const { scope, expressions, forEach } = resource;
      return tidy(resolved(referencesAt(expressions, steps, planned), scope, forEach));
    },
    ofOutput: (name) => {
      const output = valueAt(valueAt(rootModule, "outputs"), name);
      return tidy(resolved(referencesOf(valueAt(output, "expression")), root, []));
    },
  };
}

const inScope = ({ path }: Scope, address: string): string => (path === "" ? address : `${path}.${address}`);

/** An address without the keys of instances, which may hold anything in quotes. */
const withoutKeys = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");

/** What an attribute's expression refers to; of an attribute inside a value that has one expression, that one's. */
function referencesAt(node: unknown, steps: readonly Key[], planned: unknown): readonly string[] {
  const [step, ...rest] = steps;
  if (isExpression(node) || step === undefined) return referencesOf(node);
  const value = valueAt(planned, step);
  if (!Array.isArray(node)) return typeof step === "string" ? referencesAt(valueAt(node, step), rest, value) : [];
  // The items of a set have another order than the blocks that they come from.
  const fitting = node.length === 1 ? node : node.filter((block) => fits(block, value));
  const [first = [], ...others] = fitting.map((block) => referencesAt(block, rest, value));
  return others.every((other) => same(first, other)) ? first : [];
}

/** Whether what is constant in a block is what was planned. */
const fits = (block: unknown, planned: unknown): boolean =>
  !isContainer(block) ||
  Object.entries(block).every(([name, expression]) => {
    const constant = valueAt(expression, "constant_value");
    return constant === undefined || same(constant, valueAt(planned, name));
  });

const isExpression = (node: unknown): boolean =>
  Array.isArray(valueAt(node, "references")) || valueAt(node, "constant_value") !== undefined;

const referencesOf = (expression: unknown): readonly string[] =>
  itemsIn(valueAt(expression, "references")).filter((reference) => typeof reference === "string");

/** Values that are known before anything is planned. */
const ALWAYS_KNOWN = /^(?:path|terraform|count|self)\.|^each\.key\b/;

/** References as the root module would write them; a variable of a module stands for what it is called with. */
function resolved(references: readonly string[], scope: Scope, forEach: readonly string[]): readonly string[] {
  return references.flatMap((reference) => {
    if (ALWAYS_KNOWN.test(reference)) return [];
    if (/^each\./.test(reference)) return resolved(forEach, scope, []);
    const variable = /^var\.([^.[]+)/.exec(reference)?.[1];
    if (variable === undefined) return [inScope(scope, reference)];
    const { call } = scope;
    return call ? resolved(referencesOf(valueAt(call.expressions, variable)), call.from, call.forEach) : [];
  });
}

/** Each one once, without those of which a longer one says more: Terraform lists `aws_vpc.main` beside `aws_vpc.main.id`. */
const tidy = (references: readonly string[]): readonly string[] =>
  [...new Set(references)].filter(
    (one) => !references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
  );

const itemsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
