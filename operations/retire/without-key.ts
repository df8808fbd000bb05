import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { RetireError } from "./retire-error";

/**
 * A YAML text without one key of a block at its top, such as `dev` of `environments`. All else stays byte for byte; what goes
 * is the key, its value, and the comments that stand in it, on its line or right above it.
 *
 * @throws RetireError when the text cannot be edited so: it is not written as a block, or would then say something else.
 */
export function withoutKey(text: string, block: string, key: string): string {
  const document = parseDocument(text);
  const map = document.get(block, true);
  const item = isMap(map) ? map.items.find((pair) => nameOf(pair) === key) : undefined;
  if (!isMap(map) || !item) throw byHand(block, key);
  const changed = map.flow ? withoutFlowItem(text, map, item) : withoutBlockItem(text, block, map, item);
  document.deleteIn([block, key]);
  const wanted: unknown = document.toJS();
  if (!isDeepStrictEqual(parseDocument(changed).toJS(), wanted)) throw byHand(block, key);
  return changed;
}

const byHand = (block: string, key: string): RetireError =>
  new RetireError(
    `${key} cannot be taken out of ${block} without changing anything else. Take it out by hand, and run this again with --vanished.`,
  );

const nameOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

/** Where a node begins and ends, without what stands behind it on its line. */
const rangeOf = (node: unknown): readonly [number, number] => {
  const [start, end] = (node as Node).range ?? [0, 0];
  return [start, end];
};

const endOf = ({ key, value }: Pair): number => Math.max(rangeOf(key)[1], value === null ? 0 : rangeOf(value)[1]);

function withoutFlowItem(text: string, map: YAMLMap, item: Pair): string {
  const index = map.items.indexOf(item);
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  if (after) return cut(text, rangeOf(item.key)[0], rangeOf(after.key)[0]);
  if (before) return cut(text, endOf(before), endOf(item));
  const [start, end] = rangeOf(map);
  return `${text.slice(0, start)}{}${text.slice(end)}`;
}

function withoutBlockItem(text: string, block: string, map: YAMLMap, item: Pair): string {
  const lines = text.split("\n");
  const [offset] = rangeOf(item.key);
  const first = text.slice(0, offset).split("\n").length - 1;
  const indent = offset - (text.lastIndexOf("\n", offset - 1) + 1);
  const from =
    first -
    lines
      .slice(0, first)
      .reverse()
      .findIndex((line) => !isCommentAt(line, indent));
  const deeper = lines.slice(first + 1).findIndex((line) => line.trim() !== "" && indentOf(line) <= indent);
  let to = deeper < 0 ? lines.length : first + 1 + deeper;
  // Blank lines behind it stay.
  while (lines[to - 1]?.trim() === "") to -= 1;
  const rest = [...lines.slice(0, from), ...lines.slice(to)];
  if (map.items.length > 1) return rest.join("\n");
  return rest.map((line) => (line.startsWith(`${block}:`) ? line.replace(":", ": {}") : line)).join("\n");
}

const cut = (text: string, from: number, to: number): string => text.slice(0, from) + text.slice(to);

const indentOf = (line: string): number => line.length - line.trimStart().length;

const isCommentAt = (line: string, indent: number): boolean =>
  indentOf(line) === indent && line.trimStart().startsWith("#");
