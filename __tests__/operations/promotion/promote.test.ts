import fc from "fast-check";
import {
  type Promoted,
  type PromotePorts,
  PromotionError,
  PromotionRefusal,
  promote,
  type Wanted,
} from "../../../operations/promotion/promote";
import { KEPT_VERSIONS, type PromotionRecord, type Version } from "../../../operations/promotion/record";
import type { Target } from "../../../operations/promotion/target";
import type { ObjectStore } from "../../../operations/records/object-store";
import type { SiteSettings } from "../../../operations/sites/entry";
import { recordKey } from "../../../operations/sites/keys";
import { siteRecords } from "../../../operations/sites/site-records";
import { MemoryStore } from "../../support/memory-store";
import { MemoryTarget, tokenOf } from "../../support/memory-target";

const HOST = "amazingcafe.qro.equipweb.biz";
const KEY = recordKey("client", HOST);
const START = Date.parse("2026-03-02T09:00:00.000Z");

const version = (letter: string): Version => ({
  type: "sha",
  name: letter.repeat(40),
  commit: letter.repeat(40),
  branch: "main",
  digest: letter.repeat(64),
});

const wanted = (letter: string, more: Partial<Wanted<SiteSettings>> = {}): Wanted<SiteSettings> => ({
  ...{ application: "qro", stage: "client", site: HOST },
  version: version(letter),
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe" },
  from: { kind: "stage", stage: "prod", site: "edgecafe.qro.equipweb.biz" },
  actor: "ann",
  ...more,
});

/** A site, its record, and a clock that goes on by a second at each look. */
function site() {
  const [store, target, over] = [new MemoryStore(), new MemoryTarget(), new AbortController()];
  let looks = 0;
  let ids = 0;
  const ports: PromotePorts<SiteSettings> = {
    target,
    records: siteRecords(store, "client", HOST),
    now: () => new Date(START + 1000 * looks++),
    newId: () => `attempt-${++ids}`,
    signal: over.signal,
  };
  return {
    ...{ store, target, ports },
    interrupt: (reason: Error) => over.abort(reason),
    record: () => store.json(KEY) as PromotionRecord<SiteSettings> | undefined,
    /** The letter of the version that is served. */
    serves: () => (target.pointer === undefined ? undefined : (JSON.parse(target.pointer).digest as string)[0]),
    give: (letter: string, more?: Partial<Wanted<SiteSettings>>) => promote(wanted(letter, more), ports),
  };
}

/** The letters of what a record says that succeeded, the newest first. */
const goodOf = (record: PromotionRecord<SiteSettings> | undefined) =>
  record?.good.map((each) => each.version.commit[0]);

describe("a promotion", () => {
  it("says what it does before it switches, and that it succeeded after it read back", async () => {
    const { give, record, target, ports, store } = site();
    const seen: unknown[] = [];
    const look = async (what: string) => {
      seen.push([what, record()?.latest.status, target.pointer !== undefined]);
    };
    const watched = altered(target, {
      prepare: async (to: Version) => look("prepare").then(() => target.prepare(to)),
      switch: async (...way: Parameters<MemoryTarget["switch"]>) => look("switch").then(() => target.switch(...way)),
      verify: async (to: Parameters<MemoryTarget["verify"]>[0]) => look("verify").then(() => target.verify(to)),
    });
    await promote(wanted("a", { approver: "quinn", run: "https://github.com/equipweb/infra/actions/runs/7" }), {
      ...ports,
      target: watched,
    });
    const attempt = {
      id: "attempt-1",
      status: "succeeded",
      version: version("a"),
      settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe" },
      from: { kind: "stage", stage: "prod", site: "edgecafe.qro.equipweb.biz" },
      actor: "ann",
      approver: "quinn",
      run: "https://github.com/equipweb/infra/actions/runs/7",
      startedAt: "2026-03-02T09:00:00.000Z",
      finishedAt: "2026-03-02T09:00:01.000Z",
    };
    expect([seen, store.json(KEY), await give("a").then(({ kind }) => kind)]).toEqual([
      [
        ["prepare", "in_progress", false],
        ["switch", "in_progress", false],
        ["verify", "in_progress", true],
      ],
      { format: 1, application: "qro", stage: "client", site: HOST, latest: attempt, good: [attempt] },
      "unchanged",
    ]);
  });

  it("tells what was served before, and remembers it", async () => {
    const { give, record, target } = site();
    await give("a");
    const token = target.pointer;
    const { kind, before } = await give("b");
    expect([kind, before, goodOf(record())]).toEqual([
      "promoted",
      { ...{ digest: "a".repeat(64), commit: "a".repeat(40), settings: wanted("a").settings }, token },
      ["b", "a"],
    ]);
  });

  it("of the same version with other settings is one of its own", async () => {
    const { give, record, target } = site();
    await give("a");
    const other = { apiUrl: "https://s3.equipweb.biz/AmazingCafe" };
    const { kind } = await give("a", { settings: other });
    expect([kind, JSON.parse(target.pointer ?? "").settings, record()?.good.map(({ settings }) => settings)]).toEqual([
      "promoted",
      other,
      [other, wanted("a").settings],
    ]);
  });

  it("of what is served already writes nothing", async () => {
    const { give, store, target } = site();
    await give("a");
    const before = [await store.read(KEY), target.pointer];
    const { kind } = await give("a");
    expect([kind, [await store.read(KEY), target.pointer]]).toEqual(["unchanged", before]);
  });

  it("of what its record has switches again when somebody switched the site by hand", async () => {
    const { give, record, target, serves } = site();
    await give("a");
    target.pointer = tokenOf({ ...wanted("c"), at: "2026-03-02T10:00:00.000Z" });
    const { kind, before } = await give("a");
    expect([kind, before?.digest[0], serves(), goodOf(record())]).toEqual(["promoted", "c", "a", ["a", "a"]]);
  });

  it(`remembers ${KEPT_VERSIONS} versions, and forgets those before`, async () => {
    const { give, record } = site();
    const digits = [..."0123456789abcdef"];
    for (const digit of digits) await give(digit);
    for (const digit of digits.slice(0, 6)) await give(digit, { older: true });
    expect(goodOf(record())).toEqual([...digits, ...digits.slice(0, 6)].reverse().slice(0, KEPT_VERSIONS));
  });

  it("switches on from what somebody else switched to in between, and gives up when that never ends", async () => {
    const { give, record, target, ports, serves } = site();
    await give("a");
    let times = 0;
    const contested = (most: number): PromotePorts<SiteSettings> => ({
      ...ports,
      target: altered(target, {
        switch: async (...way: Parameters<MemoryTarget["switch"]>) => {
          times += 1;
          if (times <= most) target.pointer = tokenOf({ ...wanted("c"), at: new Date(START + times).toISOString() });
          return target.switch(...way);
        },
      }),
    });
    await promote(wanted("b"), contested(2));
    const first = [times, serves(), goodOf(record())];
    times = 0;
    const given = await promote(wanted("d"), contested(3)).catch((error: unknown) => error);
    expect([first, given, serves(), record()?.latest.status]).toEqual([
      [3, "b", ["b", "a"]],
      new PromotionError(
        "Others switch the site all the time. See who does that, then run this again. Somebody else switched the site meanwhile; that was left as it is.",
      ),
      "c",
      "failed",
    ]);
  });
});

describe("an older version", () => {
  it("is refused before anything is written, unless it is asked for as such, or it is a roll-back", async () => {
    const { give, store, record, serves } = site();
    await give("a");
    await give("b", { version: { ...version("b"), branch: "hotfix/menu" } });
    const before = await store.read(KEY);
    const refused = await give("a").catch((error: unknown) => error);
    const untouched = [await store.read(KEY), serves()];
    await give("a", { older: true });
    await give("b", { version: { ...version("b"), branch: "hotfix/menu" }, from: { kind: "rollback" } });
    expect([refused, untouched, goodOf(record())]).toEqual([
      new PromotionRefusal(
        `${HOST} had the commit aaaaaaa before, and got bbbbbbb of hotfix/menu after it. To give it that one again all the same, say --older; to undo its last promotion, use \`infra rollback\`.`,
      ),
      [before, "b"],
      ["b", "a", "b", "a"],
    ]);
  });

  it("is refused when the site got another version since it was chosen", async () => {
    const { give, record } = site();
    await give("a");
    const after = record()?.good[0]?.id ?? "";
    await give("b");
    const refused = await give("c", { after }).catch((error: unknown) => error);
    expect([
      refused,
      goodOf(record()),
      await give("c", { after: record()?.good[0]?.id ?? "" }).then(({ kind }) => kind),
    ]).toEqual([
      new PromotionRefusal(
        `${HOST} got the commit bbbbbbb by ann in the meantime. Look at what it has now, then run this again.`,
      ),
      ["b", "a"],
      "promoted",
    ]);
  });

  it("is none when it is the one that it had last, with other settings or after a failure", async () => {
    const { give, ports, target, record } = site();
    await give("a");
    const failing = { ...ports, target: altered(target, { prepare: fails("no bytes") }) };
    await promote(wanted("b"), failing).catch(() => undefined);
    await give("a");
    await give("a", { settings: { apiUrl: "https://s3.equipweb.biz/A" } });
    expect(goodOf(record())).toEqual(["a", "a", "a"]);
  });
});

/** A target with a few methods of one's own; the others are those of the target itself. */
const altered = (target: MemoryTarget, own: Partial<Target<SiteSettings>>): Target<SiteSettings> => ({
  current: () => target.current(),
  prepare: (to) => target.prepare(to),
  switch: (before, to) => target.switch(before, to),
  verify: (to) => target.verify(to),
  ...own,
});

const fails = (why: string) => async () => {
  throw new Error(why);
};

describe("a promotion that fails", () => {
  it("since its record could not be written any more says what the site serves, and the next one completes it", async () => {
    const { give, ports, record, serves } = site();
    let writes = 0;
    const records: typeof ports.records = {
      read: () => ports.records.read(),
      write: (...what) => (++writes === 2 ? Promise.reject(new Error("no answer came")) : ports.records.write(...what)),
    };
    const failed = await promote(wanted("a"), { ...ports, records }).catch((error: unknown) => error);
    expect([
      failed,
      serves(),
      record()?.latest.status,
      await give("a").then(({ kind }) => kind),
      goodOf(record()),
    ]).toEqual([
      new PromotionError(
        "no answer came. The site serves the new version, and its record does not say yet that it succeeded: run this again.",
      ),
      "a",
      "in_progress",
      "promoted",
      ["a"],
    ]);
  });

  it.each<[string, Partial<Target<SiteSettings>>, string]>([
    [
      "since the release cannot be had",
      { prepare: fails("no such bytes") },
      "no such bytes. The site serves what it served before.",
    ],
    [
      "since what is served is something else",
      { verify: fails("https://a/ answered a page.") },
      "https://a/ answered a page. The site was switched back, and serves what it served before.",
    ],
    [
      "since it cannot be switched",
      { switch: fails("access denied") },
      "access denied. The site serves what it served before.",
    ],
  ])("%s leaves the old version, and says why", async (_, fault, message) => {
    const { give, ports, target, record, serves } = site();
    await give("a");
    const token = target.pointer;
    const faulty = { ...ports, target: altered(target, fault) };
    const failed = await promote(wanted("b"), faulty).catch((error: unknown) => error);
    const { latest, good } = record() ?? {};
    expect([failed, target.pointer, latest, good?.length]).toEqual([
      new PromotionError(message),
      token,
      {
        ...{ id: "attempt-2", status: "failed", version: version("b"), settings: wanted("b").settings },
        ...{ from: wanted("b").from, actor: "ann" },
        ...{ startedAt: latest?.startedAt, finishedAt: latest?.finishedAt },
        reason: message.slice(0, message.indexOf(" The site")),
      },
      1,
    ]);
    expect([(await give("b")).kind, serves(), goodOf(record())]).toEqual(["promoted", "b", ["b", "a"]]);
  });

  it("for the first time takes the site away again", async () => {
    const { ports, target, record } = site();
    const faulty = { ...ports, target: altered(target, { verify: fails("it is a page") }) };
    const failed = await promote(wanted("a"), faulty).catch((error: unknown) => error);
    expect([failed, target.pointer, record()?.latest.status, record()?.good]).toEqual([
      new PromotionError("it is a page. The site was switched back, and serves nothing, as before."),
      undefined,
      "failed",
      [],
    ]);
  });

  it("after a switch whose answer was lost switches back", async () => {
    const { give, ports, target, serves } = site();
    await give("a");
    let lost = false;
    const faulty = {
      ...ports,
      target: altered(target, {
        switch: async (...way: Parameters<MemoryTarget["switch"]>) => {
          const answer = await target.switch(...way);
          if (lost) return answer;
          lost = true;
          throw new Error("no answer came");
        },
      }),
    };
    const failed = await promote(wanted("b"), faulty).catch((error: unknown) => error);
    expect([failed, serves()]).toEqual([
      new PromotionError("no answer came. The site was switched back, and serves what it served before."),
      "a",
    ]);
  });

  it("goes back to what succeeded last, where a killed attempt had switched the site", async () => {
    const { give, ports, target, serves, record } = site();
    await give("a");
    const killed = {
      ...ports,
      target: altered(target, { verify: () => new Promise(() => undefined) }),
    };
    void promote(wanted("b"), killed);
    for (let turns = 0; serves() !== "b" && turns < 100; turns++) await new Promise(setImmediate);
    const faulty = { ...ports, target: altered(target, { verify: fails("it is a page") }) };
    const failed = await promote(wanted("b"), faulty).catch((error: unknown) => error);
    expect([failed, serves(), record()?.latest.status, goodOf(record())]).toEqual([
      new PromotionError("it is a page. The site was switched back, and serves what it served before."),
      "a",
      "failed",
      ["a"],
    ]);
  });

  it("takes nothing away from a site that serves the very version, and has no record of it", async () => {
    const { give, ports, target, serves } = site();
    await give("a");
    const lost: typeof ports.records = siteRecords(new MemoryStore(), "client", HOST);
    const faulty = { ...ports, records: lost, target: altered(target, { verify: fails("it is a page") }) };
    const failed = await promote(wanted("a"), faulty).catch((error: unknown) => error);
    expect([failed, serves()]).toEqual([
      new PromotionError("it is a page. The site serves what it served before."),
      "a",
    ]);
  });

  it("leaves what somebody else switched to meanwhile", async () => {
    const { give, ports, target, serves } = site();
    await give("a");
    const faulty = {
      ...ports,
      target: altered(target, {
        verify: async () => {
          target.pointer = tokenOf({ ...wanted("c"), at: "2026-03-02T10:00:00.000Z" });
          throw new Error("it serves something else");
        },
      }),
    };
    const failed = await promote(wanted("b"), faulty).catch((error: unknown) => error);
    expect([failed, serves()]).toEqual([
      new PromotionError(
        "it serves something else. Somebody else switched the site meanwhile; that was left as it is.",
      ),
      "c",
    ]);
  });

  it("says so when it cannot be switched back", async () => {
    const { give, ports, target, serves } = site();
    await give("a");
    let switches = 0;
    const faulty = {
      ...ports,
      target: altered(target, {
        verify: fails("it is a page"),
        switch: async (...way: Parameters<MemoryTarget["switch"]>) => {
          switches += 1;
          if (switches > 1) throw new Error("access denied");
          return target.switch(...way);
        },
      }),
    };
    const failed = await promote(wanted("b"), faulty).catch((error: unknown) => error);
    expect([failed, serves()]).toEqual([
      new PromotionError(
        "it is a page. The site could not be switched back, and may serve the new version. Run this again, or `infra rollback`.",
      ),
      "b",
    ]);
  });

  it("since it was interrupted goes back", async () => {
    const { give, interrupt, target, ports, serves, record } = site();
    await give("a");
    const slow = {
      ...ports,
      target: altered(target, {
        verify: async () => {
          interrupt(new Error("interrupted (SIGINT)"));
          ports.signal.throwIfAborted();
        },
      }),
    };
    const failed = await promote(wanted("b"), slow).catch((error: unknown) => error);
    expect([failed, serves(), record()?.latest.reason]).toEqual([
      new PromotionError("interrupted (SIGINT). The site was switched back, and serves what it served before."),
      "a",
      "interrupted (SIGINT).",
    ]);
  });

  it("keeps a reason of one line, which does nothing at a terminal", async () => {
    const { ports, target, record } = site();
    const hostile = `\u001b[31mred\u0007\nnext line ${"x".repeat(2000)}`;
    const faulty = { ...ports, target: altered(target, { prepare: fails(hostile) }) };
    await promote(wanted("a"), faulty).catch(() => undefined);
    expect(record()?.latest.reason).toBe(`[31mred next line ${"x".repeat(582)}.`);
  });
});

/** How one call ends: as it should, or with an error before it did anything, or after it did it. */
type Fate = "fine" | "before" | "after";

/**
 * The target and the store of a site whose calls fail.
 *
 * @param fates By the number of the call.
 * @param isDead Whether nothing is answered any more after the first failure, as in a process that was killed.
 */
function failing(target: MemoryTarget, store: MemoryStore, fates: readonly Fate[], isDead: boolean) {
  let calls = 0;
  let dead = false;
  const through =
    <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      const fate = dead ? "before" : (fates[calls++] ?? "fine");
      if (isDead && fate !== "fine") dead = true;
      if (fate === "before") throw new Error("not asked");
      const answer = await work(...args);
      if (fate === "after") throw new Error("not answered");
      return answer;
    };
  const faultyStore: ObjectStore = {
    read: through((key) => store.read(key)),
    create: through((key, text) => store.create(key, text)),
    replace: through((key, text, before) => store.replace(key, text, before)),
    list: through((prefix) => store.list(prefix)),
  };
  return {
    target: {
      current: through(() => target.current()),
      prepare: through((to: Version) => target.prepare(to)),
      switch: through((...way: Parameters<MemoryTarget["switch"]>) => target.switch(...way)),
      verify: through((to: Parameters<MemoryTarget["verify"]>[0]) => target.verify(to)),
    },
    records: siteRecords(faultyStore, "client", HOST),
  };
}

describe("whatever fails, at whatever step", () => {
  const fate = fc.constantFrom<Fate>("fine", "fine", "fine", "before", "after");

  it("the site has its old version or its new one, the record tells which, and the same call finishes it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(fate, { maxLength: 12 }), fc.boolean()), { maxLength: 4 }),
        fc.boolean(),
        async (runs, isFirst) => {
          const { give, ports, target, store, record, serves } = site();
          if (!isFirst) await give("a");
          const old = isFirst ? undefined : "a";
          for (const [fates, isDead] of runs) {
            const ended: Promised = await promote(wanted("b"), {
              ...ports,
              ...failing(target, store, fates, isDead),
            }).catch((error: unknown) => error as Error);
            const [now, record_] = [serves(), record()];
            expect([old, "b"]).toContain(now);
            if (!(ended instanceof Error)) expect([now, record_?.latest.status]).toEqual(["b", "succeeded"]);
            // What is switched on was said before, and what is said to have succeeded is served.
            if (now === "b") expect(record_?.latest.version.commit[0]).toBe("b");
            if (record_?.good[0]?.version.commit[0] === "b") expect(now).toBe("b");
            if (record_?.latest.status === "succeeded") expect(now).toBe(record_.latest.version.commit[0]);
            if (ended instanceof Error && /serves (what it served|nothing, as)/.test(ended.message))
              expect(now).toBe(old);
          }
          await give("b");
          expect([serves(), record()?.latest.status, goodOf(record())]).toEqual([
            "b",
            "succeeded",
            isFirst ? ["b"] : ["b", "a"],
          ]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

type Promised = Promoted<SiteSettings> | Error;
