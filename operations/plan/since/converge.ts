import { at, type Json, type JsonObject, listOf } from "../../../terraform-json/json";
import type { Placeholder } from "../foreseen-output";
import type { PlanOutcome } from "../ports";
import type { SynthesizedStack } from "../synthesized-stack";
import type { AttributeTypes } from "./attribute-types";
import { foreseenState } from "./foreseen-state";
import { attributeKey } from "./planned-state";

/** Plans one stack, against a state file or from nothing. */
export type PlanAgainst = (state: string | undefined) => Promise<PlanOutcome>;

/** A state under which Terraform has nothing to do for a stack, as far as one was found. */
export interface SettledState {
  readonly state: string;
  /** The last plan against it, of which every output is known. */
  readonly plan: JsonObject;
  readonly placeholders: readonly Placeholder[];
  /** Resources that Terraform would change nevertheless, sorted by address. */
  readonly unsettled: readonly string[];
}

/**
 * How often a state is mended. Each round settles what needs more than a reference to be worked out (a function of another
 * resource's id), and so what hangs on that.
 */
const ROUNDS = 3;

/**
 * Finds the state that a stack leaves behind when it is applied: what Terraform plans from nothing, with placeholders for
 * what AWS would make up, and then what it still would change under that state, until it would change nothing.
 *
 * @returns Terraform's own words, when one of these plans failed.
 */
export async function settledState(
  stack: SynthesizedStack,
  types: AttributeTypes,
  planAgainst: PlanAgainst,
): Promise<SettledState | { readonly error: string }> {
  const placeholders = new Map<string, Placeholder>();
  const empty = new Set<string>();
  let state: string | undefined;
  for (let round = 0; ; round += 1) {
    const { json, error } = await planAgainst(state);
    if (json === undefined || error !== undefined) return { error: error ?? "Terraform made no plan" };
    const plan = JSON.parse(json) as JsonObject;
    const unsettled = changedIn(plan);
    for (const key of misfitsIn(plan)) empty.add(key);
    const foreseen = foreseenState(stack, plan, types, empty);
    for (const placeholder of foreseen.placeholders) placeholders.set(placeholder.value, placeholder);
    if (state !== undefined && (unsettled.length === 0 || round === ROUNDS)) {
      const used = [...placeholders.values()].filter(({ value }) => foreseen.text.includes(value));
      return { state: foreseen.text, plan, placeholders: used, unsettled };
    }
    state = foreseen.text;
  }
}

/**
 * The attributes that no placeholder fits: the provider would rather replace the resource than keep what it has, for a value
 * that it does not know yet. Such an attribute is one of few words (`HTTP1`), and a provider takes an empty one for unset.
 */
function misfitsIn(plan: JsonObject): readonly string[] {
  return listOf(plan.resource_changes).flatMap((change) => {
    const paths = listOf(at(change, "change", "replace_paths")).map(listOf);
    const unknown = at(change, "change", "after_unknown");
    return paths
      .filter((path) => inside(unknown, path) === true)
      .map((path) => attributeKey(String(at(change, "address")), path));
  });
}

const inside = (tree: Json | undefined, path: readonly Json[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, step) => (typeof step === "number" ? listOf(inner)[step] : at(inner, String(step))),
    tree,
  );

/** The resources that a plan changes, sorted by address. */
function changedIn(plan: JsonObject): readonly string[] {
  return listOf(plan.resource_changes)
    .filter((change) => at(change, "mode") === "managed" && listOf(at(change, "change", "actions")).join() !== "no-op")
    .map((change) => String(at(change, "address")))
    .sort();
}
