import { SecretValue } from "../../../operations/secrets/secret-value";
import { authText } from "../../../operations/sites/password";
import { edgeEvent, type ViewerRequest } from "../../support/edge-event";
import type { EdgeCase, EdgeOutcome } from "../../support/edge-njs";

export const DIGEST = "a".repeat(64);
const OTHER = "b".repeat(64);
const COMMIT = "c0ffee".padEnd(40, "0");

export const ENTRY = {
  release: DIGEST,
  commit: COMMIT,
  branch: "main",
  settings: { apiUrl: "https://s2.equipweb.biz/AmazingCafe/ordering/api" },
  by: "qa",
  since: "2026-03-01T10:00:00Z",
};

const entry = (changes: object = {}): string => JSON.stringify({ ...ENTRY, ...changes });

const PASSWORD = "made-up: with a colon, é";
export const AUTH = authText("qa", SecretValue.from(Buffer.from(PASSWORD)), "0123abcd");

/** Hosts are under one suffix; what differs is what the store has of them. */
const host = (label: string): string => `${label}.qro.equipweb.biz`;

export const STORE: EdgeCase["store"] = {
  [host("cafe")]: entry(),
  [host("app")]: entry({ pages: { fallback: "/index.html" } }),
  [host("shop")]: entry({ pages: { fallback: "/shop/start page.html" } }),
  [host("moved")]: entry({
    pages: {
      redirects: {
        "/old": "/order/",
        "/": "/menu/",
        "/loop": "/loop",
        "/config.json": "/elsewhere.json",
        "/caf\u00e9": "/cafe/",
        "/a b": "/ab",
        "/evil": "//evil.example/",
        "/evil2": "/\\evil.example",
        "/evil3": "https://evil.example/",
        "/evil4": "/x\r\nSet-Cookie: a=1",
        "/number": 7,
      },
    },
  }),
  [host("one-name")]: entry({ pages: { redirects: { "/index.html": "/" } } }),
  [host("both")]: entry({ pages: { fallback: "/index.html", redirects: { "/old": "/order" } } }),
  [host("unreadable")]: null,
  [host("nothing")]: "",
  [host("text")]: "release",
  [host("list")]: "[]",
  [host("null")]: "null",
  [host("half")]: entry().slice(0, 90),
  [host("no-release")]: entry({ release: undefined }),
  [host("traversal")]: entry({ release: `../records/${"a".repeat(53)}` }),
  [host("capitals")]: entry({ release: "A".repeat(64) }),
  [host("list-release")]: entry({ release: [DIGEST] }),
  [host("line-end")]: entry({ release: `${DIGEST}\n` }),
  [host("no-settings")]: entry({ settings: undefined }),
  [host("text-settings")]: entry({ settings: "https://s2.equipweb.biz" }),
  [host("no-commit")]: entry({ commit: 7 }),
  [host("text-pages")]: entry({ pages: "/index.html" }),
  [host("null-pages")]: entry({ pages: null }),
  [host("bad-fallback")]: entry({ pages: { fallback: "//evil.example/x.html" } }),
  [host("fallback-out")]: entry({ pages: { fallback: "/../records/x.html" } }),
  [host("fallback-number")]: entry({ pages: { fallback: 1 } }),
  [host("bold-settings")]: entry({ settings: { apiUrl: "https://a.example/</script>", release: OTHER, more: [1] } }),
};

/** A request, and what becomes of it: `file …` below the folder of the release, or a status with what it says. */
export interface Row {
  readonly name: string;
  readonly request: ViewerRequest;
  readonly access: "public" | "password";
  readonly store: EdgeCase["store"];
  readonly expected: string;
}

const NO_SITE = "404 There is no site at this address.";
const INVALID = "400 This address is not valid.";
const DAMAGED = "500 The settings of this site are damaged. Promote a version to it again.";
const UNREADABLE = "503 The settings of this site cannot be read. Try again in a minute.";
const WRONG_METHOD = "405 Only GET and HEAD are answered here.";
const NO_PASSWORD =
  "503 These sites ask for a password, and none is set: run `infra site password` or `infra app password`.";
const ASKED = '401 These sites ask for a password. [Basic realm="Sites under test", charset="UTF-8"]';
const config = (settings: object = ENTRY.settings) =>
  `200 ${JSON.stringify({ ...settings, release: DIGEST, commit: COMMIT })}`;

type Short = readonly [target: string, expected: string, more?: Partial<ViewerRequest> & { readonly name?: string }];

const rows = (label: string, list: readonly Short[]): readonly Row[] =>
  list.map(([target, expected, { name, ...more } = {}]) => ({
    name: name ?? `${label}: ${target.length > 60 ? `${target.slice(0, 40)}… of ${target.length}` : target}`,
    request: { host: host(label), target, ...more },
    access: "public",
    store: STORE,
    expected,
  }));

const FILES = rows("cafe", [
  ["/", "file index.html"],
  ["/about", "file about.html"],
  ["/about/", "file about/index.html"],
  ["/about.html", "file about.html"],
  ["/a/b/c", "file a/b/c.html"],
  ["/assets/app-4f3a.js", "file assets/app-4f3a.js"],
  ["/v1.2/about", "file v1.2/about.html"],
  ["/v1.2/", "file v1.2/index.html"],
  ["/.well-known/security.txt", "file .well-known/security.txt"],
  ["/.well-known/apple-app-site-association", "file .well-known/apple-app-site-association"],
  ["/.well-known", "file .well-known"],
  ["/about?table=4", "file about.html"],
  ["/hello%20world.pdf", "file hello%20world.pdf"],
  ["/caf%C3%A9", "file caf%C3%A9.html"],
  ["/caf%c3%a9", "file caf%C3%A9.html"],
  ["/%61bout", "file about.html"],
  // S3 reads a plus sign of an address as a space.
  ["/c++.html", "file c%2B%2B.html"],
  ["/c%2B%2b.html", "file c%2B%2B.html"],
  ["/a@b,c;d=e", "file a%40b%2Cc%3Bd%3De.html"],
  ["/what%3F.html", "file what%3F.html"],
  ["/number%231.html", "file number%231.html"],
  ["/it's-(new)!.html", "file it's-(new)!.html"],
  ["/constructor", "file constructor.html"],
  ["/__proto__", "file __proto__.html"],
  ["/a...b", "file a...b"],
  ["/...", "file ..."],
  [`/${"x".repeat(894)}.html`, `file ${"x".repeat(894)}.html`],
  [`/releases/${OTHER}/index.html`, `file releases/${OTHER}/index.html`],
  ["/records/prod/cafe.json", "file records/prod/cafe.json"],
  ["/config.json/", "file config.json/index.html"],
  ["/Config.json", "file Config.json"],
  ["/config.json", config()],
  ["/config.json?x=1", config()],
  ["/%63onfig.json", config()],
]);

const ATTACKS = rows("cafe", [
  [`/../${OTHER}/index.html`, INVALID],
  ["/..", INVALID],
  ["/.", INVALID],
  ["/./index.html", INVALID],
  ["/a/../../b.html", INVALID],
  ["/a/..", INVALID],
  ["/a/.", INVALID],
  ["/%2e%2e/x.html", INVALID],
  ["/%2E%2E/x.html", INVALID],
  ["/.%2e/x.html", INVALID],
  ["/%2e./x.html", INVALID],
  ["/..%2fx.html", INVALID],
  ["/..%2Fx.html", INVALID],
  ["/a%2fb.html", INVALID],
  ["/..%5cx.html", INVALID],
  ["/..%5Cx.html", INVALID],
  ["/..\\x.html", INVALID],
  ["/a\\b", INVALID],
  ["/\\evil.example", INVALID],
  ["//evil.example", INVALID],
  ["//evil.example/about/", INVALID],
  ["///", INVALID],
  ["/a//b.html", INVALID],
  ["/a/%2e", INVALID],
  ["/%252e%252e/x.html", INVALID],
  ["/%252fx.html", INVALID],
  ["/%25%32%65/x.html", INVALID],
  ["/100%25.html", INVALID],
  ["/index.html%00", INVALID],
  ["/index.html%00.png", INVALID],
  ["/a%0d%0aSet-Cookie:%20a=1", INVALID],
  ["/a%0A", INVALID],
  ["/a%09b", INVALID],
  ["/a%1fb", INVALID],
  ["/a%7Fb", INVALID],
  ["/a%c2%80b", INVALID],
  ["/a%C2%9fb", INVALID],
  ["/a%e2%80%a8b", INVALID],
  ["/a\u0000b", INVALID, { name: "cafe: NUL as it is" }],
  ["/a b", INVALID],
  ["/a\r\nb", INVALID, { name: "cafe: a line end as it is" }],
  ["/a\n", INVALID, { name: "cafe: a line end at the end" }],
  ["/caf\u00e9", INVALID],
  ["/\uff0e\uff0e/x", INVALID],
  ["/\ud800", INVALID, { name: "cafe: half a character" }],
  ["/%", INVALID],
  ["/%4", INVALID],
  ["/%zz", INVALID],
  ["/%u002e", INVALID],
  ["/%c0%ae%c0%ae/x.html", INVALID],
  ["/%c0%af", INVALID],
  ["/%ff", INVALID],
  ["/%ed%a0%80", INVALID],
  ["/a#b", INVALID],
  ["", INVALID, { name: "cafe: no path" }],
  ["*", INVALID],
  ["about", INVALID],
  ["https://evil.example/", INVALID],
  [`/${"x".repeat(895)}.html`, INVALID],
  [`/${"a/".repeat(4000)}`, INVALID],
]);

const METHODS = rows("cafe", [
  ["/about", "file about.html", { method: "HEAD", name: "HEAD passes" }],
  ["/config.json", "200 ", { method: "HEAD", name: "HEAD of settings has no body" }],
  ["/%2e", "400 ", { method: "HEAD", name: "HEAD of an invalid address has no body" }],
  ...["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", ""].map(
    (method): Short => [
      "/about",
      `${WRONG_METHOD} [GET, HEAD]`,
      { method, name: `the method ${method || "of no name"} does not pass` },
    ],
  ),
]);

const HOSTS = rows("cafe", [
  ["/about", "file about.html", { host: "CAFE.qro.EquipWeb.biz", name: "a host in capitals" }],
  ["/about", "file about.html", { host: "cafe.qro.equipweb.biz:443", name: "a host with a port" }],
  ["/about", "file about.html", { host: "cafe.qro.equipweb.biz.", name: "a host with a dot at its end" }],
  ["/about", "file about.html", { host: "cafe.qro.equipweb.biz:x", name: "a host with a port that is none" }],
  ["/about", "file about.html", { host: "cafe.qro.equipweb.biz.:8443", name: "a host with both" }],
  ...[
    "other.qro.equipweb.biz",
    "qro.equipweb.biz",
    "cafe",
    "auth",
    "AUTH",
    "auth:443",
    "auth.",
    "",
    "..",
    "cafe.qro.equipweb.biz..",
    "cafe.qro.equipweb.biz/",
    "cafe.qro.equipweb.biz@evil.example",
    "cafe.qro.equipweb.biz\n",
    "*.qro.equipweb.biz",
    "127.0.0.1",
    "[::1]",
    "d111111abcdef8.cloudfront.net",
    "__proto__",
    "constructor",
    `${"a.".repeat(126)}equipweb.biz`,
    "\u212aafe.qro.equipweb.biz",
  ].map((other): Short => ["/about", NO_SITE, { host: other, name: `the host ${JSON.stringify(other)} has no site` }]),
]);

const FALLBACKS = [
  ...rows("app", [
    ["/", "file index.html"],
    ["/order/4/pay", "file index.html"],
    ["/order/4/", "file index.html"],
    ["/order?x=1", "file index.html"],
    ["/assets/missing.js", "file assets/missing.js"],
    ["/v1.2/order", "file index.html"],
    ["/.well-known/apple-app-site-association", "file .well-known/apple-app-site-association"],
    ["/config.json", config()],
    ["/../x", INVALID],
  ]),
  ...rows("shop", [["/order", "500 The settings of this site are damaged. Promote a version to it again."]]),
  ...rows("both", [
    ["/old", "301 This page has moved. [/order]"],
    ["/order", "file index.html"],
  ]),
];

const REDIRECTS = rows("moved", [
  ["/old", "301 This page has moved. [/order/]"],
  ["/old?a=1&b=%2F%2f&c", "301 This page has moved. [/order/?a=1&b=%2F%2f&c]"],
  ["/old?a=1&a=2", "301 This page has moved. [/order/?a=1&a=2]"],
  ["/old?next=//evil.example/", "301 This page has moved. [/order/?next=//evil.example/]"],
  ["/old?a=\u00e9 \r\nx", "301 This page has moved. [/order/?a=%C3%A9%20%0D%0Ax]"],
  ["/old?", "301 This page has moved. [/order/]"],
  ["/old", "301 ", { method: "HEAD", name: "HEAD of a page that moved" }],
  ["/%6fld", "301 This page has moved. [/order/]"],
  ["/", "301 This page has moved. [/menu/]"],
  ["/caf%c3%a9", "301 This page has moved. [/cafe/]"],
  ["/a%20b", "301 This page has moved. [/ab]"],
  ["/old/", "file old/index.html"],
  ["/OLD", "file OLD.html"],
  ["/loop", "file loop.html"],
  ["/config.json", config()],
  ["/evil", DAMAGED],
  ["/evil2", DAMAGED],
  ["/evil3", DAMAGED],
  ["/evil4", DAMAGED],
  ["/number", DAMAGED],
  ["/toString", "file toString.html"],
  ["/__proto__", "file __proto__.html"],
  ["/hasOwnProperty", "file hasOwnProperty.html"],
]);

// The start page has one address: a loop, if CloudFront asked for the file in place of `/`.
const ONE_NAME = rows("one-name", [
  ["/", "file index.html"],
  ["/index.html", "301 This page has moved. [/]"],
]);

const ENTRIES = [
  ...["nothing", "text", "list", "null", "half", "no-release", "traversal", "capitals", "list-release", "line-end"],
  ...["no-settings", "text-settings", "no-commit", "text-pages", "null-pages"],
].flatMap((label) =>
  rows(
    label,
    ["/", "/about.html", "/config.json"].map((target): Short => [target, DAMAGED]),
  ),
);

const PAGES = [
  ...["bad-fallback", "fallback-out", "fallback-number"].flatMap((label) => rows(label, [["/", DAMAGED]])),
  ...rows("unreadable", [
    ["/", UNREADABLE],
    ["/config.json", UNREADABLE],
  ]),
  // What the entry says of itself wins over a setting of the same name.
  ...rows("bold-settings", [
    ["/config.json", config({ apiUrl: "https://a.example/</script>", release: OTHER, more: [1] })],
  ]),
];

const basic = (text: string, scheme = "Basic") => `${scheme} ${Buffer.from(text).toString("base64")}`;

const locked = (name: string, expected: string, given?: string, auth: string | null | undefined = AUTH): Row => ({
  name: `password: ${name}`,
  request: {
    host: host("cafe"),
    target: "/about",
    ...(given !== undefined && { headers: [["Authorization", given]] as const }),
  },
  access: "password",
  store: auth === undefined ? STORE : { ...STORE, auth },
  expected,
});

const broken = (changes: object): string => JSON.stringify({ ...JSON.parse(AUTH), ...changes });
const right = basic(`qa:${PASSWORD}`);

const PASSWORDS: readonly Row[] = [
  locked("the right one", "file about.html", right),
  locked("the right one, with another spelling of the scheme", "file about.html", basic(`qa:${PASSWORD}`, "bAsIc")),
  locked("none", ASKED),
  locked("a wrong one", ASKED, basic("qa:wrong")),
  locked("the right one of another user", ASKED, basic(`qb:${PASSWORD}`)),
  locked("an empty one", ASKED, basic("qa:")),
  locked("no user", ASKED, basic(`:${PASSWORD}`)),
  locked("no colon", ASKED, basic("qa")),
  locked("nothing", ASKED, "Basic "),
  locked("an empty header", ASKED, ""),
  locked("another scheme", ASKED, basic(`qa:${PASSWORD}`, "Bearer")),
  locked("no base64", ASKED, "Basic !!!!"),
  locked("base64 with more behind", ASKED, `${right} x`),
  locked("the salt and the hash themselves", ASKED, basic(AUTH)),
  locked("a very long one", ASKED, basic(`qa:${"x".repeat(6000)}`)),
  locked("bytes that are no text", ASKED, `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString("base64")}`),
  { ...locked("none is in the store", NO_PASSWORD, right), store: STORE },
  locked("the store does not answer", NO_PASSWORD, right, null),
  locked("it is no JSON", NO_PASSWORD, right, "qa:password"),
  locked("it is empty", NO_PASSWORD, right, ""),
  locked("it is a list", NO_PASSWORD, right, "[]"),
  locked("it has no salt", NO_PASSWORD, right, broken({ salt: undefined })),
  locked("its salt is empty", NO_PASSWORD, right, broken({ salt: "" })),
  locked("it has no hash", NO_PASSWORD, basic(":"), broken({ sha256: undefined })),
  locked("its hash is empty", NO_PASSWORD, basic(":"), broken({ sha256: "" })),
  locked("its hash is a list", NO_PASSWORD, right, broken({ sha256: ["a"] })),
  { ...locked("settings are behind it too", ASKED), request: { host: host("cafe"), target: "/config.json" } },
  { ...locked("nobody learns which sites there are", ASKED), request: { host: host("other"), target: "/" } },
  { ...locked("a damaged site asks for it too", ASKED), request: { host: host("half"), target: "/" } },
  { ...locked("redirects are behind it too", ASKED), request: { host: host("moved"), target: "/old" } },
  {
    ...locked("a HEAD asks for it too", '401 [Basic realm="Sites under test", charset="UTF-8"]'),
    request: { method: "HEAD", host: host("cafe"), target: "/" },
  },
  { ...locked("public sites ask for none", "file about.html"), access: "public" },
];

export const ROWS: readonly Row[] = [
  ...FILES,
  ...ATTACKS,
  ...METHODS,
  ...HOSTS,
  ...FALLBACKS,
  ...REDIRECTS,
  ...ONE_NAME,
  ...ENTRIES,
  ...PAGES,
  ...PASSWORDS,
];

export const caseOf = ({ request, store }: Row): EdgeCase => ({ event: edgeEvent(request), store });

/** An outcome as the rows write it. */
export function said(outcome: EdgeOutcome): string {
  if ("threw" in outcome) return `threw ${outcome.threw}`;
  const folder = `/releases/${DIGEST}/`;
  if (!("statusCode" in outcome))
    return outcome.uri.startsWith(folder) ? `file ${outcome.uri.slice(folder.length)}` : `OUTSIDE ${outcome.uri}`;
  const { statusCode, headers, body } = outcome;
  const more = headers.location ?? headers.allow ?? headers["www-authenticate"];
  const words = [body?.data.replace(/\n$/, "") ?? "", ...(more && body ? [`[${more.value}]`] : [])];
  if (more && !body && statusCode === 401) words[0] = `[${more.value}]`;
  return `${statusCode} ${words.join(" ")}`;
}
