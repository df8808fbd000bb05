import type { Entries } from "../entries/read";
import { cycleIn, type Graph } from "../graph";
import { error, type Problem } from "../problems";

/** Services do not depend on each other in a ring: there would be no order to deploy them in. */
export function checkCycles({ services }: Entries): readonly Problem[] {
  const graph: Graph = new Map(services.map(({ value }) => [value.name, value.dependsOn]));
  const cycle = cycleIn(graph);
  if (!cycle) return [];
  const [first, second] = cycle;
  const entry = services.find(({ value }) => value.name === first);
  if (!entry || second === undefined) return [];
  const index = entry.value.dependsOn.indexOf(second);
  return [
    error(
      entry.at("dependsOn", index),
      `services depend on each other in a ring: ${cycle.join(" → ")}`,
      "Take one of these dependencies away; a queue or an event often can.",
    ),
  ];
}
