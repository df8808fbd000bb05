import { at, isList, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import { type Block, Unknown, type Value } from "../value";
import type { Resource, StackFacts, StackView } from "./stack-view";
import { addressesIn } from "./to-value";

/**
 * The view of a stack as it will be after a plan (`terraform show -json`): what goes away is left out, and what is known
 * only after the apply is unknown.
 *
 * @param id The stack's.
 * @param facts What is known of the stack; a plan does not say it.
 */
export function viewOfPlan(id: string, plan: JsonObject, facts: StackFacts = {}): StackView {
  const configured = configuredIn(objectAt(plan, "configuration", "root_module"), "");
  const all = listOf(plan.resource_changes)
    .filter(isObject)
    .filter((entry) => isObject(at(entry, "change", "after")))
    .map((entry) => resourceOf(entry, configured))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return {
    id,
    facts,
    resources: all.filter(({ address }) => !isData(address)),
    data: all.filter(({ address }) => isData(address)),
  };
}

const isData = (address: string): boolean => /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*data\./.test(address);

interface Configured {
  readonly expressions: JsonObject;
  readonly dependsOn: readonly string[];
  readonly provider: string;
  /** What stands before the addresses that it names: the path of its module. */
  readonly module: string;
}

/** What the configuration says of each resource, by its address without keys of instances. */
function configuredIn(module: JsonObject, prefix: string): ReadonlyMap<string, Configured> {
  const found = new Map<string, Configured>();
  for (const resource of listOf(module.resources).filter(isObject)) {
    found.set(prefix + text(resource.address), {
      expressions: objectAt(resource, "expressions"),
      dependsOn: listOf(resource.depends_on).map((each) => prefix + text(each)),
      provider: text(resource.provider_config_key),
      module: prefix,
    });
  }
  for (const [name, call] of Object.entries(objectAt(module, "module_calls"))) {
    const inside = configuredIn(objectAt(call, "module"), `${prefix}module.${name}.`);
    for (const [address, each] of inside) found.set(address, each);
  }
  return found;
}

/**
 * Attributes in which the provider repeats what other resources say, by type, once these were applied. There they are judged,
 * and waived; here, they would count twice. Source: the provider's documentation of each type, which warns of using both. Rules
 * of security groups are told apart where they are read (`network/`).
 */
const MIRRORED: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["inline_policy", "managed_policy_arns"],
};

/** Those that the configuration leaves to others. Of a resource that it does not name, nothing is known. */
const mirroredIn = (type: string, known: Configured | undefined): readonly string[] =>
  known ? (MIRRORED[type] ?? []).filter((attribute) => known.expressions[attribute] === undefined) : [];

const without = (after: Json, attributes: readonly string[]): Json =>
  isObject(after) && attributes.length > 0
    ? Object.fromEntries(Object.entries(after).filter(([attribute]) => !attributes.includes(attribute)))
    : after;

function resourceOf(entry: JsonObject, configured: ReadonlyMap<string, Configured>): Resource {
  const address = text(entry.address);
  const known = configured.get(withoutInstances(address));
  const { after = null, after_unknown: unknown = false } = objectAt(entry, "change");
  // `aws.us_east_1`; inside of a module `module.site.module.edge:aws.us_east_1`.
  const [, alias] = known?.provider.split(":").at(-1)?.split(".") ?? [];
  const values = planValue(
    without(after, mirroredIn(text(entry.type), known)),
    unknown,
    known?.expressions ?? {},
    known?.module ?? "",
  );
  return {
    address,
    type: text(entry.type),
    name: text(entry.name),
    values: values as Block,
    ...(known && { refers: refersIn(known) }),
    dependsOn: known?.dependsOn ?? [],
    ...(alias !== undefined && { provider: alias }),
    waivers: [],
  };
}

const refersIn = ({ expressions, module }: Configured) =>
  Object.fromEntries(Object.entries(expressions).map(([key, each]) => [key, referencesOf(each, module)]));

/** A value in which what the tree of unknowns marks is unknown, with what its expression refers to. */
function planValue(after: Json, unknown: Json, expression: Json, module: string): Value {
  if (unknown === true) return new Unknown(referencesOf(expression, module));
  if (isList(after) || isList(unknown)) {
    const [values, marks] = [listOf(after), listOf(unknown)];
    return Array.from({ length: Math.max(values.length, marks.length) }, (_, index) => {
      const value = values[index] ?? null;
      const inside = isList(expression) ? expressionOf(value, expression) : expression;
      return planValue(value, marks[index] ?? false, inside, module);
    });
  }
  if (isObject(after) || isObject(unknown)) {
    const [values, marks] = [objectAt(after), objectAt(unknown)];
    const keys = [...new Set([...Object.keys(values), ...Object.keys(marks)])];
    return Object.fromEntries(
      keys.map((key) => [key, planValue(values[key] ?? null, marks[key] ?? false, insideOf(expression, key), module)]),
    );
  }
  return after;
}

/** What an expression says of a key: one that is written as a whole says everything, a block only what it holds. */
function insideOf(expression: Json, key: string): Json {
  const isWhole = isList(expression) || at(expression, "references") !== undefined;
  return at(expression, key) ?? (isWhole ? expression : {});
}

/**
 * The expression of one block of several. Blocks of a set stand in another order than they are written in, so what tells is
 * the constants that they have in common; where that leaves several, all of them are meant.
 */
function expressionOf(block: Json, expressions: readonly Json[]): Json {
  const fitting = expressions.filter((each) =>
    Object.entries(objectAt(each)).every(([key, inside]) => {
      // Of a configuration in JSON, an expression stands there as a constant too, beside what it refers to.
      const constant = at(inside, "references") === undefined ? at(inside, "constant_value") : undefined;
      return constant === undefined || typeof constant === "object" || constant === at(block, key);
    }),
  );
  if (fitting.length === 1) return fitting[0] ?? {};
  const all = fitting.map((each) => objectAt(each));
  const keys = new Set(all.flatMap(Object.keys));
  return Object.fromEntries(
    [...keys].map((key) => [key, all.flatMap(({ [key]: each = [] }) => (isList(each) ? each : [each]))]),
  );
}

/** Addresses that an expression names, anywhere inside. */
function referencesOf(expression: Json, module: string): readonly string[] {
  const found = new Set<string>();
  const visit = (each: Json): void => {
    if (isList(each)) for (const item of each) visit(item);
    else if (isObject(each)) {
      for (const [key, inside] of Object.entries(each)) {
        if (key === "constant_value") continue;
        if (key !== "references") visit(inside);
        else
          for (const name of listOf(inside))
            for (const address of addressesIn(`${text(name)}.`)) found.add(module + address);
      }
    }
  };
  visit(expression);
  return [...found].sort();
}

/** Without the key of each instance on the way; keys may hold brackets and dots inside their quotes. */
const withoutInstances = (address: string): string => address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
