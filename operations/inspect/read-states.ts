import { inTurn } from "../in-turn";
import type { StateBucket, StateObject } from "./ports";
import { type RedactedState, redacted } from "./redaction";
import { isEmpty, readState } from "./state-document";

/** The states of one network. */
export interface StatePlace {
  /** Name of the network. */
  readonly network: string;
  readonly bucket: StateBucket;
}

/** Keeps what was read of states, redacted, so that it need not be read again. */
export interface StateCache {
  /** The text that was kept for a state, if it is of that very content. */
  read(bucket: string, object: StateObject): Promise<string | undefined>;
  write(bucket: string, object: StateObject, text: string): Promise<void>;
}

/** A state that was read. */
export interface FoundState {
  readonly network: string;
  /** Id of its stack, and its key. */
  readonly stack: string;
  /** When it was written. */
  readonly modified: Date;
  readonly state: RedactedState;
}

/** Something that could not be looked at. */
export interface Problem {
  readonly network: string;
  /**
   * The state.
   * @default - no state of the network could be
   */
  readonly stack?: string;
  /** Why, and what to do; whole sentences. */
  readonly message: string;
}

export interface ReadOptions {
  readonly cache: StateCache;
  /** How many states are read at the same time, in each network. */
  readonly parallel: number;
  /** @default - all */
  readonly wants?: (key: string) => boolean;
  /**
   * Whether a state is worth a look, by the JSON of its `RedactedState`: quicker than reading it.
   * @default - all are
   */
  readonly mayMatter?: (text: string) => boolean;
}

/**
 * Reads the states of networks, many at once, and hands each on; no more of them are in memory than are read at the same
 * time. States in which nothing is left are passed over: their stacks are gone. What cannot be read stops nothing else.
 *
 * @param work Called in no certain order.
 * @returns what could not be read, sorted.
 */
export const readStates = (
  places: readonly StatePlace[],
  { cache, mayMatter = () => true, ...options }: ReadOptions,
  work: (found: FoundState) => void,
): Promise<readonly Problem[]> =>
  eachState(places, options, async ({ network, bucket }, object) => {
    const text = (await cache.read(bucket.name, object)) ?? (await readAndKeep(bucket, cache, object));
    if (text === undefined || !mayMatter(text)) return;
    const state = JSON.parse(text) as RedactedState;
    if (!isEmpty(state)) work({ network, stack: object.key, modified: object.modified, state });
  });

/**
 * Does a piece of work with every state that is wanted, so many at a time in each network.
 *
 * @returns what failed, sorted.
 */
export async function eachState(
  places: readonly StatePlace[],
  { parallel, wants = () => true }: Pick<ReadOptions, "parallel" | "wants">,
  work: (place: StatePlace, object: StateObject) => Promise<void>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const readPlace = async (place: StatePlace): Promise<void> => {
    const { network, bucket } = place;
    const objects = await bucket.list().catch((error: unknown) => {
      problems.push({ network, message: messageOf(error) });
      return [];
    });
    const wanted = objects.filter(({ key }) => wants(key));
    await inTurn(wanted, parallel, (object) =>
      work(place, object).catch((error: unknown) => {
        problems.push({ network, stack: object.key, message: stateMessage(object.key, error) });
      }),
    );
  };
  await Promise.all(places.map(readPlace));
  return problems.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ network, stack = "" }: Problem): string => `${network}\n${stack}`;

/** Undefined when it was removed since it was listed. */
async function readAndKeep(bucket: StateBucket, cache: StateCache, object: StateObject): Promise<string | undefined> {
  const found = await bucket.read(object.key);
  if (!found) return undefined;
  const text = JSON.stringify(redacted(readState(found.text)));
  // What was written since it was listed is kept as what it is.
  await cache.write(bucket.name, { ...object, etag: found.etag }, text);
  return text;
}

/** What to say of a state that could not be read. Of one that is damaged, also where a sound one is. */
export function stateMessage(key: string, error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof Error && error.name === "StateError")) return message;
  return `the state of ${key} cannot be read: ${message}. Its older versions: \`infra state history ${key}\`.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
