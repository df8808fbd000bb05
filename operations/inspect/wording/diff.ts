import { bothSides } from "../../report/wording/values";
import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";
import type { ChangedPart, StateDiff } from "../state-diff";
import { timeText } from "./text";

/** One side of a comparison. */
export interface ComparedVersion {
  readonly versionId: string;
  readonly modified: Date;
  readonly serial: number;
  readonly terraformVersion: string;
}

/** What differs between two versions of a state. */
export function diffText(
  stack: string,
  before: ComparedVersion,
  after: ComparedVersion,
  { added, removed, changed, outputs }: StateDiff,
): string {
  const lines = [
    ...removed.map((name) => `- ${name}`),
    ...added.map((name) => `+ ${name}`),
    ...changed.flatMap((part) => changedLines(part, `~ ${part.name}`)),
    ...outputs.flatMap((part) => changedLines(part, `~ output ${part.name}`)),
  ].map(visible);
  const verdict =
    lines.length === 0
      ? "the same resources and outputs"
      : `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${count(outputs.length, "output")} changed`;
  return [
    visible(`${stack}: ${versionText(before)} → ${versionText(after)}`),
    verdict,
    ...(lines.length > 0 ? ["", ...lines] : []),
  ].join("\n");
}

const versionText = ({ versionId, modified, serial }: ComparedVersion): string =>
  `serial ${serial} of ${timeText(modified)} (${versionId})`;

const changedLines = ({ attributes, tainted }: ChangedPart, head: string): readonly string[] => [
  head,
  ...(tainted ? [`    ${tainted} tainted`] : []),
  ...attributes.map((change) => `    ${change.path}: ${bothSides(change)}`),
];
