import type { StateLock } from "../inspect/ports";
import type { Deployment, DeploymentRun } from "./deployment";

/** Who deploys now. */
export type Here = Pick<DeploymentRun, "place" | "run">;

/** What is known of the Terraform that an earlier run on this machine had: undefined when nothing is. */
export type IsRunning = (stack: string) => boolean | undefined;

/**
 * The locks that earlier runs of a deployment left when they were killed, and that nobody holds any more: of an earlier
 * attempt of the same run on GitHub, which ended before this one began; or of a process of this very machine that is dead.
 * Any other holder may still be alive, and keeps its lock.
 */
export function staleLocks(
  locks: readonly StateLock[],
  { runs, stacks }: Pick<Deployment, "runs" | "stacks">,
  here: Here,
  isRunning: IsRunning,
): readonly StateLock[] {
  const killed = runs.filter(({ finished }) => finished === undefined);
  const ours = new Set(stacks.map(({ id }) => id));
  return locks.filter(
    (lock) =>
      ours.has(lock.key) &&
      killed.some(
        (run) =>
          run.place === lock.who &&
          Date.parse(lock.created) >= Date.parse(run.started) &&
          (isEarlierAttempt(run, here) || (run.place === here.place && isRunning(lock.key) === false)),
      ),
  );
}

const isEarlierAttempt = ({ run }: DeploymentRun, here: Here): boolean =>
  run !== undefined && here.run !== undefined && run.id === here.run.id && run.attempt < here.run.attempt;
