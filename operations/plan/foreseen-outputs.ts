import { at, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import type { ForeseenOutputs, OutputsOf, Placeholder } from "./foreseen-output";
import { Foreseer } from "./foreseer";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * What the plan of a stack says that its outputs will be: values where the plan knows them, placeholders elsewhere.
 *
 * @param plan What `terraform show -json` printed.
 * @param inherited The placeholders that the stack itself was planned with; they stay recognizable in what it hands on.
 */
export function outputsOfPlan(
  stack: SynthesizedStack,
  plan: JsonObject,
  inherited: readonly Placeholder[],
): ForeseenOutputs {
  const foreseer = new Foreseer(stack, () => undefined, inherited);
  const changes = Object.entries(objectAt(plan, "output_changes"));
  const kept = changes.filter(([, change]) => !listOf(at(change, "actions")).includes("delete"));
  return new Map(
    kept.map(([name, change]) => {
      const expression = at(stack.configuration, "output", name, "value");
      const value = foreseer.complete(at(change, "after"), at(change, "after_unknown"), expression, name);
      return [name, foreseer.output(value, marked(at(change, "after_sensitive")))];
    }),
  );
}

/**
 * What the outputs of a stack will be as far as its synthesized expressions tell.
 *
 * @param applied The outputs that its state already has; they are taken as they are.
 */
export function outputsOfConfiguration(
  stack: SynthesizedStack,
  outputsOf: OutputsOf,
  applied: ReadonlyMap<string, Json> = new Map(),
): ForeseenOutputs {
  const foreseer = new Foreseer(stack, outputsOf, []);
  const declared = Object.entries(objectAt(stack.configuration, "output"));
  return new Map(
    declared.map(([name, output]) => {
      const value = applied.get(name) ?? foreseer.value(at(output, "value") ?? null, name);
      return [name, foreseer.output(value, at(output, "sensitive") === true)];
    }),
  );
}

/** Placeholders for the outputs that a stack reads from a state that no stack of this app writes, told by their names alone. */
export function outputsReadFrom(stack: SynthesizedStack, remoteState: string): ForeseenOutputs {
  const reads = new RegExp(`data\\.terraform_remote_state\\.${remoteState}\\.outputs\\.([\\w-]+)`, "g");
  const names = [...new Set(Array.from(stack.text.matchAll(reads), ([, name = ""]) => name))].sort();
  const foreseer = new Foreseer({ ...stack, id: remoteState }, () => undefined, []);
  return new Map(names.map((name) => [name, foreseer.output(foreseer.named("", name, name), false)]));
}

/** Whether any part of a value is marked in one of the trees of booleans that a plan has beside its values. */
const marked = (tree: Json | undefined): boolean =>
  tree === true || (typeof tree === "object" && tree !== null && Object.values(tree).some(marked));
