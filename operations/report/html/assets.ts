import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A style sheet or a script that stands in the page itself, and the source by which a content security policy lets it. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** Reads a file beside this one: part of the program, as this module is. */
function assetOf(name: string): Asset {
  const text = readFileSync(join(__dirname, name), "utf8");
  if (/<\/(?:style|script)/i.test(text)) throw new Error(`${name} would end the element that it stands in`);
  return { text, source: `'sha256-${createHash("sha256").update(text).digest("base64")}'` };
}

export const STYLE = assetOf("page.css");
export const SCRIPT = assetOf("page.js");
