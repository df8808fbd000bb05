import type { LeaseOptions } from "./lease";
import { inWords, type Lease, LeaseError } from "./lease-record";
import type { Lock } from "./lease-taking";
import { later, pause, secondsUntil } from "./lease-time";

/** Parts of a lock's length: when it is renewed, when that is tried again, and how long before its end it is given up. */
const RENEW_AFTER = 1 / 3;
const TRY_AGAIN_AFTER = 1 / 12;
const GIVE_UP_BEFORE = 1 / 6;

/** Renews a lock until the work is over. Returns an error when the lock was lost before. */
export async function keep(lock: Lock, options: LeaseOptions, over: AbortSignal): Promise<LeaseError | undefined> {
  const { now, sleep, leaseSeconds } = options;
  const left = () => secondsUntil(lock.until(), now()) - leaseSeconds * GIVE_UP_BEFORE;
  let wait = leaseSeconds * RENEW_AFTER;
  for (;;) {
    await pause(sleep, Math.max(0, Math.min(wait, left())), over);
    const answer = left() > 0 && !over.aborted ? await renewed(lock, options, left(), over) : "late";
    if (over.aborted) return undefined;
    if (answer === "late") return new LeaseError("lost", lateText(lock));
    if (typeof answer === "object") return new LeaseError("lost", lostText(lock, answer));
    wait = leaseSeconds * (answer === "renewed" ? RENEW_AFTER : TRY_AGAIN_AFTER);
  }
}

/** The lock of whoever took it over, if somebody did; `late` when that cannot be known in so many seconds. */
async function renewed(
  lock: Lock,
  { now, sleep, leaseSeconds }: LeaseOptions,
  seconds: number,
  over: AbortSignal,
): Promise<Lease | "renewed" | "failed" | "late"> {
  const answered = new AbortController();
  const renewal = lock.write(lock.holder, later(now(), leaseSeconds)).then(
    (other) => other ?? ("renewed" as const),
    () => "failed" as const,
  );
  const late = pause(sleep, seconds, AbortSignal.any([answered.signal, over])).then(() => "late" as const);
  const first = await Promise.race([renewal, late]);
  answered.abort();
  return first;
}

/** Gives a lock back. Returns an error when it turns out that somebody else took it over. */
export async function release(lock: Lock, { now, waiting }: LeaseOptions): Promise<LeaseError | undefined> {
  try {
    const other = await lock.write(null, now());
    return other && new LeaseError("lost", lostText(lock, other));
  } catch {
    // What was done is done: this makes no failure of it.
    waiting?.(`the lock ${lock.key} could not be released; it ends by itself at ${lock.until().toISOString()}`);
    return undefined;
  }
}

const lostText = ({ key }: Lock, { holder }: Lease): string =>
  `the lock ${key} was lost: ${holder ? `${inWords(holder)} holds it since ${holder.since}` : "somebody else released it"}. What was being done was stopped. Look at what was done, then run this again.`;

const lateText = ({ key, until }: Lock): string =>
  `the lock ${key} was lost: it could not be renewed, and ends at ${until().toISOString()}. What was being done was stopped. See whether AWS answers, then run this again.`;
