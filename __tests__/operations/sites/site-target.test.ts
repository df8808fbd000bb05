import type { Destination } from "../../../operations/promotion/target";
import { entryText, type SiteSettings } from "../../../operations/sites/entry";
import type { EntryChange } from "../../../operations/sites/ports";
import { type SiteTargetPorts, siteTarget } from "../../../operations/sites/site-target";
import { type Pages, releaseOf } from "../../../runtime/site/release";

const HOST = "amazingcafe.qro.equipweb.biz";
const release = (pages: Pages) => releaseOf({ format: 1, pages, files: [] });
const to = (digest: string): Destination<SiteSettings> => ({
  version: { type: "sha", name: "a".repeat(40), commit: "a".repeat(40), branch: "main", digest },
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe" },
  actor: "ann",
  at: "2026-03-02T09:00:00Z",
});
const text = (pages?: Pages, digest = release(pages ?? {}).digest): string =>
  entryText({
    ...{ release: digest, commit: "a".repeat(40), branch: "main", settings: to(digest).settings },
    ...(pages && { pages }),
    ...{ by: "ann", since: "2026-03-02T09:00:00Z" },
  });

/** A site whose entry is a text, and everything that is asked of it. */
function site(stored: string | undefined, pages: Pages = {}, more: Partial<SiteTargetPorts> = {}) {
  const done: string[] = [];
  const changes: EntryChange[] = [];
  const target = siteTarget(HOST, {
    entries: {
      read: async (host) => (stored === undefined ? undefined : { host, text: stored, entry: undefined }),
      change: async (change) => {
        done.push("change");
        changes.push(change);
        return "changed";
      },
    },
    bring: async () => {
      done.push("bring");
      return release(pages);
    },
    forget: async () => void done.push("forget"),
    readBack: async () => void done.push("read back"),
    ...more,
  });
  return { target, done, changes };
}

const { signal } = new AbortController();

describe("a site as something that can be switched", () => {
  it("is brought its release once, switched in one write, and forgotten at the edge before it is read back", async () => {
    const { target, done, changes } = site(undefined);
    const { digest } = release({});
    await target.prepare(to(digest).version);
    const pointed = await target.switch(undefined, to(digest));
    await target.verify(to(digest), signal);
    expect([done, changes, pointed]).toEqual([
      ["bring", "change", "forget", "read back"],
      [{ host: HOST, before: undefined, after: text() }],
      { digest, commit: "a".repeat(40), settings: to(digest).settings, token: text() },
    ]);
  });

  it("that a killed run switched is forgotten at the edge, too", async () => {
    const { target, done } = site(text());
    await target.verify(to(release({}).digest), signal);
    expect(done).toEqual(["bring", "forget", "read back"]);
  });

  it("gets the pages of its release, where there are any", async () => {
    const pages = { fallback: "/index.html", redirects: { "/start": "/menu/" } };
    const { target, changes } = site("before", pages);
    const current = await target.current();
    await target.switch(current, to(release(pages).digest));
    expect(changes).toEqual([{ host: HOST, before: "before", after: text(pages) }]);
  });

  it("gets back what it had to the byte, also where that was no entry, or none", async () => {
    const { target, done, changes } = site("no entry");
    const before = await target.current();
    const now = { digest: "", commit: "", settings: { apiUrl: "" }, token: "now" };
    await target.switch(now, before);
    await target.switch(now, undefined);
    expect([before, changes, done]).toEqual([
      { ...now, token: "no entry" },
      [
        { host: HOST, before: "now", after: "no entry" },
        { host: HOST, before: "now", after: undefined },
      ],
      ["change", "change"],
    ]);
  });

  it("is not switched when somebody else did, nor to more than CloudFront takes", async () => {
    const lost = site(undefined, {}, { entries: { read: async () => undefined, change: async () => "lost" } });
    const pages = {
      redirects: Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`/an-old-page-${n}`, "/menu/"])),
    };
    const long = site(undefined, pages);
    expect(await lost.target.switch(undefined, to(release({}).digest))).toBe("lost");
    await expect(long.target.switch(undefined, to(release(pages).digest))).rejects.toThrow("and CloudFront takes 1024");
    expect(long.changes).toEqual([]);
  });
});
