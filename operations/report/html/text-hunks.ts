import { type StructuredPatchHunk, structuredPatch } from "diff";
import type { AttributeChange } from "../attributes/attribute-changes";
import { count } from "../wording/words";
import { type Html, html, NOTHING, shortened } from "./html";

/** Shorter texts are read at a glance, side by side. In UTF-16 units. */
const SHORT = 160;

/** Longer texts are not compared here. In UTF-16 units. */
const LONGEST = 300_000;

/** Texts that differ in more lines are another text altogether. */
const MOST_EDITS = 1_500;

const LONGEST_LINE = 2_000;

/** Two texts of several lines, by the lines in which they differ; undefined for what is shown side by side. */
export function hunksOf({ before, after }: AttributeChange): Html | undefined {
  if (before.kind !== "value" || after.kind !== "value") return undefined;
  const { value: from } = before;
  const { value: to } = after;
  if (typeof from !== "string" || typeof to !== "string") return undefined;
  if (Math.max(from.length, to.length) < SHORT || from.length + to.length > LONGEST || !/\n./.test(from + to)) {
    return undefined;
  }
  const patch = structuredPatch("", "", from, to, undefined, undefined, { context: 3, maxEditLength: MOST_EDITS });
  return (
    patch && html`<div class="hunks">${patch.hunks.map((hunk, index) => hunkOf(hunk, patch.hunks[index - 1]))}</div>`
  );
}

function hunkOf(hunk: StructuredPatchHunk, previous: StructuredPatchHunk | undefined): Html {
  const skipped = hunk.oldStart - (previous ? previous.oldStart + previous.oldLines : 1);
  return html`${skipped > 0 ? html`<span class="line gap">… ${count(skipped, "line")} unchanged</span>` : NOTHING}${hunk.lines.map(lineOf)}`;
}

const CLASSES: Readonly<Record<string, string>> = { "+": "line added", "-": "line removed" };

/** The sign stays in the text: colour alone tells nobody anything. */
const lineOf = (line: string): Html =>
  html`<span class="${CLASSES[line.charAt(0)] ?? "line"}">${shortened(line, LONGEST_LINE)}</span>`;
