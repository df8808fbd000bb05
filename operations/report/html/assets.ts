import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A style sheet or a script that stands in the page itself, and the source by which a content security policy lets it. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** Reads files that are a part of the program, as modules are; several are one after the other. */
export function assetOf(...paths: readonly [string, ...string[]]): Asset {
  const text = paths.map((path) => readFileSync(path, "utf8")).join("\n");
  if (/<\/(?:style|script)/i.test(text)) throw new Error(`${paths.join(", ")} would end the element that it stands in`);
  return { text, source: `'sha256-${createHash("sha256").update(text).digest("base64")}'` };
}

/** The style sheet of the report, which other pages have as well. */
export const STYLE_SHEET = join(__dirname, "page.css");

export const STYLE = assetOf(STYLE_SHEET);
export const SCRIPT = assetOf(join(__dirname, "page.js"));
