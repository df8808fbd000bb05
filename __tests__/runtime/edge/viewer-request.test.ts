import { edgeFunctionCode } from "../../../constructs/site/edge-function-code";
import { fileAt } from "../../../operations/sites/addresses";
import { edgeEvent } from "../../support/edge-event";
import { type EdgeCase, runInNode } from "../../support/edge-njs";
import { AUTH, caseOf, DIGEST, ENTRY, ROWS, STORE as SITES, said } from "./cases";

const CODE = {
  public: edgeFunctionCode({ access: "public" }),
  password: edgeFunctionCode({ access: "password" }),
};

const STORE: EdgeCase["store"] = { ...SITES, auth: AUTH };

// The tier `edge` runs the same rows in njs.
it.each(ROWS.map((row) => [row.name, row] as const))("%s", async (_, row) => {
  const [outcome] = await runInNode(CODE[row.access], [caseOf(row)]);
  expect(outcome && said(outcome)).toBe(row.expected);
});

it("has a name of its own for each row", () => {
  expect(ROWS.map(({ name, request }) => `${name} ${JSON.stringify(request)}`).sort()).toEqual(
    [...new Set(ROWS.map(({ name, request }) => `${name} ${JSON.stringify(request)}`))].sort(),
  );
});

describe("the whole of an answer", () => {
  const MADE = { "cache-control": { value: "no-store" }, "x-content-type-options": { value: "nosniff" } };
  const TEXT = { ...MADE, "content-type": { value: "text/plain; charset=utf-8" } };

  it.each([
    [
      "the settings",
      { host: "cafe.qro.equipweb.biz", target: "/config.json" },
      {
        statusCode: 200,
        headers: { ...MADE, "content-type": { value: "application/json" } },
        body: {
          encoding: "text",
          data: JSON.stringify({ apiUrl: ENTRY.settings.apiUrl, release: DIGEST, commit: ENTRY.commit }),
        },
      },
    ],
    [
      "a page that moved",
      { host: "moved.qro.equipweb.biz", target: "/old?a=1" },
      {
        statusCode: 301,
        headers: { ...TEXT, location: { value: "/order/?a=1" } },
        body: { encoding: "text", data: "This page has moved.\n" },
      },
    ],
    [
      "no site",
      { host: "other.qro.equipweb.biz", target: "/" },
      {
        statusCode: 404,
        headers: TEXT,
        body: { encoding: "text", data: "There is no site at this address.\n" },
      },
    ],
    [
      "a HEAD of the settings",
      { host: "cafe.qro.equipweb.biz", target: "/config.json", method: "HEAD" },
      { statusCode: 200, headers: { ...MADE, "content-type": { value: "application/json" } } },
    ],
  ])("%s", async (_, request, expected) => {
    expect(await runInNode(CODE.public, [{ event: edgeEvent(request), store: STORE }])).toEqual([expected]);
  });

  it("a request that goes on is as it was, but for its path and the password", async () => {
    const event = edgeEvent({
      host: "Cafe.qro.equipweb.biz:443",
      target: "/order/?b=2&a=1&a=%2f",
      headers: [
        ["Authorization", "Basic eDp5"],
        ["Accept", "text/html"],
        ["Accept", "text/plain"],
        ["Cookie", "a=1; b=2"],
      ],
    });
    const { authorization: _, ...headers } = event.request.headers;
    expect(await runInNode(CODE.public, [{ event, store: STORE }])).toEqual([
      { ...event.request, headers, uri: `/releases/${DIGEST}/order/index.html` },
    ]);
  });
});

describe("what publishing thinks that the function does", () => {
  it.each([
    "/",
    "/about",
    "/about/",
    "/about.html",
    "/a.b/c",
    "/a.b/",
    "/order/4.5",
    "/.well-known/security.txt",
    "/.well-known/apple-app-site-association",
  ])("with %s is what it does", async (target) => {
    const hosts = { cafe: {}, app: { fallback: "/index.html" } };
    const cases = Object.keys(hosts).map((label) => ({
      event: edgeEvent({ host: `${label}.qro.equipweb.biz`, target }),
      store: STORE,
    }));
    expect((await runInNode(CODE.public, cases)).map(said)).toEqual(
      Object.values(hosts).map((pages) => `file ${fileAt(target, pages)}`),
    );
  });
});

describe("what the function reads of the store", () => {
  it.each([
    ["one key, of the host", "public", { host: "cafe.qro.equipweb.biz", target: "/" }, ["cafe.qro.equipweb.biz"]],
    ["nothing for an invalid address", "public", { host: "cafe.qro.equipweb.biz", target: "/.." }, []],
    ["nothing for another method", "public", { host: "cafe.qro.equipweb.biz", target: "/", method: "POST" }, []],
    ["nothing for a host that is none", "public", { host: "auth", target: "/" }, []],
    ["the password alone without one", "password", { host: "cafe.qro.equipweb.biz", target: "/" }, ["auth"]],
  ] as const)("%s", async (_, access, request, keys) => {
    const asked: string[] = [];
    const store = new Proxy(STORE, {
      get: (values, key) => {
        if (typeof key === "string") asked.push(key);
        return Reflect.get(values, key);
      },
      getOwnPropertyDescriptor: (values, key) => Reflect.getOwnPropertyDescriptor(values, key),
    });
    await runInNode(CODE[access], [{ event: edgeEvent(request), store: store }]);
    expect(asked).toEqual(keys);
  });
});
