import { ACTIONS, type Action } from "../actions";
import { changesOf } from "../queries";
import type { StackReport } from "../report";
import { count } from "../wording/words";

/**
 * How fully a stack is written, the fullest first. What is destroyed or replaced goes last; and even then, the first screen
 * names it.
 */
export const LEVELS = ["all", "no-creates", "no-updates", "addresses", "types", "nothing"] as const;

export type Level = (typeof LEVELS)[number];

/** Whether it leaves out no more than another one. */
export const isAtLeast = (level: Level, other: Level): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(other);

/** The fullest levels at which each action is shown with its attributes; the others never are. */
const SHOWN_AT: ReadonlyMap<Action, Level> = new Map<Action, Level>([
  ["create", "all"],
  ["update", "no-creates"],
  ["replace", "no-updates"],
  ["replace-and-forget", "no-updates"],
  ["unknown", "no-updates"],
]);

/** Whether resources of an action are shown with their attributes. */
export function showsAttributes(level: Level, action: Action): boolean {
  const last = SHOWN_AT.get(action);
  return last !== undefined && isAtLeast(level, last);
}

/** What of a stack a level leaves out, in words with numbers; empty when it leaves out nothing. */
export function leftOut(stack: StackReport, level: Level): readonly string[] {
  if (level === "nothing") return ["all but its counts"];
  const changes = changesOf(stack);
  const { outputs = [], drift = [], invocations = [] } = stack.content ?? {};
  const without = (action: Action): number =>
    showsAttributes(level, action)
      ? 0
      : changes.filter((change) => change.action === action && change.attributes.length > 0).length;
  const attributes = [
    ...[...SHOWN_AT.keys()].flatMap((action) => some(without(action), ACTIONS[action].label)),
    ...(isAtLeast(level, "no-updates") ? [] : some(drift.length, "drifted")),
  ];
  const addresses = level === "types" ? changes.filter(({ action }) => isByType(action)).length + drift.length : 0;
  return [
    ...(attributes.length > 0 ? [`the attributes of resources: ${attributes.join(", ")}`] : []),
    ...(!isAtLeast(level, "no-updates") && outputs.length > 0
      ? [`the values of ${count(outputs.length, "output")}`]
      : []),
    ...(addresses > 0 ? [`the addresses of ${count(addresses, "resource")}`] : []),
    ...(level === "types" && invocations.length > 0 ? [`the addresses of ${count(invocations.length, "action")}`] : []),
  ];
}

const some = (number: number, participle: string): readonly string[] =>
  number > 0 ? [`${count(number)} ${participle}`] : [];

/** Whether resources of an action are counted by their types where addresses have no room. Dangers keep theirs. */
export const isByType = (action: Action): boolean =>
  action === "create" || action === "update" || action === "read" || action === "import" || action === "move";
