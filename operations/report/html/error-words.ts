import { stripVTControlCharacters } from "node:util";
import { shortened } from "./html";

/** Longest error that is shown whole, in UTF-16 units. */
const LONGEST_ERROR = 100_000;

/** The words of a tool that failed, without the colours and the frame that it draws around them. */
export function errorWords(error: string): string {
  const lines = stripVTControlCharacters(error)
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^[╷│╵] ?/, "")
        .replaceAll("\t", "    ")
        .trimEnd(),
    );
  return shortened(lines.join("\n").trim(), LONGEST_ERROR);
}
