import { cacheOf, IMMUTABLE, isPage, REVALIDATED, typeOf } from "../../../runtime/site/headers";

const text = Buffer.from("text");

describe("Content-Type", () => {
  it.each([
    ["index.html", "text/html; charset=utf-8"],
    ["INDEX.HTML", "text/html; charset=utf-8"],
    ["a.js", "text/javascript; charset=utf-8"],
    ["a.mjs", "text/javascript; charset=utf-8"],
    ["a.css", "text/css; charset=utf-8"],
    ["a.json", "application/json; charset=utf-8"],
    ["a.js.map", "application/json; charset=utf-8"],
    ["site.webmanifest", "application/manifest+json; charset=utf-8"],
    ["a.svg", "image/svg+xml; charset=utf-8"],
    ["sitemap.xml", "application/xml; charset=utf-8"],
    ["robots.txt", "text/plain; charset=utf-8"],
    ["a.wasm", "application/wasm"],
    ["a.woff2", "font/woff2"],
    ["a.png", "image/png"],
    ["a.webp", "image/webp"],
    ["a.avif", "image/avif"],
    ["a.pdf", "application/pdf"],
    ["favicon.ico", "image/vnd.microsoft.icon"],
    ["a.unknown", "application/octet-stream"],
    ["html", "application/octet-stream"],
    ["v1.2/html", "application/octet-stream"],
    [".well-known/apple-app-site-association", "application/json; charset=utf-8"],
  ])("%s: %s", (path, type) => expect(typeOf(path, text)).toBe(type));

  it("says nothing of the letters of a text in another encoding, which may say it itself", () => {
    expect(typeOf("old.html", Buffer.from([0xe4, 0x20]))).toBe("text/html");
  });
});

describe("Cache-Control", () => {
  it.each([
    ["assets/index-B9_xk2Za.js", [], IMMUTABLE],
    ["assets/index-DiwrgTda.js", [], REVALIDATED],
    ["assets/index-DiwrgTda.js", ["/assets/"], IMMUTABLE],
    ["assets/index-DiwrgTda.js", ["/other/", "/asset/"], REVALIDATED],
    ["assets/page.html", ["/assets/"], REVALIDATED],
    ["index.html", [], REVALIDATED],
    ["about.1a2b3c4d.htm", [], REVALIDATED],
    ["favicon.ico", [], REVALIDATED],
    ["sw.js", [], REVALIDATED],
  ])("%s, where %j never change: %s", (path, immutable, cache) => expect(cacheOf(path, immutable)).toBe(cache));
});

it.each([
  ["index.html", true],
  ["a/B.HTM", true],
  ["a.html.js", false],
  ["html", false],
])("%s is a page: %s", (path, is) => expect(isPage(path)).toBe(is));
