import { toHtml } from "../../operations/report/html/to-html";
import { reportOf } from "../../operations/report/report-of";
import { FIXTURES, reportOfPlan } from "../operations/report/support";
import { type Opened, Pages } from "./open-page";
import { sampleContext, sampleReport } from "./sample-report";

const pages = new Pages();
const REPORT = toHtml(sampleReport(), sampleContext());

afterAll(() => pages.close());

/** Addresses of the entries that a reader sees. */
const shownAddresses = ({ page }: Opened): Promise<readonly string[]> =>
  page.locator(".stack .item:visible > :is(summary, .head) .address").allInnerTexts();

const found = ({ page }: Opened, text: string): Promise<void> =>
  page.locator("output", { hasText: text }).waitFor({ timeout: 5000 });

describe("the page", () => {
  it("opens from a file without a complaint, and asks for nothing else", async () => {
    const { page, complaints, requests } = await pages.open(REPORT);
    await page.getByRole("button", { name: "Expand all" }).click();
    await page.getByRole("button", { name: "Collapse all" }).click();
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "8 of 14 stacks change, 1 failed, 1 vanished",
    );
    await page.close();
  });

  it.each([...FIXTURES, "nothing"])("opens for the plan %s", async (name) => {
    const report = name === "nothing" ? reportOf([]) : reportOfPlan(name);
    const { page, complaints, requests } = await pages.open(toHtml(report));
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.close();
  });

  it.each([360, 600, 768, 1024, 1920])("does not scroll sideways at a width of %i", async (width) => {
    const { page } = await pages.open(REPORT, { viewport: { width, height: 740 } });
    await page.getByRole("button", { name: "Expand all" }).click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.close();
  });

  it("is dark where the reader wants it dark", async () => {
    const background = async (colorScheme: "dark" | "light") => {
      const { page } = await pages.open(REPORT, { colorScheme });
      const color = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      await page.close();
      return color;
    };
    expect([await background("light"), await background("dark")]).toEqual(["rgb(255, 255, 255)", "rgb(15, 18, 22)"]);
  });

  it("prints everything, in light colours, without the search", async () => {
    const { page } = await pages.open(REPORT, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".bar").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    const value = page.locator(".stack[data-stack=main-service-orders] td", { hasText: "listen 9011 ssl" });
    expect(await value.evaluate((cell) => cell.getBoundingClientRect().height)).toBeGreaterThan(20);
    expect((await page.pdf()).length).toBeGreaterThan(50_000);
    await page.close();
  });
});

describe("the search", () => {
  it.each([
    ["log_group.invoices", ["aws_cloudwatch_log_group.invoices"]],
    ["  SERVICE-ORDERS   log_group", ["aws_cloudwatch_log_group.orders"]],
    ["health_check_grace", ["aws_ecs_service.orders", "aws_ecs_service.invoices"]],
    ['target_group.orders["green"]', ['aws_lb_target_group.orders["blue"]']],
    ["main-service-invoices service_arn", ["service_arn"]],
    ["nothing has this name", []],
  ])("%j finds %j", async (words, addresses) => {
    const opened = await pages.open(REPORT);
    await opened.page.getByRole("searchbox").fill(words);
    await found(opened, "match");
    expect(await shownAddresses(opened)).toEqual(addresses);
    await opened.page.close();
  });

  it("says how many entries match, to screen readers as well, and how many a heading still has", async () => {
    const opened = await pages.open(REPORT);
    const output = opened.page.getByRole("status");
    expect(await output.textContent()).toMatch(/^\d+ entries$/);
    await opened.page.getByRole("searchbox").fill("main-service-orders target_group");
    await found(opened, "match");
    expect(await output.textContent()).toMatch(/^3 of \d+ entries match$/);
    expect(await output.getAttribute("aria-live")).toBe("polite");
    await opened.page.getByRole("searchbox").fill("main-service-orders log_group");
    await found(opened, "1 of");
    const heading = opened.page.locator(".stack[data-stack=main-service-orders] h3:visible");
    expect(await heading.allTextContents()).toEqual(["Updated 1 of 5"]);
    await opened.page.close();
  });

  it("shows everything again when it is cleared", async () => {
    const opened = await pages.open(REPORT);
    const before = await shownAddresses(opened);
    await opened.page.getByRole("searchbox").fill("log_group");
    await found(opened, "match");
    expect((await shownAddresses(opened)).length).toBeLessThan(before.length);
    await opened.page.getByRole("button", { name: "Clear" }).click();
    await opened.page.locator("output:not(:has-text('match'))").waitFor();
    expect(await shownAddresses(opened)).toEqual(before);
    await opened.page.close();
  });
});

describe("the filters", () => {
  it("show only dangers", async () => {
    const opened = await pages.open(REPORT);
    await opened.page.getByLabel("only dangers").check();
    expect((await shownAddresses(opened)).slice(0, 2)).toEqual(["aws_sqs_queue.invoices", "aws_db_instance.orders"]);
    expect(await opened.page.locator(".stack .item:visible:not([data-danger])").count()).toBe(0);
    await opened.page.close();
  });

  it("show one kind, or several", async () => {
    const opened = await pages.open(REPORT);
    const kinds = () =>
      opened.page
        .locator(".stack .item:visible")
        .evaluateAll((items) => [...new Set(items.map((item) => item.getAttribute("data-kind")))].sort());
    await opened.page.getByRole("checkbox", { name: "forgotten" }).check();
    expect(await kinds()).toEqual(["forget"]);
    await opened.page.getByRole("checkbox", { name: "failed checks" }).check();
    expect(await kinds()).toEqual(["check", "forget"]);
    await opened.page.close();
  });

  it("show one stack, also one that has nothing but an error", async () => {
    const opened = await pages.open(REPORT);
    const stacks = () => opened.page.locator(".stack:visible").evaluateAll((all) => all.map(({ id }) => id));
    await opened.page.getByLabel("Stack", { exact: true }).selectOption("main-service-orders");
    expect(await stacks()).toEqual(["stack-main-service-orders"]);
    await opened.page.getByLabel("Stack", { exact: true }).selectOption("main-service-users");
    expect(await stacks()).toEqual(["stack-main-service-users"]);
    await opened.page.close();
  });

  it("open updates of tags alone, which are folded and counted", async () => {
    const opened = await pages.open(REPORT);
    const alarm = opened.page.locator(".address", { hasText: /^aws_cloudwatch_metric_alarm\.orders$/ }).last();
    const title = opened.page.locator(".stack[data-stack=main-service-orders] .noise h3");
    expect([await alarm.isVisible(), await title.textContent()]).toEqual([
      false,
      "Updates of tags and descriptions alone 2",
    ]);
    await opened.page.getByLabel("open tag-only updates").check();
    expect(await alarm.isVisible()).toBe(true);
    await opened.page.close();
  });
});

describe("links", () => {
  it("lead to a stack, below the bar that stays", async () => {
    const { page } = await pages.open(REPORT);
    await page.locator(".stacks").getByRole("link", { name: "main-service-orders" }).click();
    const top = await page.locator("#stack-main-service-orders").evaluate((it) => it.getBoundingClientRect().top);
    const bar = await page.locator(".bar").evaluate((it) => it.getBoundingClientRect().bottom);
    expect(top).toBeGreaterThanOrEqual(bar);
    await page.close();
  });

  it("lead from a danger to its change, open it and give it the focus", async () => {
    const { page } = await pages.open(REPORT);
    await page.locator(".dangers").getByRole("link", { name: "aws_db_instance.orders" }).click();
    const entry = page.locator("[id='change-main-data:aws_db_instance.orders']");
    await expect(entry.getAttribute("open")).resolves.toBe("");
    expect(await entry.locator(".attributes").first().isVisible()).toBe(true);
    expect(await entry.evaluate((it) => it.firstElementChild === it.ownerDocument.activeElement)).toBe(true);
    await page.close();
  });

  it("from elsewhere open what is folded, or is filtered away meanwhile", async () => {
    const hash = "#change-main-service-orders%3Aaws_cloudwatch_metric_alarm.orders";
    const opened = await pages.open(REPORT, { hash });
    const entry = opened.page.locator("[id='change-main-service-orders:aws_cloudwatch_metric_alarm.orders']");
    expect(await entry.locator(".attributes").isVisible()).toBe(true);
    await opened.page.getByRole("searchbox").fill("nothing has this name");
    await found(opened, "0 of");
    await opened.page.evaluate("location.hash = '#stack-main-data'");
    await opened.page.locator("#stack-main-data").waitFor();
    await opened.page.close();
  });

  it.each(["#", "#%", "#no-such-place", "#<img src=x onerror=alert(1)>"])("to %j do nothing", async (hash) => {
    const { page, complaints } = await pages.open(REPORT, { hash });
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("without a mouse", () => {
  it("skips to the details, searches by one key, and opens an entry", async () => {
    const opened = await pages.open(REPORT);
    const { page } = opened;
    const active = () =>
      page.evaluate("document.activeElement.getAttribute('name') ?? document.activeElement.className");
    await page.keyboard.press("Tab");
    expect(await active()).toBe("skip");
    const arrived = page.evaluate("new Promise((done) => addEventListener('hashchange', () => setTimeout(done, 50)))");
    await page.keyboard.press("Enter");
    await arrived;
    expect(await page.evaluate("document.activeElement.id")).toBe("details");
    await page.keyboard.press("/");
    expect(await active()).toBe("search");
    await page.keyboard.type("log_group.invoices");
    await found(opened, "1 of");
    const summary = page.locator(".stack .item:visible > summary").first();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      if (await summary.evaluate((it) => it === it.ownerDocument.activeElement)) break;
    }
    await page.keyboard.press("Enter");
    expect(await page.locator(".stack .item:visible .attributes").isVisible()).toBe(true);
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Escape");
    await page.locator("output:not(:has-text('match'))").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("");
    await page.close();
  });
});

describe("without its script", () => {
  it("says everything, opens and closes, and hides what would not work", async () => {
    const { page, complaints } = await pages.open(REPORT, { javaScriptEnabled: false });
    expect(await page.locator(".bar").isVisible()).toBe(false);
    const entry = page.locator("[id='change-main-service-orders:aws_cloudwatch_log_group.orders']");
    expect(await entry.locator("td").first().isVisible()).toBe(false);
    await entry.locator("summary").click();
    expect(await entry.locator("td").allInnerTexts()).toEqual(["14", "30"]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
