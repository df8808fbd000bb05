import { count } from "../../report/wording/words";
import type { StackWithoutState, StateWithoutStack } from "../orphans";
import type { StateLock } from "../ports";
import { ageText, cell, timeText } from "./text";

/** A lock, and the network whose state it holds. */
export interface LockOfNetwork extends StateLock {
  readonly network: string;
}

export const LOCK_HEADINGS = ["network", "stack", "held by", "for", "since", "age", "lock id"] as const;

export const lockCells = (
  { network, key, who, operation, created, id }: LockOfNetwork,
  now: Date,
): readonly string[] => {
  const since = new Date(created);
  const isTime = !Number.isNaN(since.getTime());
  return [
    network,
    cell(key),
    cell(who || "unknown"),
    cell(operation.replace(/^OperationType/, "").toLowerCase() || "unknown"),
    isTime ? timeText(since) : cell(created || "unknown"),
    isTime ? ageText(since, now) : "-",
    cell(id || "unknown"),
  ];
};

/** What to do about locks. */
export const LOCK_ADVICE =
  "A lock is held while Terraform runs. If that run is gone, follow docs/runbooks/stuck-lock.md; never take a lock away from one that goes on.";

export const STATE_HEADINGS = ["network", "stack", "resources", "last written"] as const;

export const stateCells = (
  { network, stack, resources, modified }: StateWithoutStack,
  now: Date,
): readonly string[] => [
  network,
  cell(stack),
  String(resources),
  `${timeText(modified)} (${ageText(modified, now)} ago)`,
];

export const STACK_HEADINGS = ["network", "stack", "from"] as const;

export const stackCells = ({ network, stack, source }: StackWithoutState): readonly string[] => [
  network,
  stack,
  source ?? "-",
];

/** One state, in the overview of versions. */
export interface StateVersionLine {
  readonly network: string;
  readonly stack: string;
  readonly terraformVersion: string;
  readonly formatVersion: number;
  readonly serial: number;
  readonly resources: number;
  readonly modified: Date;
}

export const VERSION_HEADINGS = [
  "network",
  "stack",
  "terraform",
  "format",
  "serial",
  "resources",
  "last written",
  "age",
] as const;

export const versionCells = (line: StateVersionLine, now: Date): readonly string[] => [
  line.network,
  cell(line.stack),
  cell(line.terraformVersion || "-"),
  String(line.formatVersion),
  String(line.serial),
  String(line.resources),
  timeText(line.modified),
  ageText(line.modified, now),
];

/** How many states each version of Terraform wrote, most first. */
export function versionsText(lines: readonly StateVersionLine[]): string {
  const byVersion = new Map<string, number>();
  for (const { terraformVersion } of lines) byVersion.set(terraformVersion, (byVersion.get(terraformVersion) ?? 0) + 1);
  return [...byVersion]
    .sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1))
    .map(([version, states]) => `Terraform ${cell(version || "unknown")}: ${count(states, "state")}`)
    .join("\n");
}
