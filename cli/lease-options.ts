import { setTimeout as sleep } from "node:timers/promises";
import { isDeadHere, thisProcess } from "../adapters/process";
import type { LeaseOptions } from "../operations/records/lease";
import type { RunFacts } from "../operations/report/run-facts";
import { tell } from "./output";

/** A lock that a command wants. */
export interface WantedLease {
  /** Who wants it, for whoever waits. */
  readonly actor: string;
  /** The run of GitHub Actions, where there is one. */
  readonly run: RunFacts["run"];
  /** For how long it is waited while somebody else holds it. */
  readonly waitMinutes: number;
  /** How long a holder that says nothing more keeps it. */
  readonly leaseSeconds: number;
  readonly signal: AbortSignal;
}

/** How this process takes a lock. */
export const leaseOptions = ({ actor, run, waitMinutes, leaseSeconds, signal }: WantedLease): LeaseOptions => ({
  owner: { name: actor, ...thisProcess(), ...namedRun(run) },
  now: () => new Date(),
  sleep: pauseFor,
  isDead: isDeadHere,
  waitSeconds: waitMinutes * 60,
  leaseSeconds,
  signal,
  waiting: tell,
});

/** A run as locks and records name it; nothing outside of GitHub Actions. */
export const namedRun = (run: RunFacts["run"]) =>
  run ? { url: run.url, run: { id: run.id, attempt: run.attempt } } : {};

/** Waits, and rejects once the signal is aborted. */
export const pauseFor = (seconds: number, signal: AbortSignal): Promise<void> =>
  sleep(seconds * 1000, undefined, { signal });
