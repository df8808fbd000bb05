import { stripVTControlCharacters } from "node:util";
import { ACTIONS, type Action, countsOf, DANGERS, SIGNS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { changesOf } from "../queries";
import type { Report, ResourceChange, StackReport } from "../report";
import { reasonFor } from "../wording/reasons";
import { countsInSigns } from "../wording/verdict";
import { count } from "../wording/words";
import type { Detail } from "./detail";
import { code, inline } from "./safe-text";

/** What a reviewer must see before anything else, in an alert of GitHub's; empty when there is nothing. */
export function dangerBox({ stacks }: Report, detail: Detail): readonly string[] {
  const summary = summaryOf(stacks);
  if (summary.length === 0) return [];
  const items = [
    ...stacks.flatMap(stackItems),
    ...stacks.flatMap((stack) =>
      detail.eachDanger ? DANGERS.flatMap((action) => itemsOf(stack, action)) : countsIn(stack),
    ),
  ];
  return ["> [!CAUTION]", `> ${summary.join(", ")}`, ...items.map((item) => `> - ${item}`)];
}

/** The same without its list, for when even that does not fit. */
export const dangerSummary = ({ stacks }: Report): string => summaryOf(stacks).join(", ");

function summaryOf(stacks: readonly StackReport[]): readonly string[] {
  const counts = countsOf(stacks.flatMap(changesOf));
  const ofStacks = (number: number, what: string) => (number > 0 ? [`${count(number, "stack")} **${what}**`] : []);
  return [
    ...ofStacks(stacks.filter(({ state }) => state === "failed").length, "failed"),
    ...ofStacks(stacks.filter(({ state }) => state === "vanished").length, "vanished"),
    ...ofStacks(stacks.filter((stack) => discrepanciesIn(stack).length > 0).length, "not fully accounted for"),
    ...DANGERS.filter((action) => counts[action] > 0).map(
      (action) =>
        `${count(counts[action], "resource")} ${counts[action] === 1 ? "is" : "are"} **${ACTIONS[action].participle}**`,
    ),
  ];
}

function stackItems(stack: StackReport): readonly string[] {
  const name = code(stack.id);
  return [
    ...(stack.state === "failed" ? [`${name} **failed**: ${firstWords(stack)}`] : []),
    ...(stack.state === "vanished"
      ? [`${name} **vanished**: it is no longer declared, what it holds stays, and no plan shows it`]
      : []),
    ...discrepanciesIn(stack).map((text) => `${name} is **not fully accounted for**: ${text}. Read the plan itself`),
  ];
}

/** The line of a tool's words that says most. */
function firstWords({ error = "", content }: StackReport): string {
  const lines = stripVTControlCharacters(error)
    .split(/\r?\n/)
    .map((line) => line.replace(/^[╷│╵\s]+/, "").trim());
  const line = lines.find((each) => each.startsWith("Error: ")) ?? lines.find((each) => each !== "");
  if (line) return code(line);
  return content ? "Terraform stopped before the plan was complete" : "without a word";
}

function itemsOf(stack: StackReport, action: Action): readonly string[] {
  const changes = changesOf(stack).filter((change) => change.action === action);
  return changes.map((change) => `${markOf(action)} ${code(stack.id)} ${code(change.address)}${afterColon(change)}`);
}

function afterColon(change: ResourceChange): string {
  const reason = inline(reasonFor(change));
  return reason && `: ${reason}`;
}

function countsIn(stack: StackReport): readonly string[] {
  const dangers = changesOf(stack).filter(({ action }) => ACTIONS[action].danger);
  return dangers.length > 0 ? [`${code(stack.id)}: ${countsInSigns(dangers)}`] : [];
}

const markOf = (action: Action): string => SIGNS.get(action) ?? ACTIONS[action].label;
