import type { Destination } from "../../../operations/promotion/target";
import type { SiteSettings } from "../../../operations/sites/entry";
import type { Served, ServedAnswer } from "../../../operations/sites/ports";
import { publicationOf } from "../../../operations/sites/publish";
import { readBack } from "../../../operations/sites/read-back";
import { configIn } from "../../../operations/sites/served-config";
import { HandClock } from "../../support/hand-clock";

const HOST = "amazingcafe.qro.equipweb.biz";
const bytes = (text: string) => new TextEncoder().encode(text);
const { release } = publicationOf([
  { path: "index.html", bytes: bytes("<h1>Order</h1>") },
  { path: "menu/a b.html", bytes: bytes("<h1>Menu</h1>") },
  { path: "old.html", bytes: bytes("<h1>Old</h1>") },
  { path: "site.json", bytes: bytes('{"pages":{"redirects":{"/old.html":"/"}}}') },
]);
const to: Destination<SiteSettings> = {
  version: { type: "sha", name: "a".repeat(40), commit: "a".repeat(40), branch: "main", digest: release.digest },
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe" },
  actor: "ann",
  at: "2026-03-02T09:00:00Z",
};
const ok = (text: string, type = "text/html"): ServedAnswer => ({ status: 200, type, bytes: bytes(text) });
const config = (fields: object = {}) =>
  ok(
    JSON.stringify({ ...to.settings, release: release.digest, commit: to.version.commit, ...fields }),
    "application/json",
  );

/** A site whose answers change with time: the last one whose second has come. */
function site(answers: Readonly<Record<string, readonly (readonly [from: number, answer: ServedAnswer | Error])[]>>) {
  const clock = new HandClock();
  const began = clock.now().getTime();
  const asked: string[] = [];
  const served: Served = {
    async get(_, path) {
      asked.push(path);
      const seconds = (clock.now().getTime() - began) / 1000;
      const answer = answers[path]?.filter(([from]) => from <= seconds).at(-1)?.[1];
      if (answer instanceof Error) throw answer;
      return answer ?? { status: 404, type: "text/html", bytes: bytes("none") };
    },
  };
  return { clock, asked, served, seconds: () => (clock.now().getTime() - began) / 1000 };
}

const FILES = {
  "/": [[0, ok("<h1>Order</h1>")]],
  "/index.html": [[0, ok("<h1>Order</h1>")]],
  "/menu/a%20b.html": [[0, ok("<h1>Menu</h1>")]],
} as const;

/** What comes of reading a site back, and when. */
async function readOf(answers: Parameters<typeof site>[0], everything = true) {
  const { clock, asked, served, seconds } = site(answers);
  let end: readonly [string, number] | undefined;
  const { signal } = new AbortController();
  const reading = readBack(HOST, release, to, { served, everything, sleep: clock.sleep }, signal).then(
    () => {
      end = ["it is served", seconds()];
    },
    (error: Error) => {
      end = [error.message, seconds()];
    },
  );
  for (let turns = 0; !end && turns < 2_000; turns++) await clock.advance(0.1);
  await reading;
  return { said: end?.[0], seconds: Math.round(end?.[1] ?? 0), asked: [...new Set(asked)].sort() };
}

describe("what a site serves", () => {
  it("is read to the last file, but for what a redirect stands over", async () => {
    expect(await readOf({ ...FILES, "/config.json": [[0, config()]] })).toEqual({
      said: "it is served",
      seconds: 0,
      asked: ["/", "/config.json", "/index.html", "/menu/a%20b.html"],
    });
  });

  it("is the version and the entry page alone, where one of a thousand sites gets it", async () => {
    const { said, asked } = await readOf({ ...FILES, "/config.json": [[0, config()]] }, false);
    expect([said, asked]).toEqual(["it is served", ["/", "/config.json"]]);
  });

  it("is waited for while CloudFront still has the old entry, in some places", async () => {
    const old = config({ release: "b".repeat(64), commit: "b".repeat(40) });
    const late = await readOf({
      ...FILES,
      "/config.json": [
        [0, old],
        [40, config()],
      ],
      "/": [
        [0, ok("<h1>Before</h1>")],
        [42, ok("<h1>Order</h1>")],
      ],
    });
    expect([late.said, late.seconds >= 42, late.seconds <= 46]).toEqual(["it is served", true, true]);
  });

  it.each<[string, Parameters<typeof site>[0], string, number]>([
    [
      "another version for too long",
      { "/config.json": [[0, config({ commit: "b".repeat(40) })]] },
      `https://${HOST}/config.json still says ${release.digest.slice(0, 12)} of commit bbbbbbb and the API https://s2.equipweb.biz/AmazingCafe, 90 seconds after the switch.`,
      90,
    ],
    [
      "another API",
      { "/config.json": [[0, config({ apiUrl: "https://s2.equipweb.biz/amazingcafe" })]] },
      `https://${HOST}/config.json still says ${release.digest.slice(0, 12)} of commit aaaaaaa and the API https://s2.equipweb.biz/amazingcafe, 90 seconds after the switch.`,
      90,
    ],
    [
      "an HTML page in place of its version",
      { "/config.json": [[0, ok("<!doctype html>")]] },
      `https://${HOST}/config.json answered an HTML page where its version was expected.`,
      90,
    ],
    [
      "nothing that can be read",
      { "/config.json": [[0, new Error("the connection was cut.")]] },
      `https://${HOST}/config.json could not be asked: the connection was cut.`,
      90,
    ],
    [
      "a page with other bytes",
      { ...FILES, "/config.json": [[0, config()]], "/menu/a%20b.html": [[0, ok("<h1>Menu")]] },
      `https://${HOST}/menu/a%20b.html answered 8 bytes with the SHA-256 ec6707fcf8f3…, not the 13 bytes with 459e061fe0af… that the release has.`,
      3,
    ],
    [
      "an error in place of a page",
      { ...FILES, "/config.json": [[0, config()]], "/": [[0, { ...ok("<h1>Order</h1>"), status: 503 }]] },
      `https://${HOST}/ answered with the status 503, not the 14 bytes that the release has.`,
      3,
    ],
  ])("is no success when it is %s", async (_, answers, message, seconds) => {
    const read = await readOf(answers);
    expect([read.said, Math.abs(read.seconds - seconds) < 4]).toEqual([message, true]);
  });
});

describe("what a site says of its version", () => {
  const RELEASE = { release: "c".repeat(64), commit: "d".repeat(40), apiUrl: "https://s2.equipweb.biz/A" };
  it.each<[string, ServedAnswer, object]>([
    ["its version", ok(JSON.stringify(RELEASE), "application/json"), { kind: "config", config: RELEASE }],
    ["a page", ok("<html>"), { kind: "fault", why: "answered an HTML page where its version was expected" }],
    [
      "a page after spaces",
      ok("\n  <html>", "text/plain"),
      { kind: "fault", why: "answered an HTML page where its version was expected" },
    ],
    [
      "JSON that is called a page",
      ok(JSON.stringify(RELEASE), "text/html"),
      { kind: "fault", why: "answered an HTML page where its version was expected" },
    ],
    ["nothing", ok(""), { kind: "fault", why: "answered nothing where its version was expected" }],
    [
      "white space",
      ok(" \n", "application/json"),
      { kind: "fault", why: "answered nothing where its version was expected" },
    ],
    [
      "half of it",
      ok(JSON.stringify(RELEASE).slice(0, 40), "application/json"),
      { kind: "fault", why: "answered a text that is no JSON, or only a part of it, where its version was expected" },
    ],
    [
      "bytes",
      { status: 200, type: "", bytes: Uint8Array.of(0xff, 0xfe, 0) },
      { kind: "fault", why: "answered a text that is no JSON, or only a part of it, where its version was expected" },
    ],
    ["a list", ok("[]", "application/json"), { kind: "fault", why: "answered JSON that names no version" }],
    [
      "a short commit",
      ok(JSON.stringify({ ...RELEASE, commit: "d0d0" }), "application/json"),
      { kind: "fault", why: "answered JSON that names no version" },
    ],
    [
      "no API",
      ok(JSON.stringify({ ...RELEASE, apiUrl: "" }), "application/json"),
      { kind: "fault", why: "answered JSON that names no version" },
    ],
    [
      "an API with an escape sequence",
      ok(JSON.stringify({ ...RELEASE, apiUrl: "https://a/\u001b[2J" }), "application/json"),
      { kind: "fault", why: "answered JSON that names no version" },
    ],
    ...[204, 301, 401, 403, 404, 500].map((status): [string, ServedAnswer, object] => [
      `the status ${status}`,
      { ...ok(JSON.stringify(RELEASE), "application/json"), status },
      { kind: "fault", why: `answered with the status ${status} where its version was expected` },
    ]),
  ])("is %s", (_, answer, expected) => expect(configIn(answer)).toEqual(expected));
});
