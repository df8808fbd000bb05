import { createHash } from "node:crypto";
import { isList, isObject, type Json, type JsonObject, objectAt, stableJson } from "../../../terraform-json/json";
import type { Placeholder } from "../foreseen-output";
import { typeOf } from "../stub-state";
import type { SynthesizedStack } from "../synthesized-stack";
import type { AttributeTypes } from "./attribute-types";
import { type PlannedInstance, PlannedState } from "./planned-state";

/** A state that nobody has, and what in it was made up. */
export interface ForeseenState {
  /** A state file in the fourth version of Terraform's format. */
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
}

/**
 * The state that a plan would leave behind once it was applied. Data sources are not in it: every plan reads them anew.
 *
 * @param plan What `terraform show -json` printed.
 * @param empty Attributes that stay empty where the plan does not know them, as `attributeKey` writes them.
 */
export function foreseenState(
  stack: SynthesizedStack,
  plan: JsonObject,
  types: AttributeTypes,
  empty: ReadonlySet<string> = new Set(),
): ForeseenState {
  const planned = new PlannedState(stack, plan, types, empty);
  const text = stableJson({
    version: 4,
    terraform_version: plan.terraform_version ?? "1.11.0",
    serial: 1,
    lineage: createHash("sha256").update(stack.id).digest("hex").slice(0, 32),
    outputs: outputsIn(plan),
    resources: resourcesOf(planned.instances(), types),
  });
  return { text, placeholders: planned.placeholders };
}

/** Outputs that the plan does not know yet are left out: the next plan will. */
function outputsIn(plan: JsonObject): JsonObject {
  const outputs = Object.entries(objectAt(plan, "planned_values", "outputs")).flatMap(
    ([name, output]): [string, Json][] => {
      const { value, type, sensitive } = objectAt(output);
      return value === undefined
        ? []
        : [[name, { value, type: type ?? typeOf(value), ...(sensitive === true && { sensitive }) }]];
    },
  );
  return Object.fromEntries(outputs);
}

function resourcesOf(instances: readonly PlannedInstance[], types: AttributeTypes): readonly JsonObject[] {
  const byResource = new Map<string, PlannedInstance[]>();
  for (const instance of instances) {
    const key = `${instance.module ?? ""} ${instance.type}.${instance.name}`;
    byResource.set(key, [...(byResource.get(key) ?? []), instance]);
  }
  return [...byResource.values()].map((group): JsonObject => {
    const [{ module, type, name, provider }] = group as [PlannedInstance];
    return {
      ...(module !== undefined && { module }),
      mode: "managed",
      type,
      name,
      provider,
      instances: group.map(({ index, schemaVersion, values, sensitive }) => ({
        ...(index !== undefined && { index_key: index }),
        schema_version: schemaVersion,
        attributes: withDynamicTypes(values, types[type] ?? {}),
        sensitive_attributes: pathsIn(sensitive),
      })),
    };
  });
}

/** A value whose type is no part of the schema is stored with its type. */
const withDynamicTypes = (values: JsonObject, types: Readonly<Record<string, Json>>): JsonObject =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      types[name] === "dynamic" && value !== null ? { value, type: typeOf(value) } : value,
    ]),
  );

/** The places that a tree of booleans marks, as a state file writes them. */
function pathsIn(tree: Json, path: readonly JsonObject[] = []): readonly Json[] {
  if (tree === true) return [path];
  if (isList(tree)) {
    return tree.flatMap((inner, index) =>
      pathsIn(inner, [...path, { type: "index", value: { value: index, type: "number" } }]),
    );
  }
  if (!isObject(tree)) return [];
  return Object.entries(tree).flatMap(([key, inner]) => pathsIn(inner, [...path, { type: "get_attr", value: key }]));
}
