import type { BuildFile } from "../../../operations/sites/build-file";
import { type Publication, publicationOf, publish } from "../../../operations/sites/publish";
import { fileRows, publishedText, recordedText } from "../../../operations/sites/publish-wording";
import { MOST_BYTES, MOST_FILES } from "../../../runtime/site/limits";
import { manifestText, releaseIn } from "../../../runtime/site/release";
import { MemoryReleases } from "./memory-releases";

/** A build of texts by path. */
const build = (texts: Readonly<Record<string, string | Uint8Array>>): readonly BuildFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));

const SITE = {
  "index.html": "<h1>Home</h1>",
  "about/index.html": "<h1>About</h1>",
  "robots.txt": "User-agent: *",
  "assets/app-settings.js": "settings()",
  "assets/index-B9_xk2Za.js": "start()",
  "assets/style-C7-dk3Xb.css": "h1 {}",
};

const IN_ORDER = [
  "assets/index-B9_xk2Za.js",
  "assets/style-C7-dk3Xb.css",
  "assets/app-settings.js",
  "robots.txt",
  "about/index.html",
  "index.html",
  "manifest",
];

/** What it says against a build; its warnings when nothing. */
function saidOf(texts: Readonly<Record<string, string | Uint8Array>>, allowSecrets = false): readonly string[] {
  try {
    return publicationOf(build(texts), allowSecrets).warnings.map((text) => `warning: ${text}`);
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

describe("a release", () => {
  it("is of what is served, in one order, with its types and how long it is kept", () => {
    const { release, warnings } = publicationOf(
      build({ ...SITE, "site.json": '{"pages": {"redirects": {"/old": "/about/"}}}' }),
    );
    expect([fileRows(release), release.manifest.pages, warnings]).toEqual([
      [
        ["FILE", "TYPE", "CACHE", "SIZE"],
        ["assets/index-B9_xk2Za.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "7 B"],
        ["assets/style-C7-dk3Xb.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable", "5 B"],
        ["assets/app-settings.js", "text/javascript; charset=utf-8", "no-cache", "10 B"],
        ["robots.txt", "text/plain; charset=utf-8", "no-cache", "13 B"],
        ["about/index.html", "text/html; charset=utf-8", "no-cache", "14 B"],
        ["index.html", "text/html; charset=utf-8", "no-cache", "13 B"],
      ],
      { redirects: { "/old": "/about/" } },
      [],
    ]);
    expect(releaseIn(manifestText(release.manifest), release.digest)).toEqual(release);
  });

  it("has one digest, in whatever order its files come, and another when a byte or a page differs", () => {
    const files = build(SITE);
    const digestOf = (build: readonly BuildFile[]): string => publicationOf(build).release.digest;
    const digests = [
      digestOf(files),
      digestOf([...files].reverse()),
      digestOf([...files, ...build({ "site.json": "{}" })]),
      digestOf(build({ ...SITE, "robots.txt": "User-agent: x" })),
      digestOf(build({ ...SITE, "site.json": '{"pages": {"fallback": "/index.html"}}' })),
      digestOf(build({ ...SITE, "site.json": '{"immutable": ["/assets/"]}' })),
    ];
    expect(digests.map((digest) => digests.indexOf(digest))).toEqual([0, 0, 0, 3, 4, 5]);
  });
});

describe("a build that cannot be published", () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>, readonly string[]]>([
    ["no files", {}, ["the build holds no files. See whether it ended well."]],
    [
      "no entry page",
      { "a.html": "a" },
      ["the build has no index.html at its top. Name the folder that the build was written to."],
    ],
    [
      "one in a folder alone",
      { "dist/index.html": "a" },
      ["the build has no index.html at its top. Name the folder that the build was written to."],
    ],
    ["an empty entry page", { "index.html": "" }, ["index.html is empty. See whether the build ended well."]],
    [
      "hidden files",
      { ...SITE, ".env": "A=b", ".git/HEAD": "ref", "a/.htaccess": "x", ".well-known/.secret": "x" },
      [".env", ".git/HEAD", ".well-known/.secret", "a/.htaccess"].map(
        (path) =>
          `"${path}" is hidden: of names that begin with a dot, only .well-known/ is published. Leave it out of the build.`,
      ),
    ],
    [
      "names that no address has",
      {
        ...SITE,
        "a\\b.js": "",
        "100%.png": "",
        "a\nb.js": "",
        "a\u202eb.js": "",
        "../x.js": "",
        "a//b.js": "",
        "/etc/passwd.txt": "",
      },
      [
        '"../x.js" is no path inside of the build. Name files by their folders and their names.',
        '"/etc/passwd.txt" is no path inside of the build. Name files by their folders and their names.',
        '"100%.png" has a per cent sign in its name, which no address of these sites may hold. Rename it.',
        '"a�b.js" has a character in its name that cannot be seen. Rename it.',
        '"a//b.js" is no path inside of the build. Name files by their folders and their names.',
        '"a\\\\b.js" has a backslash in its name. Rename it.',
        '"a�b.js" has a character in its name that cannot be seen. Rename it.',
      ],
    ],
    [
      "a path that is too long",
      { ...SITE, [`${"x".repeat(510)}.js`]: "", [`${"ä".repeat(200)}.js`]: "" },
      [
        `"${"x".repeat(120)}" has a path of 513 characters, 513 in an address. Use at most 512, and 899 in an address.`,
        `"${"ä".repeat(120)}" has a path of 203 characters, 1203 in an address. Use at most 512, and 899 in an address.`,
      ],
    ],
    [
      "what the edge answers",
      { ...SITE, "config.json": "{}" },
      [
        '"config.json" would never be served: that address answers the settings of the site. Leave it out of the build.',
      ],
    ],
    [
      "pages that lead nowhere",
      {
        ...SITE,
        "site.json":
          '{"pages": {"fallback": "/app.html", "redirects": {"/a": "/b", "/b": "/x.js", "/config.json": "/index.html"}}}',
      },
      [
        "site.json: pages.fallback is /app.html, and the build has no such file.",
        "site.json: pages.redirects leads from /a to /b, which leads on itself. Name the page where it ends.",
        "site.json: pages.redirects leads from /b to /x.js, and the build has no x.js.",
        "site.json: pages.redirects leads from /config.json to /index.html, and that address answers the settings of the site. Use another one.",
      ],
    ],
    [
      "a redirect to what is a page with a fallback alone",
      { ...SITE, "site.json": '{"pages": {"redirects": {"/a": "/order"}}}' },
      ["site.json: pages.redirects leads from /a to /order, and the build has no order.html."],
    ],
    [
      "more redirects than an entry has room for",
      {
        ...SITE,
        "site.json": JSON.stringify({
          pages: { redirects: Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`/old-${n}`, "/about/"])) },
        }),
      },
      ["site.json: pages have 605 bytes, and the entry of a site has room for 500. Redirect less."],
    ],
  ])("%s", (_, texts, said) => expect(saidOf(texts)).toEqual([...said, "Nothing was uploaded."]));

  it("says the first twenty reasons", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`.a${n}`, ""]));
    expect(saidOf({ ...SITE, ...many }).slice(19)).toEqual([
      expect.stringContaining("is hidden"),
      "and 5 more like these.",
      "Nothing was uploaded.",
    ]);
  });

  it("has too many files, or too large ones", () => {
    const bytes = new Uint8Array(0);
    const many = Array.from({ length: MOST_FILES + 1 }, (_, n) => ({ path: `${n}.js`, bytes }));
    expect(() => publicationOf(many)).toThrow("the build has 5001 files, and a release has at most 5000.");
    const large = [{ path: "index.html", bytes: { length: MOST_BYTES + 1 } as Uint8Array }];
    expect(() => publicationOf(large)).toThrow("the build has 524288001 bytes, and a release has at most 524288000.");
  });
});

describe("secrets", () => {
  // Put together here, so that nobody takes them for real ones.
  const token = `${"ghp"}_${"a1B2c3D4e5".repeat(4)}`;
  const key = `-----BEGIN ${"PRIVATE KEY"}-----\nMIIE\n-----END ${"PRIVATE KEY"}-----`;
  const forBrowsers = `${"AIza"}${"Sy_a1B2c3D4".repeat(4).slice(0, 35)}`;
  const advice =
    "Take it out of the build; if it is one, give it up and have another one made. If it is none, use --allow-secret-shapes.";
  const texts = { ...SITE, "a.js": `const t = "${token}"`, "b.pem": key, "c.js": `"${forBrowsers}"` };

  it("are refused by the names of their files, never by their values", () => {
    const said = saidOf(texts);
    expect(said).toEqual([
      `"a.js" holds what looks like a secret. ${advice}`,
      `"b.pem" holds what looks like a secret. ${advice}`,
      "Nothing was uploaded.",
    ]);
  });

  it("are warned of when somebody says that they are none, as are keys for browsers", () => {
    expect(saidOf(texts, true)).toEqual([
      'warning: "a.js" holds what looks like a secret, which you allow.',
      'warning: "b.pem" holds what looks like a secret, which you allow.',
      'warning: "c.js" holds a key or token as browsers get them. See that it opens nothing else.',
    ]);
  });

  it("are not what replacements in minified code look like, nor what lies in pictures", () => {
    const picture = Buffer.concat([Buffer.from([0x89, 0xff]), Buffer.from(token)]);
    expect(saidOf({ ...SITE, "a.js": 'x.replace(/a/, "$1$1.parseTopLevel")', "a.png": picture })).toEqual([]);
  });
});

describe("what somebody should look at", () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      "source maps",
      { "a.js.map": "{}", "b.js.map": "{}" },
      ["the build has 2 source maps (*.map): everybody can read the sources in them."],
    ],
    [
      "names that differ in capitals",
      { "Robots.txt": "" },
      ['"Robots.txt" and "robots.txt" differ in capitals alone.'],
    ],
    [
      "names without an ending",
      { LICENSE: "MIT" },
      ['"LICENSE" has no ending, so its address is taken for that of a page: nobody can ask for it.'],
    ],
    [
      "a page that nobody sees",
      { "site.json": '{"pages": {"redirects": {"/about/": "/"}}}' },
      ["site.json: pages.redirects leads away from /about/, so its page in the build is never shown."],
    ],
    ["a page that another address shows", { "site.json": '{"pages": {"redirects": {"/index.html": "/"}}}' }, []],
  ])("%s", (_, texts, said) => expect(saidOf({ ...SITE, ...texts })).toEqual(said.map((text) => `warning: ${text}`)));
});

describe("publishing", () => {
  const publication = publicationOf(build(SITE));
  const silent = { parallel: 4, progress: () => undefined };

  it("uploads what is asked for before what asks for it, and says last that all is there", async () => {
    const store = new MemoryReleases();
    const told: unknown[] = [];
    const published = await publish(publication, store, {
      parallel: 1,
      progress: ({ path }, done) => told.push([path, done]),
    });
    expect([published, store.asked, told]).toEqual([
      { kind: "published", uploaded: 6 },
      IN_ORDER,
      IN_ORDER.slice(0, -1).map((path, index) => [path, index + 1]),
    ]);
  });

  it("uploads so many at once, and of one group alone", async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`page-${n}.html`, "x"]));
    const store = new MemoryReleases();
    await publish(publicationOf(build({ ...SITE, ...many })), store, silent);
    const groups = store.asked.map((path) =>
      path === "index.html"
        ? 3
        : path.endsWith(".html")
          ? 2
          : path === "manifest"
            ? 4
            : IN_ORDER.indexOf(path) > 1
              ? 1
              : 0,
    );
    expect([store.most, groups]).toEqual([4, [...groups].sort()]);
  });

  it("uploads nothing again", async () => {
    const store = new MemoryReleases();
    await publish(publication, store, silent);
    store.asked.length = 0;
    expect([await publish(publication, store, silent), store.asked]).toEqual([{ kind: "there", uploaded: 0 }, []]);
  });

  it.each(IN_ORDER.slice(0, -1))("goes on after a run that ended at %s", async (path) => {
    const store = new MemoryReleases();
    store.fails = (asked) => asked === path;
    await expect(publish(publication, store, { ...silent, parallel: 1 })).rejects.toThrow(`could not write ${path}`);
    const before = [...store.asked];
    store.fails = () => false;
    store.asked.length = 0;
    const after = await publish(publication, store, { ...silent, parallel: 1 });
    expect([before, store.asked, after.kind]).toEqual([
      IN_ORDER.slice(0, IN_ORDER.indexOf(path)),
      IN_ORDER.slice(IN_ORDER.indexOf(path)),
      "published",
    ]);
  });

  it("puts back a file that a whole release lost", async () => {
    const store = new MemoryReleases();
    await publish(publication, store, silent);
    store.objects.delete(`${publication.release.digest}/robots.txt`);
    store.asked.length = 0;
    expect([await publish(publication, store, silent), store.asked]).toEqual([
      { kind: "published", uploaded: 1 },
      ["robots.txt", "manifest"],
    ]);
  });

  it("never writes over other bytes, and does not call the release whole", async () => {
    const store = new MemoryReleases();
    store.objects.set(`${publication.release.digest}/robots.txt`, Buffer.from("theirs"));
    await expect(publish(publication, store, silent)).rejects.toThrow("robots.txt is there with other bytes");
    expect([await store.release(publication.release.digest), store.asked.includes("manifest")]).toEqual([
      undefined,
      false,
    ]);
  });

  it("ends when it is told to, and says of nothing that it is whole", async () => {
    const store = new MemoryReleases();
    const controller = new AbortController();
    const progress = ({ path }: { readonly path: string }) =>
      path === "index.html" && controller.abort(new Error("interrupted"));
    const run = publish(publication, store, { parallel: 1, progress, signal: controller.signal });
    await expect(run).rejects.toThrow("interrupted");
    expect(store.asked).toEqual(IN_ORDER.slice(0, -1));
  });
});

describe("what became of it", () => {
  const { release } = publicationOf(build(SITE)) as Publication;
  const place = { line: "qro", stage: "dev", bucket: "b" };
  const last = {
    format: 1,
    branch: "main",
    commit: "c".repeat(40),
    release: release.digest,
    run: 2,
    at: "2026-11-21T10:00:00Z",
    by: "ann",
  } as const;

  it.each([
    [{ kind: "published", uploaded: 6 }, `The release ${release.digest} is in b: 6 files uploaded.`],
    [{ kind: "published", uploaded: 1 }, `The release ${release.digest} is in b: 1 file uploaded, 5 there before.`],
    [{ kind: "there", uploaded: 0 }, `The release ${release.digest} is there already, with all of its 6 files.`],
  ] as const)("of the release: %j", (published, said) => expect(publishedText(published, release, place)).toBe(said));

  it.each([
    [{ kind: "recorded" }, 2, "It is the last build of main now. `infra promote` gives it to sites."],
    [{ kind: "unchanged" }, 2, "It was the last build of main before."],
    [
      { kind: "outdated", by: last },
      1,
      "A later build of main is there (run 2, commit ccccccc, at 2026-11-21T10:00:00Z), and stays the last one: this is run 1.",
    ],
    [
      { kind: "outdated", by: last },
      0,
      "A build of main by GitHub Actions is there (run 2, commit ccccccc, at 2026-11-21T10:00:00Z), and stays the last one. To take its place, use --run with a higher number.",
    ],
  ] as const)("of the build: %j of run %s", (recorded, run, said) =>
    expect(recordedText(recorded, { ...last, run })).toBe(said),
  );
});
