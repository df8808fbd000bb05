import { templateParts } from "../../../terraform-json/expression";
import {
  at,
  blocks,
  isList,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  objectAt,
} from "../../../terraform-json/json";
import type { Placeholder } from "../foreseen-output";
import { placeOf } from "../providers";
import type { SynthesizedStack } from "../synthesized-stack";
import type { AttributeTypes } from "./attribute-types";
import { placeholderFor } from "./placeholder-value";

/** One instance of a managed resource, with every value filled in. */
export interface PlannedInstance {
  readonly address: string;
  /** `module.alarms`; undefined in the root module. */
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  /** As a state file names it: `provider["registry.terraform.io/hashicorp/aws"].us_east_1`. */
  readonly provider: string;
  readonly schemaVersion: number;
  readonly values: JsonObject;
  /** The tree of booleans beside the values that says which are secret. */
  readonly sensitive: Json;
}

/** A path into a value. */
type Path = readonly (string | number)[];

/** What a plan says of one instance. */
interface PlanEntry {
  readonly resource: JsonObject;
  readonly module: string;
  readonly unknown: Json;
  readonly sensitive: Json;
  readonly configured: JsonObject;
}

/**
 * What a plan would leave behind once it was applied. A value that the plan does not know is what its expression refers to
 * where that is a reference or a text with references in it, or else a placeholder: so what refers to a resource agrees
 * with that resource.
 */
export class PlannedState {
  readonly placeholders: Placeholder[] = [];
  private readonly entries = new Map<string, PlanEntry>();
  private readonly data = new Map<string, Json>();
  private readonly references: ReadonlySet<string>;
  private readonly completed = new Map<string, JsonObject>();

  /**
   * @param plan What `terraform show -json` printed.
   * @param empty Attributes that no placeholder fits, as `attributeKey` writes them: they stay empty.
   */
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly plan: JsonObject,
    private readonly types: AttributeTypes,
    private readonly empty: ReadonlySet<string> = new Set(),
  ) {
    const changes = new Map(
      listOf(plan.resource_changes).map((change) => [String(at(change, "address")), objectAt(change, "change")]),
    );
    for (const { resource, module } of resourcesIn(at(plan, "planned_values", "root_module"))) {
      const change = changes.get(String(resource.address)) ?? {};
      const configured = this.configurationOf(module, `${resource.type}.${resource.name}`);
      const [unknown, sensitive] = [change.after_unknown ?? {}, change.after_sensitive ?? {}];
      if (resource.mode === "managed") {
        this.entries.set(String(resource.address), { resource, module, unknown, sensitive, configured });
      }
    }
    this.references = new Set(
      referencesIn(plan.configuration ?? null).map((reference) => reference.replace(INDEX, "")),
    );
    for (const { resource } of resourcesIn(at(plan, "prior_state", "values", "root_module"))) {
      if (resource.mode === "data") this.data.set(String(resource.address), resource.values ?? {});
    }
  }

  /** Every instance, sorted by address. */
  instances(): readonly PlannedInstance[] {
    return [...this.entries.keys()].sort().map((address) => this.instance(address));
  }

  private instance(address: string): PlannedInstance {
    const { resource, module, sensitive, configured } = this.entries.get(address) as PlanEntry;
    return {
      address,
      ...(module !== "" && { module }),
      type: String(resource.type),
      name: String(resource.name),
      ...((typeof resource.index === "string" || typeof resource.index === "number") && { index: resource.index }),
      provider: providerIn(this.plan, String(resource.provider_name), configured.provider_config_key),
      schemaVersion: Number(resource.schema_version ?? 0),
      values: this.valuesOf(address) ?? {},
      sensitive,
    };
  }

  private valuesOf(address: string): JsonObject | undefined {
    const known = this.completed.get(address);
    const entry = this.entries.get(address);
    if (known || !entry) return known;
    const values = this.complete(entry, [], entry.resource.values, entry.unknown, at(entry.configured, "expressions"));
    this.completed.set(address, values as JsonObject);
    return values as JsonObject;
  }

  private complete(entry: PlanEntry, path: Path, after: Json | undefined, unknown: Json, expression?: Json): Json {
    if (unknown === true) return unsettledJson(this.valueOf(expression, entry.module) ?? this.placeholder(entry, path));
    if (isList(unknown)) {
      const list = listOf(after);
      return unknown.map((inner, index) =>
        this.complete(entry, [...path, index], list[index], inner, elementOf(expression, index)),
      );
    }
    if (!isObject(unknown)) return after ?? null;
    const known = isObject(after) ? after : {};
    const keys = [...new Set([...Object.keys(known), ...Object.keys(unknown)])].sort();
    return Object.fromEntries(
      keys.map((key) => [
        key,
        this.complete(entry, [...path, key], known[key], unknown[key] ?? false, memberOf(expression, key)),
      ]),
    );
  }

  private placeholder({ resource, configured }: PlanEntry, path: Path): Json {
    const [resourceType, address] = [String(resource.type), String(resource.address)];
    if (this.empty.has(attributeKey(address, path))) return null;
    const names = path.filter((step) => typeof step === "string");
    const declared = typeAt(this.types[resourceType] ?? {}, path, names);
    const optional = isList(declared) && declared[0] === "optional";
    const type = (optional ? declared[1] : declared) ?? "string";
    // A provider takes an empty one for unset, while it may not know the word that stands in for one of a few.
    if (optional && !this.references.has(`${resourceType}.${resource.name}.${names[0]}`))
      return emptyOf(type, path.length > 1);
    const alias = String(configured.provider_config_key ?? "").replace(/^.*:/, "");
    const place = { stack: this.stack.id, address, resourceType, path };
    return placeholderFor({ ...place, ...placeOf(this.stack.configuration, alias) }, type, (value) =>
      this.placeholders.push({ value, stack: this.stack.id, output: `${address}.${names.join(".")}` }),
    );
  }

  /** The value of an expression as the plan's configuration writes it; undefined where more than a reference is needed. */
  private valueOf(expression: Json | undefined, module: string): Json | undefined {
    if (!isObject(expression)) return undefined;
    if ("constant_value" in expression) return this.written(expression.constant_value ?? null, module);
    // Of HCL, a plan tells only what an expression refers to. When that is one thing, it is most likely all of it.
    const references = listOf(expression.references).map(String);
    const whole = references.filter((one) => !references.some((other) => other !== one && other.startsWith(`${one}.`)));
    const [only, ...others] = [...new Set(whole)];
    return only === undefined || others.length > 0 ? undefined : this.referred(only, module);
  }

  /** The value of what a JSON configuration says. */
  private written(value: Json, module: string): Json | undefined {
    if (isList(value)) return allOf(value.map((inner) => this.written(inner, module)));
    if (isObject(value)) {
      const members = allOf(Object.values(value).map((inner) => this.written(inner, module)));
      return members && Object.fromEntries(Object.keys(value).map((key, index) => [key, members[index] ?? null]));
    }
    if (typeof value !== "string") return value;
    const parts = allOf(
      templateParts(value).map((part) => ("text" in part ? part.text : this.referred(part.expression, module))),
    );
    if (!parts) return undefined;
    return parts.length === 1
      ? parts[0]
      : parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
  }

  /** What a reference leads to: `aws_subnet.private[0].id`, `module.alarms.arn`, `var.key_arn`. */
  private referred(expression: string, module: string): Json | undefined {
    const [first, ...rest] = stepsOf(expression.replace(/^tolist\(([^()]+)\)/, "$1"));
    if (first === undefined) return undefined;
    if (first === "var") return this.variable(module, rest);
    if (first === "module") return this.moduleOutput(module, rest);
    const steps = first === "data" ? rest : [first, ...rest];
    const [type, name, ...path] = steps;
    const prefix = module === "" ? "" : `${module}.`;
    const start = `${prefix}${first === "data" ? "data." : ""}${type}.${name}`;
    const value = (address: string) => (first === "data" ? this.data.get(address) : this.valuesOf(address));
    if (path[0] === "*") {
      const addresses = [...this.entries.keys()].filter((address) => address.startsWith(`${start}[`)).sort(byIndex);
      return allOf(addresses.map((address) => inside(value(address), path.slice(1))));
    }
    const indexed = path[0] !== undefined && value(`${start}[${JSON.stringify(path[0])}]`);
    return indexed ? inside(indexed, path.slice(1)) : inside(value(start), path);
  }

  private variable(module: string, [name, ...path]: Path): Json | undefined {
    const { parent, call } = this.callOf(module);
    return inside(this.valueOf(at(call, "expressions", String(name)), parent), path);
  }

  private moduleOutput(module: string, [name, output, ...path]: Path): Json | undefined {
    const child = `${module === "" ? "" : `${module}.`}module.${name}`;
    const expression = at(this.callOf(child).call, "module", "outputs", String(output), "expression");
    return inside(this.valueOf(expression, child), path);
  }

  /** Where a module is called. */
  private callOf(module: string): { readonly parent: string; readonly call: Json | undefined } {
    const names = moduleNames(module);
    const parents = names.slice(0, -1);
    const calls = at(this.moduleConfiguration(parents), "module_calls");
    return { parent: parents.map((name) => `module.${name}`).join("."), call: at(calls, names.at(-1) ?? "") };
  }

  private configurationOf(module: string, address: string): JsonObject {
    const resources = listOf(at(this.moduleConfiguration(moduleNames(module)), "resources"));
    return resources.filter(isObject).find((resource) => resource.address === address) ?? {};
  }

  private moduleConfiguration(names: readonly string[]): Json | undefined {
    return names.reduce<Json | undefined>(
      (module, name) => at(module, "module_calls", name, "module"),
      at(this.plan, "configuration", "root_module"),
    );
  }
}

/** One attribute of one instance, in one text. */
export const attributeKey = (address: string, path: readonly Json[]): string => JSON.stringify([address, ...path]);

/** All that a configuration refers to, wherever it does. */
function referencesIn(configuration: Json): readonly string[] {
  if (isList(configuration)) return configuration.flatMap(referencesIn);
  if (!isObject(configuration)) return [];
  const { references, ...others } = configuration;
  return [...listOf(references).map(String), ...Object.values(others).flatMap(referencesIn)];
}

const INDEX = /\[[^\]]*\]/g;

/**
 * An empty document in place of a whole one. Providers write documents in a form of their own: the next plan sees the
 * difference, and then tells that form.
 */
function unsettledJson(value: Json): Json {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return isList(JSON.parse(value) as Json) ? "[]" : "{}";
  } catch {
    return value;
  }
}

/** A value that says nothing. Inside a block, providers keep nought where outside they keep nothing. */
function emptyOf(type: Json, insideBlock: boolean): Json {
  const kind = isList(type) ? type[0] : undefined;
  if (kind === "map") return {};
  if (kind === "list" || kind === "set") return [];
  return insideBlock ? (NOUGHT[String(type)] ?? null) : null;
}

const NOUGHT: JsonObject = { number: 0, bool: false, string: "" };

/** The resources of a module and of those that it calls. */
function resourcesIn(module: Json | undefined, address = ""): readonly { resource: JsonObject; module: string }[] {
  const own = blocks(at(module, "resources")).map((resource) => ({ resource, module: address }));
  const children = blocks(at(module, "child_modules"));
  return [...own, ...children.flatMap((child) => resourcesIn(child, String(child.address)))];
}

/** The names in the address of a module, without the keys of its instances. */
const moduleNames = (module: string): readonly string[] =>
  Array.from(module.matchAll(/module\.([\w-]+)(?:\[(?:"[^"]*"|\d+)\])?/g), ([, name = ""]) => name);

/** A provider configuration as a state file names it. */
function providerIn(plan: JsonObject, providerName: string, key: Json | undefined): string {
  const provider = `provider[${JSON.stringify(providerName)}]`;
  const configuration = at(plan, "configuration", "provider_config", String(key));
  const [alias, module] = [at(configuration, "alias"), at(configuration, "module_address")];
  return [
    ...(module === undefined ? [] : [String(module)]),
    provider,
    ...(alias === undefined ? [] : [String(alias)]),
  ].join(".");
}

/** The type of what stands at a path, also below an attribute whose type says what it holds. */
function typeAt(types: Readonly<Record<string, Json>>, path: Path, names: readonly string[]): Json {
  const whole = types[names.join(".")];
  if (whole !== undefined && typeof path.at(-1) === "string") return whole;
  for (let length = path.length - 1; length > 0; length -= 1) {
    if (typeof path[length - 1] !== "string") continue;
    const outer =
      types[
        path
          .slice(0, length)
          .filter((step) => typeof step === "string")
          .join(".")
      ];
    if (outer !== undefined) return path.slice(length).reduce<Json>(elementType, outer);
  }
  return "string";
}

function elementType(type: Json, step: string | number): Json {
  if (!isList(type)) return "string";
  const element = type[1];
  if (type[0] === "optional") return elementType(type[1] ?? "string", step);
  if (type[0] === "object") return at(element, String(step)) ?? "string";
  return element ?? "string";
}

const elementOf = (expression: Json | undefined, index: number): Json | undefined => {
  if (isList(expression)) return expression[index];
  const constant = at(expression, "constant_value");
  const element = isList(constant) ? constant[index] : undefined;
  return element === undefined ? undefined : { constant_value: element };
};

const memberOf = (expression: Json | undefined, key: string): Json | undefined => {
  const member = at(expression, "constant_value", key);
  return member === undefined ? at(expression, key) : { constant_value: member };
};

/** A list, unless one of its elements is unknown. */
const allOf = (values: readonly (Json | undefined)[]): readonly Json[] | undefined =>
  values.every((value) => value !== undefined) ? (values as readonly Json[]) : undefined;

/** A value inside another one; undefined where there is none. */
function inside(value: Json | undefined, path: Path): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined || value === undefined) return value;
  if (step === "*") return isList(value) ? allOf(value.map((inner) => inside(inner, rest))) : undefined;
  return inside(typeof step === "number" ? listOf(value)[step] : at(value, step), rest);
}

const STEP = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\.(\d+)|\["([^"]*)"\]|(\[\*\]|\.\*)/y;

/** The steps of a reference; none when it is more than that. */
function stepsOf(expression: string): Path {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < expression.length) {
    const [, name, index, legacyIndex, key, splat] = STEP.exec(expression) ?? [];
    const number = index ?? legacyIndex;
    if (number !== undefined) steps.push(Number(number));
    else if (splat !== undefined) steps.push("*");
    else if (name !== undefined || key !== undefined) steps.push(name ?? key ?? "");
    else return [];
  }
  return steps;
}

const numberIn = (address: string): number => Number(/\[(\d+)\]$/.exec(address)?.[1] ?? 0);
const byIndex = (a: string, b: string): number => numberIn(a) - numberIn(b) || (a < b ? -1 : 1);
