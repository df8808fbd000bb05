import type { DeployEvent } from "../operations/deploy/ports";
import { type ChangeCounts, countChanges } from "../operations/plan/plan-json";
import type { PlanEvent } from "../operations/plan/ports";
import type { SinceEvent } from "../operations/plan/since/plan-since";

/** Where progress is shown: standard error, or something like it. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const CLEAR_LINE = "\r\u001b[K";

/** Shows how far planning is: a line for each finished stack; on a terminal also, below them, what is running. */
export function planProgress(selected: number, stream: ProgressStream): (event: SinceEvent) => void {
  let total = selected;
  const running = new Set<string>();
  let finished = 0;
  const onTerminal = (text: string) => stream.isTTY && stream.write(text);
  return (event) => {
    if (event.kind === "affected") {
      total = event.count;
      return;
    }
    onTerminal(CLEAR_LINE);
    if (event.kind === "started") {
      running.add(event.stack);
    } else {
      running.delete(event.stack);
      finished += 1;
      const place = `[${String(finished).padStart(String(total).length)}/${total}]`;
      stream.write(`${place} ${event.stack}: ${outcomeOf(event)} (${event.seconds.toFixed(1)} s)\n`);
    }
    if (running.size > 0) onTerminal(`planning ${[...running].join(", ")}`.slice(0, (stream.columns ?? 80) - 1));
  };
}

const outcomeOf = ({ status, counts }: Extract<PlanEvent, { kind: "finished" }>): string =>
  status === "failed"
    ? "FAILED"
    : status === "not-planned"
      ? "not planned here"
      : status === "unaffected"
        ? "not affected"
        : (counts && countsText(counts)) || "no changes";

const SIGNS = [
  ["create", "+"],
  ["update", "~"],
  ["replace", "±"],
  ["delete", "−"],
  ["forget", "forgotten "],
  ["import", "imported "],
  ["move", "moved "],
  ["output", "outputs "],
  ["other", "unknown "],
] as const satisfies readonly (readonly [keyof ChangeCounts, string])[];

/** Counts on one line, those that are nought left out: `+3 ~1`. Empty when all of them are. */
export const countsText = (counts: ChangeCounts): string =>
  SIGNS.flatMap(([kind, sign]) => (counts[kind] > 0 ? [`${sign}${counts[kind]}`] : [])).join(" ");

/** All counts added up. */
export const sumOf = (all: readonly ChangeCounts[]): ChangeCounts =>
  all.reduce((sum, counts) => {
    const kinds = Object.keys(sum) as (keyof ChangeCounts)[];
    return Object.fromEntries(kinds.map((kind) => [kind, sum[kind] + counts[kind]])) as unknown as ChangeCounts;
  }, countChanges({}));

/** What became of stacks that were not deployed: it must not be overlooked. */
const NOT_DONE: ReadonlySet<string> = new Set(["failed", "skipped"]);

/** Shows how far a deployment is: a line when a stack is begun, and one when it ended. */
export const deployProgress =
  (stream: ProgressStream) =>
  (event: DeployEvent): void => {
    stream.write(
      event.kind === "applying"
        ? `${event.stack}: applying\n`
        : `${event.stack}: ${NOT_DONE.has(event.status) ? event.status.toUpperCase() : event.status} (${event.seconds.toFixed(1)} s)\n`,
    );
  };
