import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { toHtml } from "../../operations/sites/overview/html/to-html";
import type { ListedSite, SitesOverview } from "../../operations/sites/overview/listed-site";
import { anEntry, begun, exampleLine, failed } from "../support/sites";
import { Pages } from "./open-page";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = new Pages();
afterAll(() => pages.close());

const LINE = exampleLine();
const HOLDER = { id: "1", name: "octocat", host: "runner", pid: 4, since: "2026-11-20T10:00:00Z" };
const HOSTILE = '"><img src=https://attacker.example/x onerror=alert(1)><script>alert(2)</script>\u202e\u001b[2J';

const client = (label: string, more: Partial<ListedSite> = {}): ListedSite => ({
  line: "qro",
  stage: "client",
  host: `${label}.qro.equipweb.biz`,
  client: label,
  state: "served",
  entry: anEntry("b2", { settings: { apiUrl: `https://s2.equipweb.biz/${label}/ordering/api` } }),
  remarks: [],
  ...more,
});

const SITES: readonly ListedSite[] = [
  { ...client("edgecafe"), stage: "prod", remarks: [{ kind: "settings", apiUrl: "https://s2.equipweb.biz/api" }] },
  client("amazingcafe", {
    remarks: [
      { kind: "failed", attempt: failed("c3") },
      { kind: "behind", stage: "prod" },
    ],
  }),
  client("bakery", { remarks: [{ kind: "running", attempt: begun("c3"), holder: HOLDER }] }),
  ...Array.from({ length: 60 }, (_, index) => client(`cafe${index}`)),
  { line: "qro", stage: undefined, host: HOSTILE, state: "damaged", remarks: [{ kind: "damaged" }, { kind: "stray" }] },
  client("zoo", {
    entry: anEntry("b2", { branch: HOSTILE, by: HOSTILE, settings: { apiUrl: `javascript:${HOSTILE}` } }),
  }),
];

const page = (sites = SITES, more: Partial<SitesOverview> = {}): string =>
  toHtml(
    {
      lines: [LINE],
      selection: {},
      sites,
      clients: [],
      problems: [
        { line: "qro", stack: "rc-sites-qro", stages: ["rc"], kind: "not-deployed", message: "" },
        { line: "qro", stack: "dev-sites-qro", stages: ["dev"], kind: "unreadable", message: `denied ${HOSTILE}` },
      ],
      unread: 1003,
      ...more,
    },
    new Date("2026-11-20T12:00:00Z"),
  );

const LOOKS = [
  ["light", "wide", 1280],
  ["dark", "wide", 1280],
  ["light", "phone", 360],
  ["dark", "phone", 360],
] as const;

describe.each([
  ["of many sites", page()],
  ["of none", page([], { problems: [], unread: 0 })],
])("a page %s", (_, html) => {
  it.each(LOOKS)(
    "has no barrier in %s colours on a %s screen, and is not wider",
    async (colorScheme, _screen, width) => {
      // The page's own policy forbids all other scripts, and this one is another.
      const { page } = await pages.open(html, { colorScheme, viewport: { width, height: 740 }, bypassCSP: true });
      await page.evaluate(AXE);
      const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
      expect(violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.close();
    },
  );
});

it("loads nothing, runs nothing of others, and complains of nothing", async () => {
  const { page: opened, complaints, requests } = await pages.open(page());
  expect([complaints, requests, await opened.locator("img").count(), await opened.locator("script").count()]).toEqual([
    [],
    [],
    0,
    1,
  ]);
  const links = (await opened.evaluate("[...document.links].map(({ protocol }) => protocol)")) as readonly string[];
  expect([...new Set(links)].sort()).toEqual(["file:", "https:"]);
  await opened.close();
});

describe("the search", () => {
  const shown = async (opened: Page): Promise<readonly string[]> =>
    opened.locator(".sites tbody tr:visible th").allTextContents();
  const headings = async (opened: Page): Promise<readonly string[]> =>
    (await opened.locator("h2:visible").allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
  const found = (opened: Page) => opened.locator(".found").textContent();

  it("finds sites by any words of a row, in any order, whatever their capitals", async () => {
    const { page: opened } = await pages.open(page());
    await opened.keyboard.press("/");
    await opened.keyboard.type("PROD amazing");
    await opened.locator(".found", { hasText: /^1 of 65 sites$/ }).waitFor();
    expect([await shown(opened), await headings(opened)]).toEqual([
      ["amazingcafe.qro.equipweb.biz"],
      ["client 1 of 63"],
    ]);
    await opened.keyboard.press("Escape");
    await opened.locator(".found", { hasText: /^65 sites$/ }).waitFor();
    await opened.close();
  });

  it("shows only what has remarks, or one stage, with what is to say of it", async () => {
    const { page: opened } = await pages.open(page());
    await opened.getByText("only with remarks").click();
    expect([(await shown(opened)).length, await headings(opened)]).toEqual([
      4,
      ["prod 1", "client 2 of 63", "no stage 1"],
    ]);
    await opened.getByRole("button", { name: "Clear" }).click();
    await opened.locator("select").selectOption({ label: "rc" });
    expect([await shown(opened), await headings(opened), await found(opened)]).toEqual([[], ["rc"], "0 of 65 sites"]);
    await opened.close();
  });

  it("is not there without the script, and everything else is", async () => {
    const { page: opened } = await pages.open(page(), { javaScriptEnabled: false });
    expect([await opened.locator(".bar").isVisible(), (await shown(opened)).length]).toEqual([false, 65]);
    await opened.close();
  });
});
