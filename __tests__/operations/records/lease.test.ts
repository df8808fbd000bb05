import { type LeaseOptions, withLease } from "../../../operations/records/lease";
import type { LeaseError, LeaseHolder, LeaseOwner } from "../../../operations/records/lease-record";
import type { ObjectStore, Version } from "../../../operations/records/object-store";
import { HandClock } from "../../support/hand-clock";
import { MemoryStore } from "../../support/memory-store";

const KEY = "locks/deploy-dev.json";
const ANA: LeaseOwner = { name: "ana", host: "laptop", pid: 7 };
const RUN: LeaseOwner = {
  name: "octocat",
  url: "https://github.com/equipweb/infra/actions/runs/5/attempts/2",
  host: "runner",
  pid: 99,
  run: { id: 5, attempt: 2 },
};
const HELD: LeaseHolder = { ...ANA, id: "0", since: "2026-11-21T09:59:00.000Z" };
const FREE = { format: 1, holder: null };

let clock: HandClock;
let store: MemoryStore;
let told: string[];
beforeEach(() => {
  clock = new HandClock();
  store = new MemoryStore();
  told = [];
});

const options = (more: Partial<LeaseOptions> = {}): LeaseOptions => ({
  owner: RUN,
  now: clock.now,
  sleep: clock.sleep,
  waitSeconds: 600,
  leaseSeconds: 300,
  signal: new AbortController().signal,
  waiting: (text) => told.push(text),
  ...more,
});

/** The lock is held as given, for so many seconds from now on. */
const heldBy = (holder: LeaseHolder, seconds: number) =>
  store.put(KEY, JSON.stringify({ format: 1, holder, until: at(seconds) }));
const at = (seconds: number): string => new Date(clock.now().getTime() + seconds * 1000).toISOString();
const works = (seconds: number) => async (signal: AbortSignal) => {
  await clock.sleep(seconds, signal);
  return `worked until ${clock.now().toISOString()}`;
};
/** What becomes of it, in a word. */
const outcomeOf = async (running: Promise<unknown>): Promise<unknown> => running.catch((error: Error) => error);

describe("work under a lock", () => {
  it("has the lock to itself, and leaves it to anybody", async () => {
    const running = withLease(store, KEY, options(), works(10));
    await clock.advance(9);
    expect(store.json(KEY)).toEqual({
      format: 1,
      holder: { ...RUN, id: expect.stringMatching(/^[0-9a-f-]{36}$/), since: "2026-11-21T10:00:00.000Z" },
      until: "2026-11-21T10:05:00.000Z",
    });
    await clock.advance(1);
    expect(await running).toBe("worked until 2026-11-21T10:00:10.000Z");
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:00:10.000Z" });
    expect(told).toEqual([]);
  });

  it.each<[string, () => Promise<never>]>([
    ["later", () => Promise.reject(new Error("broken"))],
    [
      "at once",
      () => {
        throw new Error("broken");
      },
    ],
  ])("leaves the lock when it fails %s, too", async (_, work) => {
    await expect(withLease(store, KEY, options(), work)).rejects.toThrow(/^broken$/);
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:00:00.000Z" });
  });

  it("keeps the lock for as long as it goes on", async () => {
    const running = withLease(store, KEY, options(), works(1_000));
    const ends: unknown[] = [];
    for (let minute = 0; minute < 5; minute++) {
      await clock.advance(100);
      ends.push((store.json(KEY) as { until: string }).until.slice(11, 19));
    }
    expect(ends).toEqual(["10:06:40", "10:08:20", "10:10:00", "10:11:40", "10:13:20"]);
    await clock.advance(500);
    expect(await running).toBe("worked until 2026-11-21T10:16:40.000Z");
  });

  it("is never done twice at once", async () => {
    const log: string[] = [];
    const names = ["a", "b", "c", "d", "e", "f"];
    const all = names.map((name) =>
      withLease(store, KEY, options({ owner: { ...ANA, name }, waitSeconds: 10_000 }), async (signal) => {
        log.push(name);
        await clock.sleep(700, signal);
        log.push(name);
      }),
    );
    await clock.advance(6 * 710);
    await Promise.all(all);
    expect(log.filter((_, index) => index % 2 === 0).sort()).toEqual(names);
    expect(log.filter((name, index) => log[index - (index % 2)] !== name)).toEqual([]);
  });

  it("ends with its signal, and leaves the lock", async () => {
    const interrupt = new AbortController();
    const running = outcomeOf(withLease(store, KEY, options({ signal: interrupt.signal }), works(100)));
    await clock.advance(10);
    interrupt.abort(new Error("interrupted"));
    expect(await running).toEqual(new Error("interrupted"));
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:00:10.000Z" });
  });
});

describe("a lock that somebody else holds", () => {
  it("is waited for", async () => {
    const first = withLease(store, KEY, options({ owner: ANA }), works(42));
    await clock.advance(0);
    const second = withLease(store, KEY, options(), works(10));
    await clock.advance(60);
    expect(await first).toBe("worked until 2026-11-21T10:00:42.000Z");
    expect(await second).toBe("worked until 2026-11-21T10:00:55.000Z");
    expect(told).toEqual([`waiting for ana, who holds the lock ${KEY}`]);
  });

  it("is waited for so long, and then named", async () => {
    heldBy({ ...HELD, ...RUN }, 3_600);
    const work = jest.fn();
    const running = outcomeOf(withLease(store, KEY, options({ owner: ANA, waitSeconds: 597 }), work));
    await clock.advance(596);
    expect(work).not.toHaveBeenCalled();
    const before = store.json(KEY);
    await clock.advance(1);
    const error = (await running) as LeaseError;
    expect(clock.now().toISOString()).toBe("2026-11-21T10:09:57.000Z");
    expect([error.name, error.kind, error.message]).toEqual([
      "LeaseError",
      "held",
      "the lock locks/deploy-dev.json is held by octocat (https://github.com/equipweb/infra/actions/runs/5/attempts/2) since 2026-11-21T09:59:00.000Z, and until 2026-11-21T11:00:00.000Z if that is not put off. Wait until that ends, then run this again.",
    ]);
    expect([work.mock.calls, store.json(KEY)]).toEqual([[], before]);
  });

  it("is looked at once by who does not wait", async () => {
    heldBy(HELD, 10);
    await expect(withLease(store, KEY, options({ waitSeconds: 0 }), works(1))).rejects.toMatchObject({ kind: "held" });
  });

  it("is waited for until the signal", async () => {
    heldBy(HELD, 3_600);
    const interrupt = new AbortController();
    const running = outcomeOf(withLease(store, KEY, options({ signal: interrupt.signal }), works(1)));
    await clock.advance(7);
    interrupt.abort(new Error("interrupted"));
    expect(await running).toEqual(new Error("interrupted"));
  });

  it("is free once its time is over: whoever was killed says nothing more", async () => {
    heldBy(HELD, 72);
    const running = withLease(store, KEY, options(), works(1));
    await clock.advance(71.9);
    expect(store.json(KEY)).toMatchObject({ holder: HELD });
    await clock.advance(0.1);
    expect(store.json(KEY)).toMatchObject({ holder: RUN });
    await clock.advance(1);
    expect(await running).toBe("worked until 2026-11-21T10:01:13.000Z");
    expect(told).toEqual([
      `waiting for ana, who holds the lock ${KEY}`,
      `the lock ${KEY} is taken over from ana: it ended at 2026-11-21T10:01:12.000Z, and was not renewed`,
    ]);
  });

  it.each<[string, Partial<LeaseHolder>, string | undefined]>([
    ["an earlier attempt of the same run", { run: { id: 5, attempt: 1 } }, "that is an earlier attempt of this run"],
    ["the same attempt", { run: { id: 5, attempt: 2 } }, undefined],
    ["a later attempt", { run: { id: 5, attempt: 3 } }, undefined],
    ["an earlier attempt of another run", { run: { id: 4, attempt: 1 } }, undefined],
    ["a dead process of this host", { host: "runner", pid: 1 }, "its process ended without releasing it"],
    ["a process of this host", { host: "runner", pid: 2 }, undefined],
  ])("is taken over at once, if that is known to be over: %s", async (_, holder, why) => {
    heldBy({ ...HELD, ...holder }, 3_600);
    const isDead = ({ host, pid }: LeaseOwner) => host === "runner" && pid === 1;
    const running = outcomeOf(withLease(store, KEY, options({ isDead, waitSeconds: 0 }), works(0)));
    await clock.advance(0);
    const outcome = await running;
    expect(outcome).toEqual(
      why === undefined ? expect.objectContaining({ kind: "held" }) : "worked until 2026-11-21T10:00:00.000Z",
    );
    expect(told).toEqual(why === undefined ? [] : [`the lock ${KEY} is taken over from ana: ${why}`]);
  });

  it("can be read again, whatever its holder is called", async () => {
    const owner = { ...RUN, name: "\u001b[2J\nana", host: "", url: `https://github.com/${"x".repeat(400)}` };
    const running = withLease(store, KEY, options({ owner }), works(10));
    await clock.advance(1);
    const other = outcomeOf(withLease(store, KEY, options({ owner: ANA, waitSeconds: 0 }), works(1)));
    await clock.advance(9);
    expect(await other).toMatchObject({
      message: expect.stringMatching(/is held by {2}\[2J ana \(https:.{294}\) since/),
    });
    expect(await running).toBe("worked until 2026-11-21T10:00:10.000Z");
  });

  it.each([
    ["no JSON", "{"],
    ["of another format", JSON.stringify({ format: 2, holder: null, until: "2026-11-21T10:00:00.000Z" })],
    [
      "held by what would clear a terminal",
      JSON.stringify({ format: 1, holder: { ...HELD, name: "\u001b[2J" }, until: HELD.since }),
    ],
  ])("is no lock when it is %s", async (_, text) => {
    store.put(KEY, text);
    await expect(withLease(store, KEY, options(), works(1))).rejects.toMatchObject({
      name: "RecordError",
      message: `the lock ${KEY} is damaged, or was written by another version of this command. See who else is at it; when nobody is, put back an earlier version of it that is whole.`,
    });
    expect((await store.read(KEY))?.text).toBe(text);
  });
});

describe("a lock that is lost", () => {
  const refused = (): Promise<never> => Promise.reject(new Error("no network"));
  const OTHER = { ...HELD, name: "ben", since: "2026-11-21T10:01:00.000Z" };
  const LOST = `the lock ${KEY} was lost: ben holds it since 2026-11-21T10:01:00.000Z. What was being done was stopped. Look at what was done, then run this again.`;
  const late = (until: string) =>
    `the lock ${KEY} was lost: it could not be renewed, and ends at ${until}. What was being done was stopped. See whether AWS answers, then run this again.`;

  it("to somebody else stops the work, and stays theirs", async () => {
    let stopped: unknown;
    const running = outcomeOf(
      withLease(store, KEY, options(), async (signal) => {
        signal.addEventListener(
          "abort",
          () => (stopped = [clock.now().toISOString(), (signal.reason as Error).message]),
        );
        await works(1_000)(signal);
      }),
    );
    await clock.advance(60);
    heldBy(OTHER, 300);
    await clock.advance(40);
    expect(stopped).toEqual(["2026-11-21T10:01:40.000Z", LOST]);
    expect(await running).toMatchObject({ name: "LeaseError", kind: "lost", message: LOST });
    expect(store.json(KEY)).toMatchObject({ holder: OTHER });
  });

  it("is told even when the work ended well, or for a reason of its own", async () => {
    const good = outcomeOf(withLease(store, KEY, options(), works(70)));
    await clock.advance(60);
    heldBy(OTHER, 300);
    await clock.advance(10);
    expect(await good).toMatchObject({ kind: "lost", message: LOST });

    store = new MemoryStore();
    const bad = outcomeOf(
      withLease(store, KEY, options(), async (signal) => {
        await works(70)(signal);
        throw new Error("broken");
      }),
    );
    await clock.advance(60);
    heldBy(OTHER, 300);
    await clock.advance(10);
    expect(await bad).toMatchObject({ kind: "lost", message: LOST, cause: new Error("broken") });
  });

  it.each<[string, () => Promise<never>]>([
    ["is refused", refused],
    ["is never answered", () => new Promise(() => undefined)],
  ])("because every renewal %s stops the work before others may begin theirs", async (_, replace) => {
    const whole: ObjectStore["replace"] = store.replace.bind(store);
    store.replace = replace;
    const running = outcomeOf(
      withLease(store, KEY, options(), (signal) => {
        signal.addEventListener("abort", () => (store.replace = whole));
        return works(1_000)(signal);
      }),
    );
    await clock.advance(249);
    expect(store.replace).toBe(replace);
    await clock.advance(1);
    expect(await running).toMatchObject({ kind: "lost", message: late("2026-11-21T10:05:00.000Z") });
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:04:10.000Z" });
  });

  it("is not, when a renewal fails and the next one does not", async () => {
    const whole: ObjectStore["replace"] = store.replace.bind(store);
    store.replace = refused;
    const running = withLease(store, KEY, options(), works(1_000));
    await clock.advance(110);
    store.replace = whole;
    await clock.advance(890);
    expect(await running).toBe("worked until 2026-11-21T10:16:40.000Z");
  });

  it("is not, when a renewal was done and its answer was lost", async () => {
    const whole: ObjectStore["replace"] = store.replace.bind(store);
    store.replace = async (key: string, text: string, version: Version): ReturnType<ObjectStore["replace"]> => {
      await whole(key, text, version);
      store.replace = whole;
      throw new Error("no answer");
    };
    const running = withLease(store, KEY, options(), works(1_000));
    await clock.advance(1_000);
    expect(await running).toBe("worked until 2026-11-21T10:16:40.000Z");
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:16:40.000Z" });
  });

  it("is not, when it cannot be given back: it ends by itself", async () => {
    const running = withLease(store, KEY, options(), works(10));
    await clock.advance(5);
    store.replace = refused;
    await clock.advance(5);
    expect(await running).toBe("worked until 2026-11-21T10:00:10.000Z");
    expect(told).toEqual([`the lock ${KEY} could not be released; it ends by itself at 2026-11-21T10:05:00.000Z`]);
  });

  it("is not, when the work ends while a renewal is under way", async () => {
    const whole: ObjectStore["replace"] = store.replace.bind(store);
    store.replace = async (key: string, text: string, version: Version): ReturnType<ObjectStore["replace"]> => {
      store.replace = whole;
      await clock.sleep(20, new AbortController().signal);
      return whole(key, text, version);
    };
    const running = withLease(store, KEY, options(), works(110));
    await clock.advance(200);
    expect(await running).toBe("worked until 2026-11-21T10:01:50.000Z");
    expect(store.json(KEY)).toEqual({ ...FREE, until: "2026-11-21T10:01:50.000Z" });
  });
});
