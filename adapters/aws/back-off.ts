import { setTimeout as sleep } from "node:timers/promises";

/** How often something is tried while others are in its way, and how long is waited between. */
export interface Tries {
  readonly most: number;
  /** Milliseconds of the first wait, which doubles with each further one. */
  readonly firstWait: number;
  /** Milliseconds that no wait is longer than. */
  readonly longestWait: number;
}

/** Waits after so many tries: half of the time, and as much again by chance, so that those who met part ways. */
export const backOff = ({ firstWait, longestWait }: Tries, tries: number): Promise<void> =>
  sleep(Math.min(longestWait, firstWait * 2 ** (tries - 1)) * (0.5 + Math.random() / 2));
