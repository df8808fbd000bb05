import { narrowedTo, wavesOf } from "../../model/graph";
import { suggestion } from "../../model/nearest";
import { quoted } from "../../runtime/quoted";
import { graphOf, type SynthesizedStack } from "../plan/synthesized-stack";
import { DestroyRefusal } from "./refusal";

/**
 * The stacks that somebody named, each before those that it depends on. Only what belongs to one environment, and by its own
 * labels to no production, may be destroyed by a command.
 *
 * @param stacks Every stack that was synthesized.
 * @throws DestroyRefusal that says everything that stands in the way.
 */
export function chosenStacks(stacks: readonly SynthesizedStack[], ids: readonly string[]): readonly SynthesizedStack[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const wanted = new Set(ids);
  const faults = [...wanted].flatMap((id) => {
    const stack = byId.get(id);
    if (!stack) return [`there is no stack ${quoted(id)}. ${suggestion(id, [...byId.keys()])}`];
    const why = reasonNotToDestroy(stack);
    return why === undefined ? [] : [`${id} ${why}`];
  });
  const networks = new Set([...wanted].flatMap((id) => byId.get(id)?.labels?.network ?? []));
  if (networks.size > 1)
    faults.push(`these stacks are of ${[...networks].sort().join(" and ")}: destroy those of one network at a time.`);
  if (faults.length > 0) throw new DestroyRefusal([...faults, "Nothing was destroyed."].join("\n"));
  const waves = wavesOf(narrowedTo(graphOf(stacks), wanted));
  return [...waves].reverse().flatMap((wave) => wave.flatMap((id) => byId.get(id) ?? []));
}

function reasonNotToDestroy({ labels }: SynthesizedStack): string | undefined {
  if (!labels) return "does not say what it is, so nothing of it is destroyed by this command.";
  if (labels.production)
    return "is production. It leaves by an approved plan alone: npx infra retire (docs/runbooks/retire.md).";
  if (labels.environment === undefined)
    return "belongs to no single environment: others live on what it holds. It leaves by an approved plan alone: npx infra retire.";
  return undefined;
}

/** Ids of stacks that read the state of one of these, and are not among them; sorted. */
export function readersOf(
  stacks: readonly SynthesizedStack[],
  chosen: readonly SynthesizedStack[],
): readonly SynthesizedStack[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return stacks.filter(({ id, dependencies }) => !ids.has(id) && dependencies.some((upstream) => ids.has(upstream)));
}
