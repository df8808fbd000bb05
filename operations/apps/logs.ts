import { later, pause } from "../records/lease-time";
import { visible } from "../report/wording/visible";
import type { Sleep } from "./ports";

/** A line in a log. */
export interface LogEvent {
  /** Unique in its group. */
  readonly id: string;
  readonly at: Date;
  readonly stream: string;
  readonly message: string;
}

/** A log group of CloudWatch. */
export interface LogGroup {
  /** What was logged from a time on, a part at a time, oldest first. */
  since(start: Date): AsyncIterable<readonly LogEvent[]>;
}

export interface LogOptions {
  readonly since: Date;
  /** Whether it goes on until the signal. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

export interface LogPorts {
  readonly group: LogGroup;
  readonly now: () => Date;
  readonly sleep: Sleep;
  readonly print: (line: string) => void;
}

/** Seconds between two looks. CloudWatch Logs takes five calls of FilterLogEvents a second for a whole account. */
const EVERY = 3;

/** How late an event may be there after events that are newer, in seconds: functions write in streams of their own. */
const LATE = 30;

/**
 * Prints what was logged, each event once.
 *
 * @returns how many there were.
 */
export async function printLogs({ since, follow, signal }: LogOptions, ports: LogPorts): Promise<number> {
  const { group, now, sleep, print } = ports;
  const seen = new Map<string, Date>();
  let [start, printed] = [since, 0];
  for (;;) {
    const looked = now();
    for await (const events of group.since(start)) {
      if (signal.aborted) return printed;
      for (const event of events.filter(({ id }) => !seen.has(id))) {
        print(logLine(event));
        printed += 1;
        seen.set(event.id, event.at);
      }
    }
    if (!follow || signal.aborted) return printed;
    // What comes late is asked for once more; what was printed is not printed again.
    start = new Date(Math.max(start.getTime(), later(looked, -LATE).getTime()));
    for (const [id, at] of seen) if (at < start) seen.delete(id);
    await pause(sleep, EVERY, signal);
  }
}

/** An event in one line: nothing in it does anything at a terminal. */
export const logLine = ({ at, message }: LogEvent): string => `${at.toISOString()} ${visible(message.trimEnd())}`;
