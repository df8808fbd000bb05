import { FARGATE_CPUS, FARGATE_MEMORY, isFargateCpu } from "../../aws/fargate-sizes";
import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";
import type { Path } from "../yaml-file";

/** Tasks have a size that Fargate offers, and at least as many of them at most as at least. */
export function checkSizes({ services }: Entries): readonly Problem[] {
  return services.flatMap((service) => [
    ...size(service, service.value.size, ["size"]),
    ...Object.entries(service.value.environments).flatMap(([name, settings]) => [
      ...(settings.size ? size(service, settings.size, ["environments", name, "size"]) : []),
      ...taskRange(service, settings.tasks, ["environments", name, "tasks"]),
    ]),
  ]);
}

function size(
  { at }: Entry<"service">,
  { cpu, memory }: { cpu: number; memory: number },
  path: Path,
): readonly Problem[] {
  const name = path.join(".");
  if (!isFargateCpu(cpu)) {
    return [
      error(at(...path, "cpu"), `${name}.cpu is ${cpu}, which Fargate does not offer`, `Use ${oneOf(FARGATE_CPUS)}.`),
    ];
  }
  const offered = FARGATE_MEMORY[cpu];
  if (offered.includes(memory)) return [];
  return [
    error(
      at(...path, "memory"),
      `${name}.memory is ${memory}, which Fargate does not offer with cpu ${cpu}`,
      `Use ${oneOf(nearestFew(memory, offered))}${memory > Math.max(...offered) ? ", or a larger cpu" : ""}.`,
    ),
  ];
}

function taskRange(
  { at }: Entry<"service">,
  tasks: number | { min: number; max: number },
  path: Path,
): readonly Problem[] {
  if (typeof tasks === "number" || tasks.min <= tasks.max) return [];
  return [error(at(...path), `${path.join(".")} scales from ${tasks.min} down to ${tasks.max}`, "Swap min and max.")];
}

/** The three sizes around a number, smallest first: a list of thirty helps nobody. */
const nearestFew = (wanted: number, offered: readonly number[]): readonly number[] =>
  [...offered]
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
    .slice(0, 3)
    .sort((a, b) => a - b);

const oneOf = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `${numbers[0]}` : `${numbers.slice(0, -1).join(", ")} or ${numbers.at(-1)}`;
