import { setTimeout as sleep } from "node:timers/promises";

/** How long is waited for AWS, and by which clock. */
export interface Patience {
  /** Milliseconds between two looks at something that AWS is doing. */
  readonly pause: number;
  /** Milliseconds after which a deployment is no longer waited for. */
  readonly limit: number;
  /** Milliseconds since 1970. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** A canary takes five minutes; alarms and a roll-back take as long again. CodeBuild's own limit has to be above it. */
export const PATIENCE: Patience = {
  pause: 5_000,
  limit: 30 * 60_000,
  now: Date.now,
  wait: (milliseconds) => sleep(milliseconds),
};
