import { ACTIONS } from "../actions";
import type { AttributeChange } from "../attributes/attribute-changes";
import type { OutputChange, ResourceChange } from "../report";
import { type Phrase, quoted } from "../wording/phrase";
import { reasonFor } from "../wording/reasons";
import { bothSides, valueText } from "../wording/values";
import { plain } from "./safe-text";

const INDENT = "    ";

/** A resource in a `diff` block: its address, why, and its attributes. */
export const resourceLines = (change: ResourceChange, withAttributes: boolean): readonly string[] => [
  addressLine(change),
  ...remarks(change).map((remark) => `${INDENT}# ${plain(remark)}`),
  ...(withAttributes ? attributeLines(change) : []),
];

/** A resource that changed outside of Terraform. */
export const driftLines = (change: ResourceChange, withAttributes: boolean): readonly string[] => [
  addressLine(change),
  ...(change.action === "delete" ? [`${INDENT}# it no longer exists`] : []),
  ...(change.previousAddress ? [`${INDENT}# moved from ${plain([quoted(change.previousAddress)])}`] : []),
  ...(withAttributes ? attributeLines(change) : []),
];

const addressLine = ({ action, address }: ResourceChange): string =>
  `${ACTIONS[action].diff} ${plain([quoted(address)])}`;

function remarks(change: ResourceChange): readonly Phrase[] {
  const { action, importId, previousAddress } = change;
  const reason = reasonFor(change);
  return [
    ...(reason.length > 0 ? [reason] : []),
    ...(action === "move" && previousAddress ? [["moved from ", quoted(previousAddress)]] : []),
    ...(importId ? [importId.kind === "absent" ? ["imported"] : ["imported, id ", quoted(valueText(importId))]] : []),
  ];
}

/** Attributes that had no value and will get one at apply say little; they share one line. */
function attributeLines({ action, attributes }: ResourceChange): readonly string[] {
  const [later, now] = partition(attributes, ({ before, after }) => after.kind === "unknown" && isNothing(before));
  const lines = [
    ...now.map((attribute) => (action === "create" ? newLine(attribute) : changedLine(attribute))),
    ...(later.length > 0 ? [`known after apply: ${later.map(({ path }) => pathText(path)).join(", ")}`] : []),
    ...(action === "update" && attributes.length === 0 ? ["# no attribute differs that Terraform shows"] : []),
  ];
  return lines.map((line) => INDENT + line);
}

/** An output in a `diff` block: a line for each changed part of it. */
export function outputLines(
  { name, action, actions, attributes }: OutputChange,
  withValues: boolean,
): readonly string[] {
  const sign = action === "create" ? "+" : action === "delete" ? "-" : "!";
  const remark = action === "unknown" ? `  # ${plain(["Terraform calls it ", quoted(JSON.stringify(actions))])}` : "";
  if (!withValues) return [`${sign} ${pathText(name)}${remark}`];
  return attributes.map((attribute) => {
    const { path, before } = attribute;
    const text =
      action === "create"
        ? newLine(attribute)
        : action === "delete"
          ? `${pathText(path)}: ${valueText(before)}`
          : changedLine(attribute);
    return `${sign} ${text}${remark}`;
  });
}

const newLine = ({ path, after }: AttributeChange): string => `${pathText(path)}: ${valueText(after)}`;

function changedLine(change: AttributeChange): string {
  const remark = change.forcesReplacement ? "  # forces replacement" : "";
  if (change.only === "marking")
    return `${pathText(change.path)}: (sensitive)  # only the marking as sensitive changes`;
  return `${pathText(change.path)}: ${bothSides(change)}${remark}`;
}

const pathText = (path: string): string => plain([quoted(path)]);

const isNothing = (shown: AttributeChange["before"]): boolean =>
  shown.kind === "absent" || (shown.kind === "value" && shown.value === null);

function partition<T>(items: readonly T[], goesFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(goesFirst), items.filter((item) => !goesFirst(item))];
}
