import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildFiles } from "../../adapters/build-folder";
import { edgeFunctionCode } from "../../constructs/site/edge-function-code";
import { publicationOf } from "../../operations/sites/publish";
import { appEntry, appEntryText } from "../../runtime/deployer/app-entry";
import { fileKey } from "../../runtime/site/file-key";
import { type Edge, startEdge } from "../support/edge-server";
import { memorySites } from "../support/published-site";
import { launch } from "./open-page";

const HOST = "portal.dev.example.com";
const API = "portal-api.dev.example.com";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const RELEASE = { app: "portal", version: "1.4.0", commit: COMMIT };

let browser: Browser;
let edge: Edge;

beforeAll(async () => {
  browser = await launch(["--host-resolver-rules=MAP *.example.com 127.0.0.1"]);
  const sites = memorySites();
  const { release, bytes } = publicationOf(await buildFiles(join(__dirname, "..", "..", "runtime", "portal", "web")));
  for (const { path, type, cache } of release.manifest.files)
    sites.objects.set(fileKey(release.digest, path), { body: bytes.get(path) ?? new Uint8Array(), type, cache });
  const entry = appEntry(
    release,
    { format: 1, ...RELEASE, files: [] },
    { apiHost: API, buildId: "b:1", at: "2026-01-02T03:04:05Z" },
  );
  sites.entries.set(HOST, appEntryText(entry));
  edge = await startEdge({
    code: edgeFunctionCode({ access: "public" }),
    readKey: async (key) => sites.entries.get(key),
    readObject: async (key) => sites.objects.get(key),
  });
});
afterAll(async () => {
  await browser?.close();
  await edge?.stop();
});

/** Opens the first page with an API that answers so, and says what it shows and what the browser complained about. */
async function shown(answer: (path: string) => { readonly status: number; readonly value: unknown }) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route(`https://${API}/**`, (route) => {
    const { status, value } = answer(new URL(route.request().url()).pathname);
    return route.fulfill({
      status,
      contentType: "application/json",
      headers: { "access-control-allow-origin": "*" },
      body: JSON.stringify(value),
    });
  });
  await page.goto(`http://${HOST}:${new URL(edge.url).port}/`);
  await page.locator("#state[aria-busy=false]").waitFor();
  const texts = await textsOf(page);
  const unnamed = await page.evaluate("[document.title, document.documentElement.lang].filter((text) => !text).length");
  await page.close();
  return { texts, complaints, unnamed };
}

const textsOf = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(
      ["site", "api", "health", "trouble"].map(async (id) => [id, await page.locator(`#${id}`).textContent()]),
    ),
  );

it("shows the version of the site and of its API, under the content policy of the stack", async () => {
  const well = (path: string) => ({ status: 200, value: path === "/version" ? RELEASE : { status: "ok" } });
  expect(await shown(well)).toEqual({
    texts: { site: "1.4.0 (0123456789ab)", api: "1.4.0 (0123456789ab)", health: "well", trouble: "" },
    complaints: [],
    unnamed: 0,
  });
});

it("says what is wrong when the API does not answer well, and writes no HTML of its answers", async () => {
  const ill = (path: string) =>
    path === "/version"
      ? { status: 200, value: { ...RELEASE, version: "<img src=x onerror=alert(1)>" } }
      : { status: 503, value: {} };
  const { texts } = await shown(ill);
  expect(texts).toEqual({
    site: "1.4.0 (0123456789ab)",
    api: "<img src=x onerror=alert(1)> (0123456789ab)",
    health: "unknown",
    trouble: `https://${API}/health answered 503.`,
  });
});
