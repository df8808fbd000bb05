import type { LeaseOptions } from "./lease";
import { holderOf, inWords, type Lease, LeaseError, type LeaseHolder, leaseIn, textOf } from "./lease-record";
import { later, pause, secondsUntil } from "./lease-time";
import type { ObjectStore, Version } from "./object-store";

/** A lock that is ours, unless somebody took it over. */
export interface Lock {
  readonly key: string;
  readonly holder: LeaseHolder;
  /** When it ends. */
  until(): Date;
  /** Writes it, unless somebody else did: then theirs is returned. */
  write(holder: LeaseHolder | null, until: Date): Promise<Lease | undefined>;
}

/** A lock that somebody holds. */
type Held = Lease & { readonly holder: LeaseHolder };

/** How often a lock that somebody else holds is looked at, in seconds. */
const LOOK_EVERY = 5;

/** Takes a lock, as soon as it may be had. */
export async function take(store: ObjectStore, key: string, options: LeaseOptions): Promise<Lock> {
  const { now, waitSeconds, signal, waiting } = options;
  const patience = later(now(), waitSeconds);
  let told: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const stored = await store.read(key);
    const lease = stored && leaseIn(stored.text, key);
    const time = now();
    const held = isHeld(lease) ? lease : undefined;
    const why = held && whyTaken(held, options, time);
    if (!held || why !== undefined) {
      const lock = await written(store, key, stored?.version, options, time);
      if (lock && held) waiting?.(`the lock ${key} is taken over from ${inWords(held.holder)}: ${why}`);
      if (lock) return lock;
      // Somebody else was faster: look who.
      continue;
    }
    const left = secondsUntil(patience, time);
    if (left <= 0) throw new LeaseError("held", heldText(key, held));
    if (told !== held.holder.id) waiting?.(`waiting for ${inWords(held.holder)}, who holds the lock ${key}`);
    told = held.holder.id;
    await pause(options.sleep, Math.min(LOOK_EVERY, left, secondsUntil(new Date(held.until), time)), signal);
  }
}

const isHeld = (lease: Lease | undefined): lease is Held => !!lease?.holder;

/** Undefined when it may not be taken from its holder. */
function whyTaken({ holder, until }: Held, { owner, isDead }: LeaseOptions, time: Date): string | undefined {
  if (secondsUntil(new Date(until), time) <= 0) return `it ended at ${until}, and was not renewed`;
  if (owner.run && holder.run?.id === owner.run.id && holder.run.attempt < owner.run.attempt)
    return "that is an earlier attempt of this run";
  return isDead?.(holder) ? "its process ended without releasing it" : undefined;
}

/** Undefined when somebody else wrote first. */
async function written(
  store: ObjectStore,
  key: string,
  before: Version | undefined,
  { owner, leaseSeconds }: LeaseOptions,
  time: Date,
): Promise<Lock | undefined> {
  const holder = holderOf(owner, crypto.randomUUID(), time);
  const until = later(time, leaseSeconds);
  const text = textOf({ format: 1, holder, until: until.toISOString() });
  const answer = before === undefined ? await store.create(key, text) : await store.replace(key, text, before);
  return typeof answer === "string" ? undefined : lockOf(store, key, holder, answer.version, until);
}

function lockOf(store: ObjectStore, key: string, holder: LeaseHolder, first: Version, end: Date): Lock {
  let [version, until] = [first, end];
  async function write(next: LeaseHolder | null, ending: Date): Promise<Lease | undefined> {
    const text = textOf({ format: 1, holder: next, until: ending.toISOString() });
    const answer = await store.replace(key, text, version);
    if (answer !== "changed") {
      [version, until] = [answer.version, ending];
      return undefined;
    }
    // It may have been ourselves: a write that was done, and of which no answer came.
    const stored = await store.read(key);
    const lease = stored ? leaseIn(stored.text, key) : NOBODYS;
    if (!stored || lease.holder?.id !== holder.id || stored.version === version) return lease;
    ({ version } = stored);
    return write(next, ending);
  }
  return { key, holder, until: () => until, write };
}

/** What a key that holds nothing says. */
const NOBODYS: Lease = { format: 1, holder: null, until: new Date(0).toISOString() };

const heldText = (key: string, { holder, until }: Held): string =>
  `the lock ${key} is held by ${inWords(holder)} since ${holder.since}, and until ${until} if that is not put off. Wait until that ends, then run this again.`;
