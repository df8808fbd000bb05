import { count } from "../../report/wording/words";
import type { HistoryLine } from "../history";
import type { DiffCounts } from "../state-diff";
import { ageText, cell, timeText } from "./text";

export const HISTORY_HEADINGS = [
  "back",
  "version",
  "when",
  "age",
  "serial",
  "terraform",
  "resources",
  "changes",
] as const;

/** A version of a state as a row of a table. */
export function historyCells(line: HistoryLine, back: number, now: Date): readonly string[] {
  const { versionId, modified } = line;
  const first = [`~${back}`, cell(versionId), timeText(modified), ageText(modified, now)];
  if ("unreadable" in line) return [...first, "-", "-", "-", cell(line.unreadable, 120)];
  const { serial, terraformVersion, resources, changes } = line;
  return [...first, String(serial), cell(terraformVersion), String(resources), changes ? countsText(changes) : "-"];
}

/** `+1 ~2 -3`, or that nothing of the resources differs. */
function countsText({ added, changed, removed }: DiffCounts): string {
  const parts = [
    ...(added > 0 ? [`+${added}`] : []),
    ...(changed > 0 ? [`~${changed}`] : []),
    ...(removed > 0 ? [`-${removed}`] : []),
  ];
  return parts.length === 0 ? "no resource" : parts.join(" ");
}

export const moreVersions = (left: number): string => `${count(left, "older version")}; --limit shows more`;
