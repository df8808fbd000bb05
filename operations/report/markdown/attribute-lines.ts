import type { AttributeChange } from "../attributes/attribute-changes";
import type { ResourceChange } from "../report";
import { quoted } from "../wording/phrase";
import { bothSides, isOnlyKnownLater, knownLater, ONLY, valueText } from "../wording/values";
import { plain } from "./safe-text";
import { hunkLines } from "./text-hunks";

/** What stands before what belongs to a resource; its first character is the sign by which a `diff` block is coloured. */
export const INDENT = "    ";

/** The attributes of a resource, or of drift, a line each where one is enough. */
export function attributeLines({ action, attributes }: ResourceChange): readonly string[] {
  const isLater = (attribute: AttributeChange): boolean =>
    isOnlyKnownLater(attribute) || (REPLACES.has(action) && isComputedAgain(attribute));
  const later = attributes.filter(isLater);
  const now = attributes.filter((attribute) => !isLater(attribute));
  return [
    ...now.flatMap((attribute) => (action === "create" ? [INDENT + newLine(attribute)] : changedLines(attribute))),
    ...(later.length > 0 ? wrapped(plain(knownLater(later))) : []),
    ...(action === "update" && attributes.length === 0 ? [`${INDENT}# no attribute differs that Terraform shows`] : []),
  ];
}

const REPLACES: ReadonlySet<ResourceChange["action"]> = new Set(["replace", "replace-and-forget"]);

/** Of what is made anew, the provider computes the ids and such anew, too; their old values say nothing. */
const isComputedAgain = ({ after, forcesReplacement }: AttributeChange): boolean =>
  after.kind === "unknown" && !forcesReplacement;

/** Nobody scrolls sideways. In UTF-16 units. */
const LONGEST_LINE = 110;

/** A long enumeration, over several lines. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const piece of text.split(/(?<=[,;] )/)) {
    if (line.length + piece.length > LONGEST_LINE && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = INDENT + INDENT;
    }
    line += piece;
  }
  return [...lines, line];
}

/** A value that is there from now on. */
export const newLine = ({ path, after }: AttributeChange): string => `${pathText(path)}: ${valueText(after)}`;

/** A value that was there until now. */
export const oldLine = ({ path, before }: AttributeChange): string => `${pathText(path)}: ${valueText(before)}`;

/** Both sides of an attribute; of what is new or goes away the one that there is, in the colour of that. */
export function changedLines(attribute: AttributeChange): readonly string[] {
  const { path, before, after, only } = attribute;
  if (only) return [`${INDENT}${pathText(path)}: ${only === "marking" ? "(sensitive)  " : ""}# ${ONLY[only]}`];
  const remark = attribute.forcesReplacement ? "  # forces replacement" : "";
  if (before.kind === "absent") return [`+${INDENT.slice(1)}${newLine(attribute)}${remark}`];
  if (after.kind === "absent") return [`-${INDENT.slice(1)}${oldLine(attribute)}${remark}`];
  const hunks = hunkLines(attribute);
  if (hunks) return [`${INDENT}${pathText(path)}:${remark}`, ...hunks];
  return [`${INDENT}${pathText(path)}: ${bothSides(attribute)}${remark}`];
}

export const pathText = (path: string): string => plain([quoted(path)]);
