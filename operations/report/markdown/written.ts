import { codePointsIn } from "../wording/code-points";
import { fence } from "./safe-text";

/** A part of a fold: a text of its own, or a heading with lines that are made one by one as they are needed. */
export type Part = string | Listing;

export interface Listing {
  readonly heading: string;
  readonly lines: Iterable<string>;
  /**
   * The language of the block of code in which the lines stand.
   * @default - they are Markdown
   */
  readonly fence?: "diff" | "";
}

/**
 * Parts as blocks of Markdown; undefined as soon as they are longer than so many code points, so that a form that will not
 * fit is never written to its end.
 */
export function written(parts: Iterable<Part>, room: number): string | undefined {
  const blocks: string[] = [];
  let left = room;
  for (const part of parts) {
    if (part === "") continue;
    const block = typeof part === "string" ? part : listing(part, left);
    if (block === undefined) return undefined;
    left -= codePointsIn(block) + (blocks.length > 0 ? 2 : 0);
    if (left < 0) return undefined;
    blocks.push(block);
  }
  return blocks.join("\n\n");
}

/** Escaping makes lines longer, never shorter. */
function listing({ heading, lines, fence: language }: Listing, room: number): string | undefined {
  const held: string[] = [];
  let left = room - codePointsIn(heading);
  for (const line of lines) {
    left -= codePointsIn(line) + 1;
    if (left < 0) return undefined;
    held.push(line);
  }
  const block = language === undefined ? held.join("\n") : fence(held, language);
  return heading === "" ? block : `${heading}\n\n${block}`;
}
