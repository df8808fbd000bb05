import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { edgeFunctionCode } from "../../../constructs/site/edge-function-code";
import { NOT_FOUND_PAGE } from "../../../constructs/site/not-found-page";
import { type Edge, SECURITY_HEADERS, startEdge } from "../../support/edge-server";
import { type MemorySites, memorySites, publish, serve } from "../../support/published-site";

const HOST = "amazingcafe.qro.equipweb.biz";
const API = "https://s2.equipweb.biz/AmazingCafe/ordering/api";

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, with the headers that say what became of the request. */
async function get(edge: Edge, host: string, path: string, method = "GET", more: OutgoingHttpHeaders = {}) {
  return await new Promise<Answer>((resolve, reject) => {
    const asked = request(edge.url, { path, method, headers: { ...more, host } }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (text) => {
        body += text;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.on("error", reject).end();
  });
}

let sites: MemorySites;
let edge: Edge;
let time = 0;
const read: string[] = [];

async function start(delay = 0) {
  sites = memorySites();
  read.length = 0;
  edge = await startEdge({
    code: edgeFunctionCode({ access: "public" }),
    readKey: async (key) => sites.entries.get(key),
    readObject: async (key) => {
      read.push(key);
      return sites.objects.get(key);
    },
    delay,
    now: () => time,
  });
}

beforeEach(() => start());
afterEach(() => edge.stop());

it("serves a release with its types, cache headers and security headers", async () => {
  const release = await publish(sites, "ordering");
  serve(sites, HOST, release, API);
  expect(await get(edge, HOST, "/menu/")).toMatchObject({
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", ...SECURITY_HEADERS },
    body: expect.stringContaining("<h1>Menu</h1>"),
  });
  expect(await get(edge, HOST, "/assets/app-7d793037.js")).toMatchObject({
    status: 200,
    headers: { "cache-control": "public, max-age=31536000, immutable" },
  });
  expect(await get(edge, HOST, "/config.json")).toMatchObject({
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ apiUrl: API, release: release.digest, commit: release.digest.slice(0, 40) }),
  });
});

it("serves no file of a release in the place of another one, and no other object of the bucket", async () => {
  const first = await publish(sites, "ordering");
  const second = await publish(sites, "single-page");
  serve(sites, HOST, first, API);
  serve(sites, "other.qro.equipweb.biz", second, API);
  sites.objects.set(`records/client/${HOST}.json`, { body: Buffer.from("secret") });
  const statuses = async (paths: readonly string[]) =>
    await Promise.all(paths.map(async (path) => (await get(edge, HOST, path)).status));
  expect(
    await statuses([
      "/",
      "/assets/app-1f3870be.js",
      `/releases/${second.digest}/index.html`,
      `/../${second.digest}/index.html`,
      `/..%2f${second.digest}/index.html`,
      `/../../records/client/${HOST}.json`,
    ]),
  ).toEqual([200, 404, 404, 400, 400, 400]);
  expect(read.filter((key) => !key.startsWith(`releases/${first.digest}/`) && key !== "errors/404.html")).toEqual([]);
});

it("switches at once, although it remembers the release before", async () => {
  const before = await publish(sites, "ordering");
  const after = await publish(sites, "ordering", [["Order here", "Order at the counter"]]);
  serve(sites, HOST, before, API);
  const page = async () => (await get(edge, HOST, "/")).body.match(/<h1>(.*)<\/h1>/)?.[1];
  expect([await page(), await page()]).toEqual(["Order here", "Order here"]);
  serve(sites, HOST, after, API);
  expect([await page(), await page()]).toEqual(["Order at the counter", "Order at the counter"]);
  serve(sites, HOST, before, API);
  expect(await page()).toBe("Order here");
  expect(edge.calls.map(({ from }) => from)).toEqual(["bucket", "cache", "bucket", "cache", "cache"]);
});

it("shows an entry only when it has reached the edge", async () => {
  await edge.stop();
  await start(500);
  const before = await publish(sites, "ordering");
  const after = await publish(sites, "ordering", [["Order here", "Order at the counter"]]);
  const release = async () => JSON.parse((await get(edge, HOST, "/config.json")).body || "{}").release;
  serve(sites, HOST, before, API);
  expect(await release()).toBe(before.digest);
  serve(sites, HOST, after, API);
  expect(await release()).toBe(before.digest);
  time += 499;
  expect(await release()).toBe(before.digest);
  time += 1;
  expect(await release()).toBe(after.digest);
});

it("remembers by address alone, for as long as the object says, and absence for ten seconds", async () => {
  const release = await publish(sites, "ordering");
  serve(sites, HOST, release, API);
  const uri = `/releases/${release.digest}`;
  const froms = async (path: string) => {
    await get(edge, HOST, path);
    return edge.calls.at(-1)?.from;
  };
  expect(await froms("/about?a=1")).toBe("bucket");
  expect(await froms("/about?a=2")).toBe("cache");
  time += 1_000;
  expect(await froms("/about")).toBe("bucket");
  expect(await froms("/assets/site-5d41402a.css")).toBe("bucket");
  time += 1_000_000;
  expect(await froms("/assets/site-5d41402a.css")).toBe("cache");
  edge.invalidate([`${uri}/assets/*`]);
  expect(await froms("/assets/site-5d41402a.css")).toBe("bucket");

  expect(await get(edge, HOST, "/late.html")).toMatchObject({ status: 404, body: NOT_FOUND_PAGE });
  sites.objects.set(`releases/${release.digest}/late.html`, { body: Buffer.from("late") });
  time += 9_999;
  expect((await get(edge, HOST, "/late.html")).status).toBe(404);
  time += 1;
  expect(await get(edge, HOST, "/late.html")).toMatchObject({ status: 200, body: "late" });
});

it("answers a HEAD with the headers alone, and what a browser has with 304", async () => {
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const whole = await get(edge, HOST, "/about");
  const head = await get(edge, HOST, "/about", "HEAD");
  expect({ ...head, headers: { ...head.headers, date: 0, "x-cache": "" } }).toEqual({
    status: 200,
    headers: { ...whole.headers, date: 0, "x-cache": "" },
    body: "",
  });
  expect((await get(edge, HOST, "/config.json", "HEAD")).body).toBe("");
  const again = await get(edge, HOST, "/about", "GET", { "if-none-match": whole.headers.etag });
  expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: "" });
});

it("fails as CloudFront does when the function does", async () => {
  await edge.stop();
  const code = "async function handler() { return {}; }";
  edge = await startEdge({ code, readKey: async () => undefined, readObject: async () => undefined });
  expect((await get(edge, HOST, "/")).status).toBe(503);
});
