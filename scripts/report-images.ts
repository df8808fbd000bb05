import { readFileSync } from "node:fs";
import { join } from "node:path";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { BrowserContextOptions } from "playwright-core";
import { Pages } from "../__tests__/browser/open-page";
import { sampleContext, sampleReport } from "../__tests__/browser/sample-report";
import { toHtml } from "../operations/report/html/to-html";
import { toMarkdown } from "../operations/report/markdown/to-markdown";
import { mergeIntoBody } from "../operations/report/pull-request/body";

const IMAGES = join(__dirname, "..", "docs", "images");
const STYLES = require.resolve("github-markdown-css/github-markdown-light.css");

/** Takes the pictures of docs/report.md: the body of a pull request, about as GitHub shows it, and the page. */
async function takePictures(): Promise<void> {
  const pages = new Pages();
  const take = async (name: string, html: string, options: BrowserContextOptions, open: readonly string[] = []) => {
    const { page } = await pages.open(html, options);
    for (const selector of open) await page.locator(selector).first().click();
    await page.screenshot({ path: join(IMAGES, `${name}.png`) });
    await page.close();
  };
  const page = toHtml(sampleReport(), sampleContext());
  try {
    await take("body", bodyAsOnGitHub(), { viewport: { width: 920, height: 1180 } });
    await take("body-details", bodyAsOnGitHub(), { viewport: { width: 920, height: 900 } }, [
      "summary:has-text('main-service-orders')",
    ]);
    await take("page", page, { viewport: { width: 1280, height: 1000 } });
    await take("page-dark", page, { viewport: { width: 1280, height: 1000 }, colorScheme: "dark" });
    await take("page-phone", page, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  } finally {
    await pages.close();
  }
}

/** GitHub's colours of a line of a diff, by its first character. */
const DIFF_COLORS: Readonly<Record<string, string>> = {
  "+": "background: #dafbe1; color: #116329",
  "-": "background: #ffebe9; color: #82071e",
  "!": "background: #fff8c5; color: #953800",
};

/** The body as its author would see it: GitHub draws alerts and colours diffs beyond what its specification says. */
function bodyAsOnGitHub(): string {
  const merged = mergeIntoBody(
    "Two more tasks for `orders`, and longer logs.\r\n",
    toMarkdown(sampleReport(), sampleContext()),
  );
  if ("error" in merged) throw new Error(merged.error);
  const html = micromark(merged.body, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  }).replace(/<blockquote>\s*<p>\[!(\w+)\]\s*([\s\S]*?)<\/blockquote>/g, (_, kind: string, rest: string) => {
    const name = kind.toLowerCase();
    const title = `<p class="markdown-alert-title">${kind[0]}${name.slice(1)}</p>`;
    return `<div class="markdown-alert markdown-alert-${name}">${title}<p>${rest}</div>`;
  });
  const colored = html.replace(/(?<=<code class="language-diff">)[^<]*/g, (code) =>
    code
      .split("\n")
      .map((line) => `<span style="${DIFF_COLORS[line[0] ?? ""] ?? ""}">${line}</span>`)
      .join("\n"),
  );
  return `<!doctype html><meta charset="utf-8"><style>${readFileSync(STYLES, "utf8")}
    body { margin: 0; padding: 24px; background: #fff }</style><article class="markdown-body">${colored}</article>`;
}

takePictures().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
