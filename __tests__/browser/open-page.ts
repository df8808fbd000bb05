import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromium as installed } from "../../scripts/chromium";

/** A page that was opened from a file, and what it did meanwhile that it must not do. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings in the console, and errors of scripts. */
  readonly complaints: readonly string[];
  /** Everything that was asked for but the file itself. */
  readonly requests: readonly string[];
  /** Those of them that the page's own policy stopped before they left the browser. */
  readonly stopped: readonly string[];
}

/** Opens pages in a real Chromium. */
export class Pages {
  readonly #folder = mkdtempSync(join(tmpdir(), "report-page-"));
  #browser: Browser | undefined;

  /** Opens HTML as a file, as somebody does who downloaded it. */
  async open(html: string, options: BrowserContextOptions & { readonly hash?: string } = {}): Promise<Opened> {
    const { hash = "", ...context } = options;
    const file = join(this.#folder, "report.html");
    writeFileSync(file, html);
    this.#browser ??= await launch();
    const page = await this.#browser.newPage({ viewport: { width: 1280, height: 800 }, ...context });
    const complaints: string[] = [];
    const requests: string[] = [];
    const stopped: string[] = [];
    const url = pathToFileURL(file).href;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", async (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== url) requests.push(request.url());
    });
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText === "csp") stopped.push(request.url());
    });
    await page.goto(url + hash);
    return { page, complaints, requests, stopped };
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @param more Further arguments of the program. */
export async function launch(more: readonly string[] = []): Promise<Browser> {
  const executablePath = installed();
  if (!executablePath) throw new Error("no Chromium is installed; `npm test` says how to get it");
  // Chromium's own sandbox does not work for root, as in a container.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, args: [...args, ...more] });
}
