import { ENTRY_PAGE, type Pages } from "../../runtime/site/release";
import { SITE_FILE } from "../../runtime/site/site-file";
import { fileAt } from "./addresses";
import type { BuildFile, Findings } from "./build-file";
import { CONFIG_PATH } from "./entry";

/** Most bytes of what a build says of its pages: it is a part of each site's entry, which has 1,024 bytes for everything. */
const MOST_BYTES = 500;

/** Whether what a build says of its pages fits what it holds. */
export function checkPages(pages: Pages, files: readonly BuildFile[]): Findings {
  const paths = new Set(files.map(({ path }) => path));
  const { fallback, redirects = {} } = pages;
  const bytes = Buffer.byteLength(JSON.stringify(pages));
  const errors = [
    ...entryPageFaults(files),
    ...(bytes > MOST_BYTES
      ? [`${SITE_FILE}: pages have ${bytes} bytes, and the entry of a site has room for ${MOST_BYTES}. Redirect less.`]
      : []),
    ...(fallback !== undefined && !paths.has(fallback.slice(1))
      ? [`${SITE_FILE}: pages.fallback is ${fallback}, and the build has no such file.`]
      : []),
    ...Object.entries(redirects).flatMap(([from, to]) => {
      const fault = redirectFault(from, to, pages, paths);
      return fault === undefined ? [] : [`${SITE_FILE}: pages.redirects leads from ${from} to ${to}, ${fault}`];
    }),
  ];
  const hidden = Object.entries(redirects).filter(([from, to]) => {
    const page = fileAt(from, pages);
    return fallback === undefined && paths.has(page) && page !== fileAt(to, pages);
  });
  return {
    errors,
    warnings: hidden.map(
      ([from]) => `${SITE_FILE}: pages.redirects leads away from ${from}, so its page in the build is never shown.`,
    ),
  };
}

function entryPageFaults(files: readonly BuildFile[]): readonly string[] {
  const page = files.find(({ path }) => path === ENTRY_PAGE);
  if (page === undefined)
    return [`the build has no ${ENTRY_PAGE} at its top. Name the folder that the build was written to.`];
  return page.bytes.length === 0 ? [`${ENTRY_PAGE} is empty. See whether the build ended well.`] : [];
}

function redirectFault(from: string, to: string, pages: Pages, paths: ReadonlySet<string>): string | undefined {
  if (from === CONFIG_PATH) return "and that address answers the settings of the site. Use another one.";
  if (pages.redirects?.[to] !== undefined) return "which leads on itself. Name the page where it ends.";
  return paths.has(fileAt(to, pages)) ? undefined : `and the build has no ${fileAt(to, pages)}.`;
}
