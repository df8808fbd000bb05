import { stripVTControlCharacters } from "node:util";
import { ACTIONS } from "../actions";
import type { Danger } from "../dangers/danger";
import { confirmationOf, DANGER_KINDS } from "../dangers/dangers";
import { discrepanciesIn } from "../discrepancies";
import { brokenReads } from "../queries";
import type { StackReport } from "../report";
import { failureKind } from "../wording/failures";
import { enumerated } from "../wording/phrase";
import { purposeOf } from "../wording/retirement";
import { violationInWords, violationsOf } from "../wording/violations";
import { count } from "../wording/words";
import { dangerItem, groupedItems, restOf } from "./danger-items";
import { sizeOf } from "./fitting";
import { code, inline } from "./safe-text";
import type { View } from "./view";

/** So many dangers that nothing is lost with are named one by one before any fold; more are grouped by their reasons. */
const MOST_ONE_BY_ONE = 15;

/** What a reviewer must see before anything else. */
export interface DangerBox {
  /** An alert of GitHub's; empty when there is nothing. */
  readonly box: string;
  /** The addresses of those that the box only counts. */
  readonly fold: string;
  /** Number of dangers whose addresses are named nowhere. */
  readonly unnamed: number;
}

/** Names as many dangers as there is room for, those first with which something is lost, and counts the others. */
export function dangerBox(view: View, room: number): DangerBox {
  const { report, dangers } = view;
  const lines = [
    ...summaryLines(view),
    ...report.stacks.flatMap(stackItems),
    ...purposeItems(view),
    ...violationItems(view),
    ...brokenReadItems(view),
  ];
  if (lines.length === 0) return { box: "", fold: "", unnamed: 0 };
  const stateful = dangers.filter(({ isStateful }) => isStateful);
  const others = dangers.slice(stateful.length);
  const inBox = others.length > MOST_ONE_BY_ONE ? stateful : dangers;
  const folded = inBox === dangers ? [] : others;
  const groups = groupedItems(folded);
  const top = [...lines, ...groups];
  const first = takeItems(inBox, room - sizeOf(alert(top)) - 2);
  if (first.length < inBox.length) {
    // Groups are worth less than the name of what holds data, so they give way to it.
    const only = takeItems(inBox, room - sizeOf(alert([...lines, ...restOf(dangers)])) - 2);
    const rest = dangers.slice(only.length);
    return { box: alert([...lines, ...only, ...restOf(rest)]), fold: "", unnamed: rest.length };
  }
  const box = alert([...lines, ...first, ...groups]);
  if (folded.length === 0) return { box, fold: "", unnamed: 0 };
  const listed = takeItems(folded, room - sizeOf(box) - sizeOf(foldOf(restOf(folded), folded.length)));
  const rest = folded.slice(listed.length);
  const fold = listed.length > 0 ? foldOf([...listed, ...restOf(rest)], listed.length) : "";
  return { box, fold, unnamed: rest.length };
}

/** The same without its list, for when even that does not fit. */
export const dangerSummary = (view: View): string => summaryLines(view).join(" ");

const alert = (lines: readonly string[]): string => ["[!CAUTION]", ...lines].map((line) => `> ${line}`).join("\n");

const foldOf = (items: readonly string[], number: number): string =>
  `<details><summary>The addresses of ${number === 1 ? "this one" : `these ${count(number)}`}</summary>\n\n${items.join("\n")}\n\n</details>`;

/** As many from the beginning as fit, with what they stand in. */
function takeItems(dangers: readonly Danger[], room: number): readonly string[] {
  const items: string[] = [];
  let left = room;
  for (const danger of dangers) {
    const item = dangerItem(danger);
    left -= sizeOf(item) + 1;
    if (left < 0) break;
    items.push(item);
  }
  return items;
}

function summaryLines({ report, dangers, confirmation }: View): readonly string[] {
  const { stacks } = report;
  const broken = brokenReads(report).length;
  const violations = violationsOf(stacks).length;
  const ofStacks = (number: number, what: string) => (number > 0 ? [`${count(number, "stack")} **${what}**`] : []);
  const parts = [
    ...ofStacks(stacks.filter(({ state }) => state === "failed").length, "failed"),
    ...ofStacks(stacks.filter(({ state }) => state === "vanished").length, "vanished"),
    ...ofStacks(stacks.filter((stack) => discrepanciesIn(stack).length > 0).length, "not fully accounted for"),
    ...(violations > 0 ? [`**${count(violations, "rule")} ${violations === 1 ? "is" : "are"} broken**`] : []),
    ...DANGER_KINDS.flatMap((kind) => ofKind(kind, dangers.filter((danger) => danger.kind === kind).length)),
    ...(broken > 0
      ? [`${count(broken, "output")} that other stacks read ${broken === 1 ? "is" : "are"} **removed**`]
      : []),
  ];
  const stateful = dangers.filter(({ isStateful }) => isStateful).length;
  const held =
    stateful > 0 ? [`**${count(stateful)} of the resources ${stateful === 1 ? "is" : "are"} stateful**`] : [];
  const summary = [...parts, ...held].join(", ");
  if (!confirmation || dangers.length === 0) return summary === "" ? [] : [summary];
  const needed = confirmationOf(dangers).length;
  const allowed = dangers.length - needed;
  const words = [
    ...(needed > 0 ? [`${count(needed)} ${needed === 1 ? "needs" : "need"} a confirmation`] : []),
    ...(allowed > 0 ? [`${count(allowed)} ${allowed === 1 ? "is" : "are"} allowed without one`] : []),
  ];
  return [`${summary}; ${words.join(", ")}`];
}

function ofKind(kind: Danger["kind"], number: number): readonly string[] {
  if (number === 0) return [];
  const what = count(number, "resource");
  if (kind === "unprotect") return [`${what} ${number === 1 ? "loses" : "lose"} **a protection**`];
  return [`${what} ${number === 1 ? "is" : "are"} **${ACTIONS[kind].participle}**`];
}

function stackItems(stack: StackReport): readonly string[] {
  const name = code(stack.id);
  const kind = stack.state === "failed" ? failureKind(stack.error ?? "") : undefined;
  return [
    ...(stack.state === "failed" ? [`- ${name} **failed**${kind ? ` (${kind})` : ""}: ${firstWords(stack)}`] : []),
    ...(stack.state === "vanished"
      ? [`- ${name} **vanished**: it is no longer declared, what it holds stays, and no plan shows it`]
      : []),
    ...discrepanciesIn(stack).map((text) => `- ${name} is **not fully accounted for**: ${text}. Read the plan itself`),
  ];
}

/** What is destroyed on purpose: why, and where its backup is, before the list of what goes. */
const purposeItems = ({ report, dangers }: View): readonly string[] =>
  report.stacks.flatMap((stack) => {
    const purpose = purposeOf(stack, dangers);
    return purpose ? [`- ${code(stack.id)} **${purpose.what}**. ${inline(purpose.why)}`] : [];
  });

/** The line of a tool's words that says most. */
function firstWords({ error = "", content }: StackReport): string {
  const lines = stripVTControlCharacters(error)
    .split(/\r?\n/)
    .map((line) => line.replace(/^[╷│╵\s]+/, "").trim());
  const line = lines.find((each) => each.startsWith("Error: ")) ?? lines.find((each) => each !== "");
  if (line) return code(line);
  return content ? "Terraform stopped before the plan was complete" : "without a word";
}

/** So many violations are named before any fold; the others stand with their stacks. */
const MOST_VIOLATIONS = 10;

/** What no confirmation lifts. */
function violationItems({ report: { stacks } }: View): readonly string[] {
  const all = violationsOf(stacks);
  const items = all.slice(0, MOST_VIOLATIONS).map(({ stack, violation }) => {
    const { address } = violation;
    const place = address === undefined ? code(stack) : `${code(stack)} ${code(address)}`;
    return `- **refused** ${place}: ${inline(violationInWords(violation))}`;
  });
  const more = all.length - items.length;
  return more > 0
    ? [...items, `- ${count(more)} more, named with ${more === 1 ? "its stack" : "their stacks"} below`]
    : items;
}

/** A stack that reads an output that is gone cannot be planned any more. */
const brokenReadItems = ({ report }: View): readonly string[] =>
  brokenReads(report).map(
    ({ stack, output, readBy }) =>
      `- ${code(stack)} **removes the output** ${code(output)}, which ${inline(enumerated(readBy))} ${readBy.length === 1 ? "reads" : "read"}`,
  );
