import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { edgeFunctionCode } from "../../constructs/site/edge-function-code";
import { SecretValue } from "../../operations/secrets/secret-value";
import { authText } from "../../operations/sites/password";
import { type Edge, startEdge } from "../support/edge-server";
import { type MemorySites, memorySites, publish, serve } from "../support/published-site";
import { launch } from "./open-page";

const HOST = "amazingcafe.qro.equipweb.biz";
const API = "https://s2.equipweb.biz/AmazingCafe/ordering/api";
const PASSWORD = "made-up for the test: é";

let browser: Browser;
let edge: Edge;
let sites: MemorySites;

async function start(access: "public" | "password" = "public", delay = 0): Promise<void> {
  sites = memorySites();
  edge = await startEdge({
    code: edgeFunctionCode({ access }),
    readKey: async (key) => sites.entries.get(key),
    readObject: async (key) => sites.objects.get(key),
    delay,
  });
}

/** The address of a path of a site: every host of these sites is this machine to the browser. */
const at = (path: string, host = HOST): string => `http://${host}:${new URL(edge.url).port}${path}`;

/** A page of a browser that nobody used before, and what it complained about. */
async function newPage(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints };
}

const heading = (page: Page): Promise<string | null> => page.locator("h1").textContent();

beforeAll(async () => {
  browser = await launch(["--host-resolver-rules=MAP *.equipweb.biz 127.0.0.1"]);
});
afterAll(() => browser?.close());
afterEach(() => edge.stop());

it("shows the page of a site, with its own style, its code and the API of this client", async () => {
  await start();
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const { page, complaints } = await newPage();
  await page.goto(at("/"));
  await page.locator("body[data-ready=yes]").waitFor();
  expect({
    heading: await heading(page),
    api: await page.locator("#api").textContent(),
    colour: await page.locator("h1").evaluate("getComputedStyle(document.querySelector('h1')).color"),
  }).toEqual({ heading: "Order here", api: API, colour: "rgb(1, 2, 3)" });
  expect(complaints).toEqual([]);
  await page.close();
});

it("leads to its pages by links, by addresses with and without a slash, and by redirects", async () => {
  await start();
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const { page, complaints } = await newPage();
  await page.goto(at("/"));
  await page.getByRole("link", { name: "Menu" }).click();
  await page.waitForURL(at("/menu/"));
  expect(await heading(page)).toBe("Menu");
  expect(await page.locator("h1").evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe(
    "rgb(1, 2, 3)",
  );
  await page.goto(at("/about"));
  expect(await heading(page)).toBe("About us");
  await page.goto(at("/speisekarte?table=4&next=//evil.example"));
  expect([page.url(), await heading(page)]).toEqual([at("/menu/?table=4&next=//evil.example"), "Menu"]);
  await page.goto(at("/bestellen"));
  expect([page.url(), await heading(page)]).toEqual([at("/"), "Order here"]);
  expect(complaints).toEqual([]);
  await page.close();
});

it("says that there is no such page, and that there is no such site", async () => {
  await start();
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const { page } = await newPage();
  expect((await page.goto(at("/nothing")))?.status()).toBe(404);
  expect(await heading(page)).toBe("Page not found");
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await page.waitForURL(at("/"));
  const answer = await page.goto(at("/", "nobody.qro.equipweb.biz"));
  expect([answer?.status(), await page.locator("body").textContent()]).toEqual([
    404,
    "There is no site at this address.\n",
  ]);
  await page.close();
});

it("lets an application of a single page have every address, but no file that is missing", async () => {
  await start();
  serve(sites, HOST, await publish(sites, "single-page"), API);
  const { page, complaints } = await newPage();
  await page.goto(at("/table/4/order?x=1"));
  expect(await heading(page)).toBe("/table/4/order");
  expect(complaints).toEqual([]);
  expect((await page.goto(at("/assets/app-0000.js")))?.status()).toBe(404);
  await page.close();
});

it.each([
  "/..%2f..%2frecords",
  "/%2e%2e/%2e%2e/records",
  "/%5c%5cevil.example/",
  "/x%252f..%252fy",
  "//evil.example/%2e%2e",
])("stays on the site where %s is asked for", async (path) => {
  await start();
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const { page } = await newPage();
  const answer = await page.goto(at(path));
  expect([400, 404]).toContain(answer?.status());
  expect(new URL(page.url()).hostname).toBe(HOST);
  await page.close();
});

it("asks for a password where sites have one, for the settings, too", async () => {
  await start("password");
  serve(sites, HOST, await publish(sites, "ordering"), API);
  const credentials = { username: "qa", password: PASSWORD };
  const without = await newPage();
  expect((await without.page.goto(at("/")).catch(() => undefined))?.status()).toBe(503);
  sites.entries.set(
    "auth",
    authText("qa", SecretValue.from(Buffer.from(PASSWORD)), "00112233445566778899aabbccddeeff"),
  );

  const { page, complaints } = await newPage({ httpCredentials: credentials });
  await page.goto(at("/"));
  await page.locator("body[data-ready=yes]").waitFor();
  expect([await heading(page), await page.locator("#api").textContent()]).toEqual(["Order here", API]);
  expect(complaints).toEqual([]);

  const wrong = await newPage({ httpCredentials: { ...credentials, password: "a wrong one" } });
  expect((await wrong.page.goto(at("/")))?.status()).toBe(401);
  expect((await wrong.page.goto(at("/config.json")))?.status()).toBe(401);
  await Promise.all([without, wrong, { page }].map((opened) => opened.page.close()));
});

describe("a site that is switched while its page is open", () => {
  const NEW_API = "https://s3.equipweb.biz/AmazingCafe/ordering/api";
  const NEW = [
    ["Order here", "Order at the counter"],
    [">one<", ">two<"],
    ["app-7d793037", "app-8e8a4148"],
    ["site-5d41402a", "site-6e52513b"],
    ["rgb(1, 2, 3)", "rgb(4, 5, 6)"],
  ] as const;
  const seen = async (page: Page) => {
    await page.locator("body[data-ready=yes]").waitFor();
    return {
      heading: await heading(page),
      version: await page.locator("#version").textContent(),
      api: await page.locator("#api").textContent(),
      colour: await page.locator("h1").evaluate("getComputedStyle(document.querySelector('h1')).color"),
    };
  };
  const OLD_SITE = { heading: "Order here", version: "one", api: API, colour: "rgb(1, 2, 3)" };
  const NEW_SITE = { heading: "Order at the counter", version: "two", api: NEW_API, colour: "rgb(4, 5, 6)" };

  it("shows the old one until it is loaded again, then the new one in full, then the old one again", async () => {
    await start();
    const before = await publish(sites, "ordering");
    const after = await publish(sites, "ordering", NEW);
    serve(sites, HOST, before, API);
    const { page, complaints } = await newPage();
    await page.goto(at("/"));
    expect(await seen(page)).toEqual(OLD_SITE);
    serve(sites, HOST, after, NEW_API);
    expect(await seen(page)).toEqual(OLD_SITE);
    await page.reload();
    expect(await seen(page)).toEqual(NEW_SITE);
    // A roll-back is a switch, too; the browser has kept the old files.
    serve(sites, HOST, before, API);
    await page.reload();
    expect(await seen(page)).toEqual(OLD_SITE);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows one of the two in full, however far away the edge is", async () => {
    await start("public", 300);
    const before = await publish(sites, "ordering");
    const after = await publish(sites, "ordering", NEW);
    serve(sites, HOST, before, API);
    const { page, complaints } = await newPage();
    await page.goto(at("/"));
    serve(sites, HOST, after, NEW_API);
    await page.reload();
    expect(await seen(page)).toEqual(OLD_SITE);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await page.reload();
    expect(await seen(page)).toEqual(NEW_SITE);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
