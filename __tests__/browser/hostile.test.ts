import { toHtml } from "../../operations/report/html/to-html";
import { hostileReport, XSS } from "../operations/report/html/hostile";
import { Pages } from "./open-page";

const pages = new Pages();

afterAll(() => pages.close());

describe("hostile texts at every place of a report", () => {
  it.each(XSS)("%j runs nothing, loads nothing, and is read as text", async (text) => {
    const { page, complaints, requests } = await pages.open(toHtml(...hostileReport(text)));
    await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
    await page.getByRole("searchbox").fill("a0.");
    await page.locator("output", { hasText: "match" }).waitFor();
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    expect(await page.evaluate("globalThis.pwned")).toBeUndefined();
    // Nothing but what we write ourselves became an element.
    const ours =
      "img, svg, iframe, object, embed, base, link, math, template, video, audio, [onerror], [onclick], [onload], body [style]";
    expect(await page.locator(ours).count()).toBe(0);
    expect(await page.locator("script, style, form, title").count()).toBe(4);
    await page.close();
  });

  it("would not run if one of them ever became a script", async () => {
    const injected =
      "<script>globalThis.pwned = 1</script><img src=x onerror='globalThis.pwned = 1'><style>body{margin:99px}</style>";
    const html = toHtml(...hostileReport("x")).replace("<footer", `${injected}<footer`);
    const { page, complaints, requests, stopped } = await pages.open(html);
    expect(await page.evaluate("globalThis.pwned")).toBeUndefined();
    expect(await page.evaluate("getComputedStyle(document.body).marginTop")).toBe("0px");
    expect(complaints.filter((text) => /Content Security Policy/i.test(text)).length).toBeGreaterThanOrEqual(3);
    expect(requests).toEqual(stopped);
    await page.close();
  });
});
