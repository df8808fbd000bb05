import { stripVTControlCharacters } from "node:util";
import { ACTIONS, ALL_ACTIONS, countsOf } from "../actions";
import { changesOf, isQuiet } from "../queries";
import type { Invocation, PlanContent, StackReport } from "../report";
import { enumerated, type Phrase, quoted } from "../wording/phrase";
import { deferralReason } from "../wording/reasons";
import { countsInSigns } from "../wording/verdict";
import { count } from "../wording/words";
import { driftLines, outputLines, resourceLines } from "./change-lines";
import type { Detail } from "./detail";
import { code, cut, fence, inline, plain } from "./safe-text";

/** All about one stack, folded; empty when there is nothing beyond what the first screen says of it. */
export function stackFold(stack: StackReport, detail: Detail): readonly string[] {
  if (isQuiet(stack) || (stack.state === "unaffected" && stack.notes.length === 0)) return [];
  const parts = [
    ...wordsOf(stack),
    ...(stack.error === undefined ? [] : errorPart(stack.error, detail)),
    ...(stack.content ? contentParts(stack.content, detail) : []),
    ...listPart(
      "Notes",
      stack.notes.map((note) => plain([quoted(note)])),
    ),
  ];
  if (parts.length === 0) return [];
  const counts = countsInSigns(changesOf(stack));
  return [`<details>\n<summary>${code(stack.id)}${counts && ` · ${counts}`}</summary>`, ...parts, "</details>"];
}

function wordsOf({ source, waitsFor, content }: StackReport): readonly string[] {
  const waits: Phrase = [
    "Holds placeholders, known after ",
    ...enumerated(waitsFor),
    waitsFor.length === 1 ? " is applied." : " are applied.",
  ];
  return [
    ...(source === undefined ? [] : [inline(["Declared in ", quoted(source), "."])]),
    ...(waitsFor.length > 0 ? [inline(waits)] : []),
    ...(content && content.held > 0 ? [balanceOf(content)] : []),
  ];
}

/** Every resource of the plan, counted once. */
function balanceOf({ changes, unchanged, held }: PlanContent): string {
  const counts = countsOf(changes);
  const parts = ALL_ACTIONS.filter((action) => counts[action] > 0).map(
    (action) => `${count(counts[action])} ${ACTIONS[action].label}`,
  );
  if (unchanged > 0) parts.push(`${count(unchanged)} unchanged`);
  return `${count(held, "resource")} in the plan: ${parts.join(", ")}.`;
}

function errorPart(error: string, { errorLength }: Detail): readonly string[] {
  const lines = stripVTControlCharacters(error)
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^[╷│╵] ?/, "")
        .replaceAll("\t", "    ")
        .trimEnd(),
    );
  const text = lines.join("\n").trim();
  return text === "" ? [] : ["**What went wrong**", fence(cut(text, errorLength).split("\n"))];
}

function contentParts(content: PlanContent, detail: Detail): readonly string[] {
  const { changes, outputs, drift, deferred, invocations, failedChecks } = content;
  return [
    ...ALL_ACTIONS.flatMap((action) => {
      const some = changes.filter((change) => change.action === action);
      const withAttributes = detail.attributesOf.includes(action);
      return listPart(
        ACTIONS[action].participle,
        some.flatMap((change) => resourceLines(change, withAttributes)),
        some.length,
      );
    }),
    ...listPart(
      "Outputs",
      outputs.flatMap((output) => outputLines(output, detail.values)),
      outputs.length,
    ),
    ...listPart(
      "Drift: changed outside of Terraform",
      drift.flatMap((change) => driftLines(change, detail.values)),
      drift.length,
    ),
    ...listPart(
      "Deferred to a later plan",
      deferred.map(({ address, actions, reason }) =>
        plain(["! ", quoted(address), "  # ", quoted(actions.join(", ")), ", put off: ", ...deferralReason(reason)]),
      ),
      deferred.length,
    ),
    ...listPart("Actions that run", invocations.map(invocationLine), invocations.length),
    ...listPart(
      "Failed checks",
      failedChecks.flatMap(({ address, problems }) => [
        plain(["- ", quoted(address)]),
        ...problems.map((problem) => plain(["    ", quoted(problem)])),
      ]),
      failedChecks.length,
    ),
  ];
}

const invocationLine = ({ address, trigger }: Invocation): string =>
  plain(["! ", quoted(address), ...(trigger ? ["  # ", quoted(trigger.event), " of ", quoted(trigger.address)] : [])]);

function listPart(title: string, lines: readonly string[], number = lines.length): readonly string[] {
  if (number === 0) return [];
  const capital = title.charAt(0).toUpperCase() + title.slice(1);
  return [`**${capital}** (${count(number)})`, fence(lines, "diff")];
}
