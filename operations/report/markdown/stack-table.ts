import { ACTIONS, type Action, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { changesOf, isImported, isMoved, isQuiet } from "../queries";
import type { StackReport } from "../report";
import { failureKind } from "../wording/failures";
import { enumerated, type Phrase } from "../wording/phrase";
import { count } from "../wording/words";
import { sizeOf } from "./fitting";
import { code, inline } from "./safe-text";
import type { View } from "./view";

interface Column {
  readonly title: string;
  readonly number: (stack: StackReport) => number;
  /** Shown although it is zero everywhere. */
  readonly always?: boolean;
  /** Any number but zero must catch the eye. */
  readonly danger?: boolean;
}

const numberOf = (stack: StackReport, action: Action): number => countsOf(changesOf(stack))[action];

const ofAction = (action: Action, title: string, always = false): Column => ({
  title,
  number: (stack) => numberOf(stack, action),
  always,
  danger: ACTIONS[action].danger,
});

/** What has no column of its own: only the address, or who manages it, is another one. */
const isRearranged = (action: Action): boolean => action === "forget" || action === "import" || action === "move";

/**
 * Numbers of resources, but for the last column. What `⇄` counts beside those that are forgotten may be updated or replaced
 * as well: everything that is imported or moved.
 */
const COLUMNS: readonly Column[] = [
  ...[...SIGNS].map(([action, sign]) => ofAction(action, sign, true)),
  ...ALL_ACTIONS.filter((action) => !SIGNS.has(action) && !isRearranged(action)).map((action) =>
    ofAction(action, ACTIONS[action].label),
  ),
  {
    title: "⇄",
    number: (stack) =>
      changesOf(stack).filter((change) => isImported(change) || isMoved(change) || change.action === "forget").length,
  },
  { title: "drift", number: ({ content }) => content?.drift.length ?? 0, always: true },
];

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table, and of how many stacks it has no row of their own. */
export interface StackTable {
  readonly text: string;
  readonly unnamed: number;
}

/**
 * The stacks of which there is something to say, a row each; empty when there is none. Where there is no room for all of
 * them, those that failed or are in danger come first, and one row adds up the others.
 */
export function stackTable({ report: { stacks }, endangered, toldTogether }: View, room: number): StackTable {
  const loud = stacks.filter((stack) => stack.state !== "unaffected" && !isQuiet(stack) && !toldTogether.has(stack));
  if (loud.length === 0) return { text: "", unnamed: 0 };
  const columns = COLUMNS.map((column) => ({
    ...column,
    numbers: new Map(loud.map((each) => [each, column.number(each)])),
  })).filter(({ always, numbers }) => always || [...numbers.values()].some((number) => number > 0));
  const head = [
    row(["stack", ...columns.map(({ title }) => title), ""]),
    `|---|${columns.map(() => "--:|").join("")}---|`,
  ];
  const rowOf = (stack: StackReport): string =>
    row([
      code(stack.id),
      ...columns.map((column) => (stack.content ? cellOf(column, column.numbers.get(stack) ?? 0) : "?")),
      statusOf(stack),
    ]);
  const sumOf = (rest: readonly StackReport[]): string =>
    row([
      `${count(rest.length)} ${rest.length === loud.length ? "" : "more "}stack${rest.length === 1 ? "" : "s"}`,
      ...columns.map((column) =>
        cellOf(
          column,
          rest.reduce((sum, stack) => sum + (column.numbers.get(stack) ?? 0), 0),
        ),
      ),
      "not named here",
    ]);
  const rank = (stack: StackReport): number =>
    stack.state === "failed" ||
    stack.state === "vanished" ||
    stack.violations?.length ||
    discrepanciesIn(stack).length > 0
      ? 0
      : endangered.has(stack.id)
        ? 1
        : 2;
  const rows = new Map<StackReport, string>();
  let left = room - sizeOf(head.join("\n")) - 1;
  for (const stack of [0, 1, 2].flatMap((each) => loud.filter((stack) => rank(stack) === each))) {
    const text = rowOf(stack);
    left -= sizeOf(text) - 1;
    // One row must stay for the others, unless this was the last.
    if (left < (rows.size + 1 < loud.length ? sizeOf(sumOf(loud)) : 0)) break;
    rows.set(stack, text);
  }
  const rest = loud.filter((stack) => !rows.has(stack));
  const body = loud.flatMap((stack) => rows.get(stack) ?? []);
  return { text: [...head, ...body, ...(rest.length > 0 ? [sumOf(rest)] : [])].join("\n"), unnamed: rest.length };
}

const cellOf = ({ danger = false }: Column, number: number): string =>
  danger && number > 0 ? `**${count(number)}**` : count(number);

/** The state, and what no column counts. */
function statusOf(stack: StackReport): string {
  const { state, content, waitsFor, violations = [] } = stack;
  const parts: Phrase[] = [
    [stateInWords(stack)],
    ...amount(changesOf(stack).filter(({ action }) => action === "forget").length, "forgotten"),
    ...amount(changesOf(stack).filter(isImported).length, "imported"),
    ...amount(changesOf(stack).filter(isMoved).length, "moved"),
    ...(violations.length > 0 ? [[`${count(violations.length, "broken rule")}`]] : []),
    ...things(content?.outputs, "output"),
    ...things(content?.deferred, "deferred change"),
    ...things(content?.invocations, "action"),
    ...things(content?.failedChecks, "failed check"),
    ...(waitsFor.length > 0 ? [["waits for ", ...enumerated(waitsFor)]] : []),
    ...(content?.complete === false && state !== "failed" ? [["needs another plan afterwards"]] : []),
  ];
  return parts.map(inline).join("; ");
}

function stateInWords(stack: StackReport): string {
  if (discrepanciesIn(stack).length > 0) return "**not fully accounted for**";
  if (stack.state !== "failed") return STATES[stack.state];
  const kind = failureKind(stack.error ?? "");
  return `${STATES.failed}${kind ? `: ${kind}` : ""}${stack.content ? ", planned in part" : ""}`;
}

const STATES: Readonly<Record<StackReport["state"], string>> = {
  changes: "changes",
  "no-changes": "planned, no changes",
  failed: "**failed**",
  "not-planned": "not planned here",
  vanished: "**vanished**",
  unaffected: "not affected, not planned",
};

const amount = (number: number, participle: string): readonly Phrase[] =>
  number > 0 ? [[`${count(number)} ${participle}`]] : [];

const things = (all: readonly unknown[] = [], noun: string): readonly Phrase[] =>
  all.length > 0 ? [[count(all.length, noun)]] : [];
