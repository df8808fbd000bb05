import { ACTIONS, type Action } from "../actions";
import type { AttributeChange } from "../attributes/attribute-changes";
import { likenessOf } from "../groups/change-groups";
import { mayNotChange, splitNoise } from "../groups/noise";
import type { OutputChange, ResourceChange } from "../report";
import { type Phrase, quoted } from "../wording/phrase";
import { reasonFor } from "../wording/reasons";
import { valueText } from "../wording/values";
import { violationInWords } from "../wording/violations";
import { count } from "../wording/words";
import { attributeLines, changedLines, INDENT, newLine, oldLine, pathText } from "./attribute-lines";
import { plain } from "./safe-text";

/** Says of a change whether its attributes are shown somewhere else. */
export type IsElsewhere = (change: ResourceChange) => boolean;

/** Resources in a `diff` block: their addresses, why, and their attributes; those that change alike share them. */
export function* resourceLines(
  changes: readonly ResourceChange[],
  withAttributes: boolean,
  isElsewhere: IsElsewhere = () => false,
): Generator<string> {
  const groups = withAttributes ? alike(changes) : changes.map((change) => [change]);
  for (const group of groups) {
    const [change] = group;
    if (!change) continue;
    for (const each of group) yield addressLine(each);
    if (group.length > 1) yield `${INDENT}# the same for these ${count(group.length)}`;
    for (const remark of remarks(change)) yield `${INDENT}# ${plain(remark)}`;
    if (!withAttributes) continue;
    if (isElsewhere(change)) yield `${INDENT}# its attributes stand above, under what is the same in several stacks`;
    else yield* bodyLines(change);
  }
}

/** Its attributes, what matters first; what only repeats others is named, not shown. */
export function* bodyLines(change: ResourceChange): Generator<string> {
  const { rest, noise, mirrors } = splitNoise(change);
  // A note inside an item that comes or goes is read with the item.
  const items = new Set(rest.flatMap(({ path }) => itemOf(path) ?? []));
  const isInside = ({ path }: AttributeChange): boolean => items.has(itemOf(path) ?? "");
  const told = new Set([...rest, ...noise.filter(isInside)]);
  const inOrder = change.attributes.filter((attribute) => told.has(attribute));
  yield* attributeLines({ ...change, attributes: [...inOrder, ...noise.filter((each) => !isInside(each))] });
  const roots = [...new Set(mirrors.map(({ path }) => path.split(/[.[]/, 1)[0] ?? ""))];
  for (const root of roots) yield `${INDENT}# the same in ${pathText(root)}`;
}

/** The path of the innermost item of a list that an attribute belongs to. */
const itemOf = (path: string): string | undefined => /^(.*\])\.[^\]]*$/.exec(path)?.[1];

/** A resource that changed outside of Terraform. */
export function* driftLines(drift: readonly ResourceChange[], withAttributes: boolean): Generator<string> {
  for (const change of drift) {
    yield addressLine(change);
    if (change.action === "delete") yield `${INDENT}# it no longer exists`;
    if (change.previousAddress) yield `${INDENT}# moved from ${plain([quoted(change.previousAddress)])}`;
    if (withAttributes) yield* attributeLines(change);
  }
}

/** Numbers of resources by their types, most first. */
export function typeLines(changes: readonly ResourceChange[], action?: Action): readonly string[] {
  const numbers = new Map<string, number>();
  for (const { type, address } of changes) {
    const name = type === "" ? (address.split(".", 1)[0] ?? "") : type;
    numbers.set(name, (numbers.get(name) ?? 0) + 1);
  }
  const sign = action === undefined ? " " : ACTIONS[action].diff;
  return [...numbers]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([type, number]) => `${sign} ${count(number)} × ${plain([quoted(type)])}`);
}

/** Lists of changes that differ in their addresses alone, in the order of their first ones. */
function alike(changes: readonly ResourceChange[]): Iterable<readonly ResourceChange[]> {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const likeness = likenessOf(change);
    const group = groups.get(likeness);
    if (group) group.push(change);
    else groups.set(likeness, [change]);
  }
  return groups.values();
}

const addressLine = ({ action, address }: ResourceChange): string =>
  `${ACTIONS[action].diff} ${plain([quoted(address)])}`;

function remarks(change: ResourceChange): readonly Phrase[] {
  const { importId, generatesConfig, violations = [] } = change;
  const reason = reasonFor(change);
  return [
    ...violations.map((violation): Phrase => ["refused: ", ...violationInWords(violation)]),
    ...(reason.length > 0 ? [reason] : []),
    ...(importId ? [importId.kind === "absent" ? ["imported"] : ["imported, id ", quoted(valueText(importId))]] : []),
    ...(generatesConfig ? [["its configuration is generated"]] : []),
    ...(mayNotChange(change) ? [["may not change: all that differs is known after apply"]] : []),
  ];
}

/** Outputs in a `diff` block: a line for each changed part. */
export function* outputLines(outputs: readonly OutputChange[], withValues: boolean): Generator<string> {
  for (const { name, action, actions, attributes, readBy = [] } of outputs) {
    const sign = action === "create" ? "+" : action === "delete" ? "-" : "!";
    const remark = action === "unknown" ? `  # ${plain(["Terraform calls it ", quoted(JSON.stringify(actions))])}` : "";
    if (withValues) {
      for (const attribute of attributes) {
        if (action === "create") yield `${sign} ${newLine(attribute)}${remark}`;
        else if (action === "delete") yield `${sign} ${oldLine(attribute)}${remark}`;
        else for (const line of changedLines(attribute)) yield signed(line, sign) + remark;
      }
    } else yield `${sign} ${pathText(name)}${remark}`;
    if (readBy.length > 0) yield `${INDENT}# read by ${readBy.map((stack) => plain([quoted(stack)])).join(", ")}`;
  }
}

/** A line of an attribute as one of an output, which stands further left. */
const signed = (line: string, sign: string): string =>
  `${line.startsWith(" ") ? sign : line.charAt(0)} ${line.slice(INDENT.length)}`;
