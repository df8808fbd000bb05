import { type Attempt, KEPT_VERSIONS, type PromotionRecord } from "./record";
import type { RecordStore } from "./record-store";
import { type Destination, isPointedTo, type Pointed, type Serving, type Target } from "./target";
import { goBack, type Way, wayBack } from "./way-back";

/** Which version a site is to get, from where, and who says so. */
export interface Wanted<Settings>
  extends Pick<Attempt<Settings>, "version" | "settings" | "from" | "actor" | "approver" | "run"> {
  readonly application: string;
  readonly stage: string;
  readonly site: string;
  /**
   * Whether the site may get a version back that it had before another one.
   * @default false
   */
  readonly older?: boolean;
  /**
   * Id of the attempt that succeeded last when this was chosen: what the site got since makes it another choice.
   * @default - whatever it got
   */
  readonly after?: string;
}

export interface PromotePorts<Settings> {
  readonly target: Target<Settings>;
  readonly records: RecordStore<Settings>;
  readonly now: () => Date;
  /** A name for the attempt, which no other has. */
  readonly newId: () => string;
  /** Aborted when the lock of the site is lost, or the run is interrupted. */
  readonly signal: AbortSignal;
}

export interface Promoted<Settings> {
  /** `unchanged`: the site served exactly this before, and was only read back. */
  readonly kind: "promoted" | "unchanged";
  readonly record: PromotionRecord<Settings>;
  /** What it served before; undefined when nothing. */
  readonly before: Serving<Settings> | undefined;
}

/** A promotion that failed. The record says so, too; the message says what the site serves. */
export class PromotionError extends Error {
  override readonly name = "PromotionError";
}

/** A promotion that was not begun, since nobody may have meant it. */
export class PromotionRefusal extends Error {
  override readonly name = "PromotionRefusal";
}

/** Somebody else may switch the same site by hand while its lock is held: how often that is tried again. */
const MOST_SWITCHES = 3;

/** Longest reason that a record keeps, in characters. */
const LONGEST_REASON = 600;

/**
 * Gives a site a version: says so in its record, brings the artefact, switches, reads back what is served, and says in the
 * record that it succeeded. Whoever is killed on the way leaves the site with its old version or its new one, each in full,
 * and a record that says what was being done; the same call again finishes it.
 *
 * Its caller holds the lock of the site. Should the lock be lost all the same, the switch is made only from what was read, and
 * the record is written only over what was read.
 *
 * @throws PromotionRefusal when it would be an older version that nobody asked for as such, or the site got another one since
 * this was chosen. PromotionError when the version could not be had, switched to or read back: then the site gets back what it
 * had; also when all of this was done, and the record could not say so. RecordError when somebody else wrote the record before.
 */
export async function promote<Settings>(
  wanted: Wanted<Settings>,
  ports: PromotePorts<Settings>,
): Promise<Promoted<Settings>> {
  const { target, records, now, newId, signal } = ports;
  const stored = await records.read();
  const before = await target.current();
  const to: Destination<Settings> = { ...wanted, at: now().toISOString() };
  if (stored && isDone(stored.record, before, wanted)) {
    await target.verify(to, signal);
    return { kind: "unchanged", record: stored.record, before };
  }
  const { application, stage, site, older = false, after, ...what } = wanted;
  if (stored && !older) refuseOlder(stored.record, wanted);
  const [last] = stored?.record.good ?? [];
  if (last && after !== undefined && last.id !== after)
    throw new PromotionRefusal(
      `${site} got the commit ${last.version.commit.slice(0, 7)} by ${last.actor} in the meantime. Look at what it has now, then run this again.`,
    );
  const attempt: Attempt<Settings> = { ...what, id: newId(), status: "in_progress", startedAt: to.at };
  const good = stored?.record.good ?? [];
  const begun = await records.write(stored, {
    ...{ format: 1, application, stage, site, good },
    latest: attempt,
  });
  const way: Way<Settings> = { now: () => Promise.resolve(before), back: wayBack(before, wanted, stored?.record) };
  try {
    await target.prepare(wanted.version);
    signal.throwIfAborted();
    if (!before || !isPointedTo(before, wanted)) {
      // Until it is answered, nobody knows whether it was done.
      way.now = () => target.current();
      const now = await switched(target, before, to, signal);
      way.now = () => Promise.resolve(now);
    }
    await target.verify(to, signal);
  } catch (error) {
    const reason = reasonOf(error);
    const latest = { ...attempt, status: "failed", finishedAt: now().toISOString(), reason } as const;
    const left = await goBack(target, wanted, way);
    await records.write(begun, { ...begun.record, latest }).catch(() => undefined);
    throw new PromotionError(`${reason} ${left}`, { cause: error });
  }
  const succeeded = { ...attempt, status: "succeeded", finishedAt: now().toISOString() } as const;
  const done = { ...begun.record, latest: succeeded, good: [succeeded, ...good].slice(0, KEPT_VERSIONS) };
  const { record } = await records.write(begun, done).catch((error: unknown) => {
    throw new PromotionError(
      `${reasonOf(error)} The site serves the new version, and its record does not say yet that it succeeded: run this again.`,
      { cause: error },
    );
  });
  return { kind: "promoted", record, before };
}

/** Whether the record says that the last attempt gave it exactly this, and nobody switched it since. */
const isDone = <Settings>(
  { latest }: PromotionRecord<Settings>,
  before: Pointed<Settings> | undefined,
  wanted: Wanted<Settings>,
): boolean =>
  latest.status === "succeeded" &&
  isPointedTo({ ...latest.version, settings: latest.settings }, wanted) &&
  before !== undefined &&
  isPointedTo(before, wanted);

/**
 * A site that had a version, and then another one, gets the former back only when somebody says that this is meant: it would
 * undo a hot fix, or a roll-back of the source.
 *
 * @throws PromotionRefusal
 */
export function refuseOlder<Settings>(
  { site, good: [now, ...earlier] }: PromotionRecord<Settings>,
  { version, from }: Pick<Wanted<Settings>, "version" | "from">,
): void {
  const isSame = (other: Attempt<Settings>): boolean =>
    other.version.digest === version.digest && other.version.commit === version.commit;
  if (from.kind === "rollback" || !now || isSame(now) || !earlier.some(isSame)) return;
  throw new PromotionRefusal(
    `${site} had the commit ${version.commit.slice(0, 7)} before, and got ${now.version.commit.slice(0, 7)} of ${now.version.branch} after it. To give it that one again all the same, say --older; to undo its last promotion, use \`infra rollback\`.`,
  );
}

async function switched<Settings>(
  target: Target<Settings>,
  before: Pointed<Settings> | undefined,
  to: Destination<Settings>,
  signal: AbortSignal,
): Promise<Pointed<Settings> | undefined> {
  let current = before;
  for (let tries = 1; tries <= MOST_SWITCHES; tries++) {
    const answer = await target.switch(current, to);
    if (answer !== "lost") return answer;
    signal.throwIfAborted();
    current = await target.current();
  }
  throw new PromotionError("Others switch the site all the time. See who does that, then run this again.");
}

/** What went wrong, as a sentence for people and records. */
function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\p{C}+/gu, " ").trim();
  const sentence = text.slice(0, LONGEST_REASON);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
