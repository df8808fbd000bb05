import fc from "fast-check";
import { edgeFunctionCode } from "../../../constructs/site/edge-function-code";
import { publicationOf } from "../../../operations/sites/publish";
import { appEntry, appEntryText, servesSame } from "../../../runtime/deployer/app-entry";
import type { PackageManifest } from "../../../runtime/deployer/manifest";
import { siteReleaseOf } from "../../../runtime/deployer/site-release";
import { releaseOf, sha256 } from "../../../runtime/site/release";
import { edgeEvent } from "../../support/edge-event";
import { loadEdge } from "../../support/edge-vm";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const at = { apiHost: "portal-api.dev.example.com", buildId: "dev-deployer-portal:1", at: "2026-01-02T03:04:05.000Z" };

const name = fc
  .array(fc.constantFrom("app", "Logo", "a-5F3KX2YA", "4f3a2b1c9d8e", "é", "img"), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("/"));
const path = fc
  .tuple(name, fc.constantFrom(".js", ".css", ".html", ".png", ".svg", ".txt", ""))
  .map((parts) => parts.join(""));
const siteFile = fc.option(
  fc.record({
    pages: fc.constantFrom({}, { fallback: "/index.html" }, { redirects: { "/z": "/", "/b": "/" } }),
    immutable: fc.constantFrom([], ["/img/"]),
  }),
  { nil: undefined },
);

it("is the release that a site of the same files is published as", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(path, fc.uint8Array({ maxLength: 20 })), siteFile, async (files, site) => {
      const build = new Map<string, Uint8Array>([...Object.entries(files), ["index.html", Buffer.from("<h1>")]]);
      if (site) build.set("site.json", Buffer.from(JSON.stringify(site)));
      const manifest: PackageManifest = {
        ...{ format: 1, app: "portal", version: "1.0.0", commit: COMMIT },
        files: [...build].map(([path, bytes]) => ({ path: `web/${path}`, size: bytes.length, sha256: sha256(bytes) })),
      };
      const read = async (path: string) => build.get(path.slice(4)) ?? new Uint8Array();
      const published = publicationOf([...build].map(([path, bytes]) => ({ path, bytes })));
      expect(await siteReleaseOf(manifest, read)).toEqual(published.release);
    }),
    { numRuns: 200 },
  );
});

it.each(["{", "[]", '{"page": {}}', '{"pages": {"fallback": "//evil.example"}}'])(
  "says that site.json is %s",
  async (text) => {
    const files = [{ path: "web/site.json", size: text.length, sha256: "" }];
    const manifest: PackageManifest = { format: 1, app: "portal", version: "1.0.0", commit: COMMIT, files };
    await expect(siteReleaseOf(manifest, async () => Buffer.from(text))).rejects.toThrow(/^web\/site\.json is /);
  },
);

describe("the entry of a version", () => {
  const release = releaseOf({ format: 1, pages: { redirects: { "/a": "/" } }, files: [] });
  const version = { format: 1, app: "portal", version: "1.4.0", commit: COMMIT, files: [] } as const;
  const entry = appEntry(release, version, at);

  it("is one that the edge function serves", async () => {
    const edge = loadEdge(edgeFunctionCode({ access: "public" }), {
      get: async () => appEntryText(entry),
      exists: async () => true,
    });
    const ask = (target: string) =>
      edge(edgeEvent({ method: "GET", host: "portal.dev.example.com", target, headers: [] }));
    expect(await ask("/config.json")).toMatchObject({
      statusCode: 200,
      body: {
        data: JSON.stringify({
          apiUrl: "https://portal-api.dev.example.com",
          version: "1.4.0",
          release: release.digest,
          commit: COMMIT,
        }),
      },
    });
    expect(await ask("/")).toMatchObject({ uri: `/releases/${release.digest}/index.html` });
    expect(await ask("/a")).toMatchObject({ statusCode: 301, headers: { location: { value: "/" } } });
  });

  it.each([
    ["the same", appEntryText(entry), true],
    ["by another build, at another time", appEntryText({ ...entry, by: "x", since: "2027-01-01T00:00:00Z" }), true],
    ["of another version", appEntryText({ ...entry, settings: { ...entry.settings, version: "1.4.1" } }), false],
    ["of another release", appEntryText({ ...entry, release: "b".repeat(64) }), false],
    ["without its redirects", appEntryText({ ...entry, pages: {} }), false],
    ["no JSON", "{", false],
    ["nothing", "null", false],
  ])("is compared with one that is %s", (_, text, same) => {
    expect(servesSame(text, entry)).toBe(same);
  });

  it("has at most what the store takes", () => {
    const pages = { redirects: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`/from/${n}`, "/"])) };
    expect(() => appEntryText({ ...entry, pages })).toThrow(
      /^the entry of the site has \d+ bytes, and CloudFront takes 1024\./,
    );
  });
});
