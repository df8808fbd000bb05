import { isQuiet } from "../queries";
import type { StackReport } from "../report";
import { count } from "../wording/words";
import { sizeOf } from "./fitting";
import { code } from "./safe-text";
import type { View } from "./view";

/** So many names fit on a line; more are folded. */
const NAMES_IN_A_LINE = 8;

/**
 * Stacks of which there is nothing to say: one line for those that were planned, one for those that were not, and one for
 * those that could not be for one reason. Where there is
 * no room for their names, they are counted.
 */
export function quietLines(
  { report: { stacks }, unplanned, toldTogether }: View,
  room: number,
): { readonly text: string; readonly unnamed: number } {
  const quiet = stacks.filter(isQuiet);
  const unaffected = stacks.filter(({ state }) => state === "unaffected");
  const lines = (withNames: boolean): string =>
    [
      quietLine(quiet, "planned, no changes", withNames),
      quietLine(unaffected, "not affected, not planned", withNames),
      ...unplanned.map((alike) => quietLine(alike.stacks, "not planned here", withNames, alike.because)),
    ]
      .filter((line) => line !== "")
      .join("\n\n");
  const named = lines(true);
  if (sizeOf(named) <= room) return { text: named, unnamed: 0 };
  return { text: lines(false), unnamed: quiet.length + unaffected.length + toldTogether.size };
}

function quietLine(stacks: readonly StackReport[], what: string, withNames: boolean, because = ""): string {
  if (stacks.length === 0) return "";
  const title = `${count(stacks.length, "stack")} ${what}`;
  if (!withNames) return `${title}.`;
  const names = stacks.map(({ id }) => code(id)).join(", ");
  const why = because && code(because);
  return stacks.length <= NAMES_IN_A_LINE
    ? [`${title}: ${names}.`, why].filter((part) => part !== "").join(" ")
    : `<details><summary>${title}</summary>\n\n${[names, why].filter((part) => part !== "").join("\n\n")}\n\n</details>`;
}
