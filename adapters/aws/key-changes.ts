import { inTurn } from "../../operations/in-turn";
import { backOff, type Tries } from "./back-off";
import { AwsError } from "./errors";
import { type KeyValueStore, MOST_KEYS, type StoreVersion } from "./key-value-store";

/** One change of a key, on the condition that nobody else changed it. */
export interface KeyChange {
  readonly key: string;
  /** The text that was read; undefined when there was none. */
  readonly before: string | undefined;
  /** The text that it gets; undefined when it goes. */
  readonly after: string | undefined;
}

export type Outcome = "changed" | "lost";

/** Keys that are read at once. */
const READS_AT_ONCE = 16;

/** About half a minute of others who write all the time. */
const OTHERS_WRITE: Tries = { most: 20, firstWait: 50, longestWait: 3_000 };

type Texts = ReadonlyMap<string, string | undefined>;

/** A change that waits for its outcome. */
interface Waiting extends KeyChange {
  /** Whether a request with it was sent and not answered for sure: then a text that is what it is to be may be ours. */
  isSent: boolean;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Changes keys of a store. CloudFront versions the store, not the key: each write says which version it is of, and fails when
 * anybody wrote any key since. So all changes that are asked for at once go together, 50 keys a request, each request on the
 * version that the one before it made. (The 3 MB that a request may have are more than 50 keys and values of full length.)
 *
 * @param failed What a failure of the store is thrown as.
 */
export function keyChanges(
  store: KeyValueStore,
  failed: (thrown: unknown) => Error,
): (change: KeyChange) => Promise<Outcome> {
  let waiting: readonly Waiting[] = [];
  let isRunning = false;
  /** What the last write made, as long as nothing speaks against it. */
  let made: StoreVersion | undefined;

  async function run(): Promise<void> {
    isRunning = true;
    // Whatever else asks in this very turn comes along.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = firstOfEachKey(waiting);
      waiting = waiting.filter((change) => !group.includes(change));
      await settle(group);
    }
    made = undefined;
    isRunning = false;
  }

  /** Sees each change of a group to its end. */
  async function settle(group: readonly Waiting[]): Promise<void> {
    let left = group;
    try {
      for (let tries = 1; ; tries++) {
        // The version first: who writes after it was told is found out, whatever is read.
        const version = made ?? (await store.version());
        const open = undecided(left, await textsOf(left, version));
        left = await writeAll(open, version);
        if (left.length === 0) return;
        if (left.length < open.length) tries = 1;
        if (tries === OTHERS_WRITE.most) throw new AwsError(TOO_BUSY);
        await backOff(OTHERS_WRITE, tries);
      }
    } catch (failure) {
      made = undefined;
      await settleAfter(failure, left);
    }
  }

  /** Writes until the store has another version than it should: answers what is left then. */
  async function writeAll(changes: readonly Waiting[], first: StoreVersion): Promise<readonly Waiting[]> {
    let version = first;
    for (let from = 0; from < changes.length; from += MOST_KEYS) {
      const batch = changes.slice(from, from + MOST_KEYS);
      for (const change of batch) change.isSent = true;
      const texts = new Map(batch.map(({ key, after }) => [key, after]));
      const written = await store.write({ texts, etag: version.etag });
      made = written === "stale" ? undefined : written;
      if (written === "stale") return changes.slice(from);
      for (const change of batch) {
        change.isSent = false;
        change.settle("changed");
      }
      version = written;
    }
    return [];
  }

  /** The answer may be all that was lost: what has its new text was changed. */
  async function settleAfter(failure: unknown, left: readonly Waiting[]): Promise<void> {
    const sent = left.filter(({ isSent }) => isSent);
    const now = await textsByKey(sent).catch(() => undefined);
    for (const { key, after, settle } of sent) if (now && now.get(key) === after) settle("changed");
    for (const { fail } of left) fail(failed(failure));
  }

  /** Reads one by one, or all, whatever takes fewer turns. */
  const textsOf = (changes: readonly Waiting[], { items }: StoreVersion): Promise<Texts> =>
    changes.length / READS_AT_ONCE > items / MOST_KEYS + 1 ? store.all() : textsByKey(changes);

  async function textsByKey(changes: readonly Waiting[]): Promise<Texts> {
    const texts = new Map<string, string | undefined>();
    await inTurn(changes, READS_AT_ONCE, async ({ key }) => void texts.set(key, await store.read(key)));
    return texts;
  }

  return (change) =>
    new Promise((settle, fail) => {
      waiting = [...waiting, { ...change, isSent: false, settle, fail }];
      if (!isRunning) void run();
    });
}

const TOO_BUSY =
  "could not write the key-value store: others write it all the time. Run this again later. What was done stays done.";

/** Settles what has an outcome without being written, and answers the rest. */
function undecided(changes: readonly Waiting[], texts: ReadonlyMap<string, string | undefined>): readonly Waiting[] {
  return changes.filter(({ key, before, after, isSent, settle }) => {
    const now = texts.get(key);
    if (now === after && (isSent || before === after)) settle("changed");
    else if (now !== before) settle("lost");
    else return true;
    return false;
  });
}

/** One request names a key once: a second change of it waits for the first one. */
const firstOfEachKey = (changes: readonly Waiting[]): readonly Waiting[] => [
  ...new Map([...changes].reverse().map((change) => [change.key, change])).values(),
];
