import { ACTIONS } from "../actions";
import { type ChangeGroup, likenessOf, sharedGroups } from "../groups/change-groups";
import { isNoise } from "../groups/noise";
import type { ResourceChange } from "../report";
import { quoted } from "../wording/phrase";
import { count } from "../wording/words";
import { INDENT } from "./attribute-lines";
import { bodyLines } from "./change-lines";
import { plain } from "./safe-text";
import type { View } from "./view";
import { written } from "./written";

/** What is the same in several stacks, shown once. */
export interface SharedChanges {
  /** Empty when nothing is, or there is no room for it. */
  readonly text: string;
  /** Whether the attributes of a change stand there. */
  readonly has: (change: ResourceChange) => boolean;
}

/** A few attributes are shorter than the words that point to them. */
const FEWEST_ATTRIBUTES = 3;

/** Whether it is worth being shown once: not what the folds of stacks show without attributes, or as noise. */
const isWorthIt = ({ change, at }: ChangeGroup): boolean =>
  ["create", "update", "replace"].includes(change.action) &&
  change.attributes.length >= FEWEST_ATTRIBUTES &&
  new Set(at.map(({ stack }) => stack)).size > 1 &&
  !isNoise(change);

/** A fold with what is the same in several stacks, as far as it fits: all of it or nothing. */
export function sharedChanges({ report }: View, room: number): SharedChanges {
  const nothing: SharedChanges = { text: "", has: () => false };
  const groups = report.stacks.length > 1 ? sharedGroups(report).filter(isWorthIt) : [];
  if (groups.length === 0) return nothing;
  const title = `The same in several stacks: ${count(groups.length, "change")}, each of several resources`;
  const text = written(
    [`<details>\n<summary>${title}</summary>`, { heading: "", lines: lines(groups), fence: "diff" }, "</details>"],
    room,
  );
  if (text === undefined) return nothing;
  const likenesses = new Set(groups.map(({ change }) => likenessOf(change)));
  return { text, has: (change) => likenesses.has(likenessOf(change)) };
}

function* lines(groups: readonly ChangeGroup[]): Generator<string> {
  for (const { change, at } of groups) {
    for (const { stack, address } of at)
      yield `${ACTIONS[change.action].diff} ${plain([quoted(stack)])}: ${plain([quoted(address)])}`;
    yield `${INDENT}# the same for these ${count(at.length)}`;
    yield* bodyLines(change);
  }
}
