import { ACTIONS, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { switchedOff } from "../dangers/protections";
import { discrepanciesIn } from "../discrepancies";
import { changesOf, isImported, isMoved } from "../queries";
import type { Report, ResourceChange, StackReport } from "../report";
import { count } from "./words";

/** One line that says it all: `2 of 14 stacks change · +3 ~1 ±1 −1 · 2 outputs`. Plain text, without anything from a plan. */
export function verdictOf({ stacks }: Report): string {
  if (stacks.length === 0) return "nothing was planned";
  const happening = countsInSigns(stacks.flatMap(changesOf));
  return [stacksInWords(stacks), happening, ...besides(stacks)].filter((part) => part !== "").join(" · ");
}

/** Longest title, in UTF-16 units. */
const LONGEST_TITLE = 100;

/**
 * The title of a check: `2 stacks: +3 ~1 ±1 −1`, `no changes in 14 stacks`, `1 stack failed · 2 stacks: +3`. Plain text
 * without anything from a plan, of 100 characters at most; what does not fit is left out from the end, and `…` says so.
 */
export function checkTitle({ stacks }: Report): string {
  if (stacks.length === 0) return "nothing was planned";
  const lost = [
    ofStacks(stacks.filter(({ state }) => state === "failed").length, "failed"),
    ofStacks(stacks.filter(({ state }) => state === "vanished").length, "vanished"),
    ofStacks(stacks.filter((stack) => discrepanciesIn(stack).length > 0).length, "not fully accounted for"),
  ];
  const changing = stacks.filter(({ state }) => state === "changes");
  const happening = [...countsInSigns(stacks.flatMap(changesOf)).split(" · "), ...besides(stacks)];
  const told = [...lost, ...(changing.length > 0 ? [count(changing.length, "stack")] : [])].filter(
    (part) => part !== "",
  );
  if (told.length === 0) return [stacksInWords(stacks), ...besides(stacks)].filter((part) => part !== "").join(" · ");
  return fitting(
    told,
    happening.filter((part) => part !== ""),
  );
}

/** What happens besides changes of resources. */
function besides(stacks: readonly StackReport[]): readonly string[] {
  const total = (part: "outputs" | "deferred" | "invocations" | "failedChecks") =>
    stacks.reduce((sum, { content }) => sum + (content?.[part].length ?? 0), 0);
  const violations = stacks.reduce((sum, stack) => sum + (stack.violations?.length ?? 0), 0);
  const [outputs, invocations, failedChecks] = [total("outputs"), total("invocations"), total("failedChecks")];
  return [
    inWords(violations, `broken ${violations === 1 ? "rule" : "rules"}`),
    outputs > 0 ? count(outputs, "output") : "",
    inWords(total("deferred"), "put off"),
    invocations > 0 ? `${count(invocations, "action")} called` : "",
    failedChecks > 0 ? count(failedChecks, "failed check") : "",
  ];
}

const ofStacks = (number: number, participle: string): string =>
  number > 0 ? `${count(number, "stack")} ${participle}` : "";

function fitting(told: readonly string[], happening: readonly string[]): string {
  const whole = [told.join(" · "), happening.join(" · ")].filter((part) => part !== "").join(": ");
  if (whole.length <= LONGEST_TITLE) return whole;
  return happening.length > 0 ? fitting(told, happening.slice(0, -1)).replace(/(?: · …)?$/, " · …") : whole;
}

/**
 * Changes as a reader scans them: `+3 ~1 ±1 −1 · 1 forgotten · 1 protection switched off · 2 imported`. Empty when nothing
 * happens.
 */
export function countsInSigns(changes: readonly ResourceChange[]): string {
  const counts = countsOf(changes);
  const signs = [...SIGNS]
    .filter(([action]) => counts[action] > 0)
    .map(([action, sign]) => sign + count(counts[action]));
  const others = ALL_ACTIONS.filter((action) => !SIGNS.has(action) && action !== "import" && action !== "move");
  return [
    signs.join(" "),
    ...others.map((action) => inWords(counts[action], ACTIONS[action].label)),
    protectionsInWords(changes.reduce((sum, change) => sum + switchedOff(change).length, 0)),
    inWords(changes.filter(isImported).length, "imported"),
    inWords(changes.filter(isMoved).length, "moved"),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

const inWords = (number: number, participle: string): string => (number > 0 ? `${count(number)} ${participle}` : "");

const protectionsInWords = (number: number): string =>
  number > 0 ? `${count(number, "protection")} switched off` : "";

function stacksInWords(stacks: readonly StackReport[]): string {
  const inState = (state: StackReport["state"]) => stacks.filter((stack) => stack.state === state).length;
  const all = count(stacks.length, "stack");
  const changing = inState("changes");
  const parts: readonly (readonly [number: number, what: string])[] = [
    [changing, changing === 1 ? "changes" : "change"],
    [inState("failed"), "failed"],
    [inState("not-planned"), "not planned here"],
    [inState("vanished"), "vanished"],
    [stacks.filter((stack) => discrepanciesIn(stack).length > 0).length, "not fully accounted for"],
  ];
  const [first, ...others] = parts.filter(([number]) => number > 0);
  // Of those that failed, nobody knows whether they change, so none of them is counted as one that does not.
  if (first) return [`${count(first[0])} of ${all} ${first[1]}`, ...others.map((part) => inWords(...part))].join(", ");
  const planned = stacks.length - inState("unaffected");
  if (planned === 0) return `${all} not affected, so nothing was planned`;
  return planned === stacks.length
    ? `no changes in ${all}`
    : `no changes in ${count(planned)} of ${all}, the others not affected`;
}
