import { setImmediate as turn } from "node:timers/promises";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved on by hand, and whoever sleeps by it. */
export class HandClock {
  private time: number;
  private readonly sleepers = new Set<Sleeper>();

  constructor(start = "2026-11-21T10:00:00.000Z") {
    this.time = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.time);

  readonly sleep = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const end = (settle: () => void) => () => {
        this.sleepers.delete(sleeper);
        signal.removeEventListener("abort", abort);
        settle();
      };
      const abort = end(() => reject(signal.reason));
      const sleeper = { at: this.time + seconds * 1000, wake: end(resolve) };
      signal.addEventListener("abort", abort);
      this.sleepers.add(sleeper);
    });

  /** Moves it on, and wakes each sleeper at its time. */
  async advance(seconds: number): Promise<void> {
    const end = this.time + seconds * 1000;
    for (;;) {
      await settled();
      const [next] = [...this.sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    this.time = end;
    await settled();
  }
}

/** Everything that waits for no clock has happened. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn();
}
