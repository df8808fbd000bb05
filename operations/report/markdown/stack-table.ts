import { ACTIONS, type Action, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { changesOf, isImported, isMoved, isQuiet } from "../queries";
import type { Report, StackReport } from "../report";
import { enumerated, type Phrase } from "../wording/phrase";
import { count } from "../wording/words";
import { code, inline } from "./safe-text";

interface Column {
  readonly title: string;
  readonly number: (stack: StackReport) => number;
  /** Shown although it is zero everywhere. */
  readonly always?: boolean;
}

const ofAction = (action: Action, title: string, always = false): Column => ({
  title,
  number: (stack) => countsOf(changesOf(stack))[action],
  always,
});

/** Numbers of resources, but for the last column. `import` and `move` are parts of the other ones, or nothing else. */
const COLUMNS: readonly Column[] = [
  ...[...SIGNS].map(([action, sign]) => ofAction(action, sign, true)),
  ...ALL_ACTIONS.filter((action) => !SIGNS.has(action) && action !== "import" && action !== "move").map((action) =>
    ofAction(action, ACTIONS[action].label),
  ),
  { title: "imported", number: (stack) => changesOf(stack).filter(isImported).length },
  { title: "moved", number: (stack) => changesOf(stack).filter(isMoved).length },
  { title: "drift", number: ({ content }) => content?.drift.length ?? 0, always: true },
];

/** The stacks of which there is something to say, a row each; empty when there is none. */
export function stackTable({ stacks }: Report): readonly string[] {
  const loud = stacks.filter((stack) => stack.state !== "unaffected" && !isQuiet(stack));
  if (loud.length === 0) return [];
  const columns = COLUMNS.filter(({ always, number }) => always || loud.some((stack) => number(stack) > 0));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["stack", ...columns.map(({ title }) => title), ""]),
    `|---|${columns.map(() => "--:|").join("")}---|`,
    ...loud.map((stack) =>
      row([code(stack.id), ...columns.map(({ number }) => cellOf(stack, number)), statusOf(stack)]),
    ),
  ];
}

/** What is not known is not zero. */
const cellOf = (stack: StackReport, number: Column["number"]): string => (stack.content ? count(number(stack)) : "?");

/** The state, and what no column counts. */
function statusOf(stack: StackReport): string {
  const { state, content, waitsFor } = stack;
  const parts: Phrase[] = [
    [stateInWords(stack)],
    ...amount(content?.outputs, "output"),
    ...amount(content?.deferred, "deferred change"),
    ...amount(content?.invocations, "action"),
    ...amount(content?.failedChecks, "failed check"),
    ...(waitsFor.length > 0 ? [["waits for ", ...enumerated(waitsFor)]] : []),
    ...(content?.complete === false && state !== "failed" ? [["needs another plan afterwards"]] : []),
  ];
  return parts.map(inline).join("; ");
}

function stateInWords(stack: StackReport): string {
  if (discrepanciesIn(stack).length > 0) return "**not fully accounted for**";
  return stack.state === "failed" && stack.content ? `${STATES.failed}, planned in part` : STATES[stack.state];
}

const STATES: Readonly<Record<StackReport["state"], string>> = {
  changes: "changes",
  "no-changes": "planned, no changes",
  failed: "**failed**",
  vanished: "**vanished**",
  unaffected: "not affected, not planned",
};

const amount = (things: readonly unknown[] = [], noun: string): readonly Phrase[] =>
  things.length > 0 ? [[count(things.length, noun)]] : [];
