import { siteFileIn } from "../../../operations/sites/site-file";

const read = (text: string) => siteFileIn(Buffer.from(text), "site.json");

/** What it says against a text. */
function saidOf(bytes: string | Uint8Array): string {
  try {
    return JSON.stringify(siteFileIn(Buffer.from(bytes), "site.json"));
  } catch (error) {
    return (error as Error).message;
  }
}

describe("site.json", () => {
  it.each([
    ["no file", undefined, { pages: {}, immutable: [] }],
    ["nothing", "{}", { pages: {}, immutable: [] }],
    ["a schema for editors", '{"$schema": "x"}', { pages: {}, immutable: [] }],
    [
      "everything, behind a byte order mark",
      '\ufeff{"pages": {"fallback": "/index.html", "redirects": {"/a": "/b/"}}, "immutable": ["/assets/", "/_next/static/"]}',
      {
        pages: { fallback: "/index.html", redirects: { "/a": "/b/" } },
        immutable: ["/assets/", "/_next/static/"],
      },
    ],
    ["tabs", '{\n\t"pages": {\n\t\t"fallback": "/a.html"\n\t}\n}', { pages: { fallback: "/a.html" }, immutable: [] }],
  ])("may hold %s", (_, text, expected) => {
    expect(text === undefined ? siteFileIn(undefined, "site.json") : read(text)).toEqual(expected);
  });

  it.each([
    [
      "misspelt keys",
      '{\n  "pages": { "fallbak": "/index.html" },\n  "imutable": []\n}',
      'site.json:2:14  unknown key "fallbak"\n    Did you mean "fallback"?\nsite.json:3:3  unknown key "imutable"\n    Did you mean "immutable"?\n2 problems in 1 file.\nNothing was uploaded.',
    ],
    [
      "redirects that lead elsewhere",
      '{"pages": {"redirects": {"//evil.example": "/x", "/a": "https://evil.example", "/b": "/../x", "/c": "/\\\\evil"}}}',
      [
        'site.json:1:26  the key "//evil.example" will not do',
        "    Use a path of this site with single slashes, such as /order/.",
        'site.json:1:56  pages.redirects./a is "https://evil.example"',
        "    Use a path of this site with single slashes, such as /order/.",
        'site.json:1:86  pages.redirects./b is "/../x"',
        "    Use a path without . and ...",
        'site.json:1:101  pages.redirects./c is "/\\\\evil"',
        "    Use a path of this site with single slashes, such as /order/.",
        "4 problems in 1 file.",
        "Nothing was uploaded.",
      ].join("\n"),
    ],
    [
      "a fallback that is no page",
      '{"pages": {"fallback": "/"}}',
      'site.json:1:24  pages.fallback is "/"\n    Use a page such as /index.html.\n1 problem in 1 file.\nNothing was uploaded.',
    ],
    [
      "a folder that is none",
      '{"immutable": ["assets"]}',
      'site.json:1:16  immutable.0 is "assets"\n    Use a folder of this site with a slash at both ends, such as /assets/.\n1 problem in 1 file.\nNothing was uploaded.',
    ],
    [
      "everything as immutable",
      '{"immutable": ["/"]}',
      'site.json:1:16  immutable.0 is "/"\n    Use a folder of this site with a slash at both ends, such as /assets/.\n1 problem in 1 file.\nNothing was uploaded.',
    ],
    [
      "a key twice",
      '{"pages": {}, "pages": {}}',
      "site.json:1:15  this key stands twice; the second would silently win\n1 problem in 1 file.\nNothing was uploaded.",
    ],
    [
      "a comma too many",
      '{\n  "pages": {},\n}',
      "site.json:3:1  this is not JSON from here on\n    It has to be one JSON object.\n1 problem in 1 file.\nNothing was uploaded.",
    ],
    [
      "YAML",
      "pages: {}",
      "site.json:1:1  this is not JSON from here on\n    It has to be one JSON object.\n1 problem in 1 file.\nNothing was uploaded.",
    ],
    [
      "nothing at all",
      "",
      "site.json:1:1  the JSON ends too early\n    It has to be one JSON object.\n1 problem in 1 file.\nNothing was uploaded.",
    ],
    [
      "a list",
      "[]",
      "site.json:1:1  the file is [], a list\n    Expected a block of keys.\n1 problem in 1 file.\nNothing was uploaded.",
    ],
    [
      "bytes that are no text",
      Uint8Array.of(0x7b, 0xff, 0x7d),
      "site.json:1:1  this is no text in UTF-8\n    Save it as UTF-8.\n1 problem in 1 file.\nNothing was uploaded.",
    ],
  ])("may not hold %s", (_, bytes, said) => expect(saidOf(bytes)).toBe(said));
});
