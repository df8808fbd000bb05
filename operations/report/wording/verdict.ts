import { ACTIONS, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { changesOf, isImported, isMoved } from "../queries";
import type { Report, ResourceChange, StackReport } from "../report";
import { count } from "./words";

/** One line that says it all: `2 of 14 stacks change · +3 ~1 ±1 −1`. Plain text, without anything from a plan. */
export function verdictOf({ stacks }: Report): string {
  if (stacks.length === 0) return "nothing was planned";
  const happening = countsInSigns(stacks.flatMap(changesOf));
  return [stacksInWords(stacks), ...(happening ? [happening] : [])].join(" · ");
}

/** Changes as a reader scans them: `+3 ~1 ±1 −1 · 1 forgotten · 2 imported`. Empty when nothing happens. */
export function countsInSigns(changes: readonly ResourceChange[]): string {
  const counts = countsOf(changes);
  const signs = [...SIGNS]
    .filter(([action]) => counts[action] > 0)
    .map(([action, sign]) => sign + count(counts[action]));
  const others = ALL_ACTIONS.filter((action) => !SIGNS.has(action) && action !== "import" && action !== "move");
  return [
    signs.join(" "),
    ...others.map((action) => inWords(counts[action], ACTIONS[action].label)),
    inWords(changes.filter(isImported).length, "imported"),
    inWords(changes.filter(isMoved).length, "moved"),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

const inWords = (number: number, participle: string): string => (number > 0 ? `${count(number)} ${participle}` : "");

function stacksInWords(stacks: readonly StackReport[]): string {
  const inState = (state: StackReport["state"]) => stacks.filter((stack) => stack.state === state).length;
  const all = count(stacks.length, "stack");
  const changing = inState("changes");
  const lost = [
    inWords(inState("failed"), "failed"),
    inWords(inState("vanished"), "vanished"),
    inWords(stacks.filter((stack) => discrepanciesIn(stack).length > 0).length, "not fully accounted for"),
  ].filter((part) => part !== "");
  if (changing > 0 || lost.length > 0) {
    return [`${count(changing)} of ${all} ${changing === 1 ? "changes" : "change"}`, ...lost].join(", ");
  }
  const planned = stacks.length - inState("unaffected");
  if (planned === 0) return `${all} not affected, so nothing was planned`;
  return planned === stacks.length
    ? `no changes in ${all}`
    : `no changes in ${count(planned)} of ${all}, the others not affected`;
}
