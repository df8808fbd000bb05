import type { Pages } from "../../runtime/site/release";

/**
 * The file that a path of a site is answered with, as the edge function (runtime/edge/viewer-request.js) finds it; redirects
 * are another thing. A path whose last part has a dot, or below `/.well-known/`, names a file; any other one is a page.
 */
export function fileAt(path: string, { fallback }: Pages): string {
  const last = path.slice(path.lastIndexOf("/") + 1);
  const isFile = last.includes(".") || path.startsWith("/.well-known/");
  const file = isFile ? path : (fallback ?? (last === "" ? `${path}index.html` : `${path}.html`));
  return file.slice(1);
}
