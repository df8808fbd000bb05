import { keep, release } from "./lease-keeping";
import { LeaseError, type LeaseOwner } from "./lease-record";
import { take } from "./lease-taking";
import type { ObjectStore } from "./object-store";

export interface LeaseOptions {
  /** Who wants the lock. */
  readonly owner: LeaseOwner;
  readonly now: () => Date;
  /** Rejects once the signal is aborted. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /**
   * Whether a holder is known to have died, because its process was on this host.
   * @default - nobody is known to have
   */
  readonly isDead?: (holder: LeaseOwner) => boolean;
  /** For how long it is waited while somebody else holds the lock. */
  readonly waitSeconds: number;
  /** How long a holder that says nothing more keeps the lock. */
  readonly leaseSeconds: number;
  /** Ends the waiting, and the work. */
  readonly signal: AbortSignal;
  /**
   * Told who is waited for, and why a lock was taken over.
   * @default - nobody is told
   */
  readonly waiting?: (text: string) => void;
}

/**
 * Does a piece of work while nobody else holds the lock under a key. The lock has an end, which is put off for as long as the
 * work goes on; so one that a killed process left is free again by itself. It is taken over at once from a process of this host
 * that is dead, and from an earlier attempt of the same run on GitHub.
 *
 * Whoever cannot renew it gives up before its end, by their own clock: clocks may differ by a sixth of its length.
 *
 * @param work Gets a signal that is aborted when the lock is lost, too: then it has to stop.
 * @throws LeaseError when somebody else holds the lock for too long, or when it was lost, whatever became of the work.
 * RecordError when what the key holds is no lock. The signal's reason, when it ended the waiting.
 */
export async function withLease<T>(
  store: ObjectStore,
  key: string,
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lock = await take(store, key, options);
  const [lost, over] = [new AbortController(), new AbortController()];
  const kept = keep(lock, options, over.signal).then((loss) => loss && lost.abort(loss));
  const signal = AbortSignal.any([options.signal, lost.signal]);
  const [outcome] = await Promise.allSettled([(async () => work(signal))()]);
  over.abort();
  await kept;
  const loss = (await release(lock, options)) ?? lost.signal.reason;
  if (loss instanceof LeaseError) throw becauseOf(loss, outcome);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/** The work may have failed for another reason, which is not to be forgotten. */
const becauseOf = (loss: LeaseError, outcome: PromiseSettledResult<unknown>): LeaseError =>
  outcome.status === "fulfilled" || outcome.reason === loss
    ? loss
    : new LeaseError("lost", loss.message, { cause: outcome.reason });
