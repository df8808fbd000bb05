import { ACTIONS, SIGNS } from "../actions";
import type { Danger } from "../dangers/danger";
import { DANGER_KINDS } from "../dangers/dangers";
import { joined, type Phrase, quoted } from "../wording/phrase";
import { count } from "../wording/words";
import { code, inline } from "./safe-text";

/** Of so many stacks, what is not named is counted one by one; of more, all together. */
const MOST_STACKS = 20;

/** One danger by its stack and address, and why. */
export function dangerItem({ stack, kind, change, isStateful, reason, isAllowed }: Danger): string {
  const what = `${markOf(kind)} ${isStateful ? "**stateful** " : ""}${code(stack)} ${code(change.address)}`;
  const why = inline(reason);
  return `- ${what}${why && `: ${why}`}${isAllowed ? " (allowed without a confirmation)" : ""}`;
}

/** What happens to a resource, as a sign where everybody knows one. */
const markOf = (kind: Danger["kind"]): string =>
  kind === "unprotect" ? "unprotected" : (SIGNS.get(kind) ?? ACTIONS[kind].label);

/** Dangers that share what happens, why, and whether it is allowed: a line for all of them, in their order. */
export function groupedItems(dangers: readonly Danger[]): readonly string[] {
  const groups = new Map<string, Danger[]>();
  for (const danger of dangers) {
    const key = JSON.stringify([danger.kind, danger.isAllowed, danger.reason]);
    const group = groups.get(key);
    if (group) group.push(danger);
    else groups.set(key, [danger]);
  }
  const all = [...groups.values()];
  const shown = all.slice(0, MOST_GROUPS);
  const rest = all.slice(MOST_GROUPS).flat();
  return [...shown.map(groupItem), ...(rest.length > 0 ? [`- ${countsOf(rest)} for other reasons`] : [])];
}

/** So many reasons are told before any fold. */
const MOST_GROUPS = 12;

function groupItem(dangers: readonly Danger[]): string {
  const [first, ...more] = dangers;
  if (!first) return "";
  if (more.length === 0) return dangerItem(first);
  const stacks = [...new Set(dangers.map(({ stack }) => stack))];
  const where: Phrase =
    stacks.length === 1 ? [" in ", quoted(stacks[0] ?? "")] : [` in ${count(stacks.length)} stacks`];
  const why = inline(first.reason);
  const allowed = first.isAllowed ? " (allowed without a confirmation)" : "";
  return `- ${markOf(first.kind)} **${count(dangers.length)} resources**${inline(where)}${why && `: ${why}`}${allowed}`;
}

/** What there is no room to name, counted for each stack. */
export function restOf(dangers: readonly Danger[]): readonly string[] {
  if (dangers.length === 0) return [];
  const stacks = [...new Set(dangers.map(({ stack }) => stack))];
  if (stacks.length > MOST_STACKS) return [`- not named here: ${countsOf(dangers)} in ${count(stacks.length)} stacks`];
  return stacks.map(
    (id) => `- not named here: ${countsOf(dangers.filter(({ stack }) => stack === id))} in ${code(id)}`,
  );
}

/** `−214 ±3 forgotten 2` */
const countsOf = (dangers: readonly Danger[]): string =>
  inline(
    joined(
      DANGER_KINDS.map((kind) => ({ kind, number: dangers.filter((danger) => danger.kind === kind).length }))
        .filter(({ number }) => number > 0)
        .map(({ kind, number }) => [
          SIGNS.get(kind as never) ? `${markOf(kind)}${count(number)}` : `${count(number)} ${markOf(kind)}`,
        ]),
      ", ",
    ),
  );
