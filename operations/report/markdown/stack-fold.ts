import { ACTIONS, type Action, ALL_ACTIONS, countsOf } from "../actions";
import { isNoise } from "../groups/noise";
import { noiseGroups } from "../groups/noise-groups";
import { changesOf, isQuiet } from "../queries";
import type { PlanContent, StackReport } from "../report";
import type { Violation } from "../violation";
import { failureKind, toolWords } from "../wording/failures";
import { enumerated, type Phrase, quoted } from "../wording/phrase";
import { countsInSigns } from "../wording/verdict";
import { violationInWords } from "../wording/violations";
import { count } from "../wording/words";
import { driftLines, type IsElsewhere, outputLines, resourceLines, typeLines } from "./change-lines";
import { isAtLeast, isByType, type Level, leftOut, showsAttributes } from "./levels";
import { noiseLines } from "./noise-lines";
import { otherParts } from "./other-parts";
import { code, fence, inline, plain } from "./safe-text";
import { rearranged } from "./tables";
import type { Part } from "./written";

/** All about one stack, folded; nothing when there is nothing beyond what the first screen says of it. */
export function* stackFold(stack: StackReport, level: Level, isElsewhere: IsElsewhere): Generator<Part> {
  if (level === "nothing" || isQuiet(stack) || (stack.state === "unaffected" && stack.notes.length === 0)) return;
  const { error, content, notes, violations = [] } = stack;
  const words = wordsOf(stack);
  if (words.length === 0 && !error && !content && notes.length === 0 && violations.length === 0) return;
  const counts = countsInSigns(changesOf(stack));
  yield `<details>\n<summary>${code(stack.id)}${counts && ` · ${counts}`}${others(stack)}</summary>`;
  yield* words;
  if (error !== undefined) yield errorPart(error, isAtLeast(level, "no-updates") ? LONG_ERROR : SHORT_ERROR);
  if (violations.length > 0)
    yield { heading: listed("Broken rules", violations.length), lines: violationLines(violations) };
  if (content) {
    for (const action of FENCED) yield* actionParts(stack, content, action, level, isElsewhere);
    yield* rearrangedParts(content, level);
    yield* outputParts(content, level);
    yield* driftParts(content, level);
    yield* otherParts(content, level);
  }
  if (notes.length > 0) {
    const lines = notes.map((note) => plain([quoted(note)]));
    yield { heading: `**Notes** (${count(notes.length)})`, lines, fence: "" };
  }
  const missing = leftOut(stack, level);
  if (missing.length > 0) yield `_Left out here: ${missing.join("; ")}._`;
  yield "</details>";
}

const violationLines = (violations: readonly Violation[]): readonly string[] =>
  violations.map((violation) => {
    const place = violation.address === undefined ? "" : `${code(violation.address)}: `;
    return `- ${place}${inline(violationInWords(violation))}`;
  });

/** Longest part of an error that is shown, in UTF-16 units. */
const LONG_ERROR = 4000;
const SHORT_ERROR = 1000;

/** In the order in which a reader must see them; the others stand in tables. */
const FENCED: readonly Action[] = ["unknown", "delete", "replace", "replace-and-forget", "update", "create", "read"];

const listed = (title: string, number: number, remark = ""): string => `**${title}** (${count(number)})${remark}`;

/** What the counts of actions do not tell, for the summary. */
function others({ state, content, violations = [] }: StackReport): string {
  const broken = violations.length > 0 ? ` · ${count(violations.length, "broken rule")}` : "";
  const failed = `${state === "failed" ? " · failed" : ""}${broken}`;
  if (!content) return failed;
  const { outputs, drift, deferred, invocations, failedChecks } = content;
  const numbers: readonly (readonly [number: number, noun: string])[] = [
    [outputs.length, "output"],
    [deferred.length, "deferred change"],
    [invocations.length, "action"],
    [failedChecks.length, "failed check"],
  ];
  const words = numbers.filter(([number]) => number > 0).map(([number, noun]) => ` · ${count(number, noun)}`);
  return failed + words.join("") + (drift.length > 0 ? ` · ${count(drift.length)} drifted` : "");
}

function wordsOf({ source, waitsFor, content, digest }: StackReport): readonly string[] {
  const waits: Phrase = [
    "Holds placeholders, known after ",
    ...enumerated(waitsFor),
    waitsFor.length === 1 ? " is applied." : " are applied.",
  ];
  const about: readonly Phrase[] = [
    ...(source === undefined ? [] : [["Declared in ", quoted(source), "."]]),
    ...(digest === undefined ? [] : [["Plan ", quoted(digest.replace(/^sha256:/, "").slice(0, DIGEST_LENGTH)), "."]]),
    ...(content && content.held > 0 ? [[balanceOf(content)]] : []),
  ];
  return [...(about.length > 0 ? [about.map(inline).join(" ")] : []), ...(waitsFor.length > 0 ? [inline(waits)] : [])];
}

/** So many characters tell two plans apart for a reader. */
const DIGEST_LENGTH = 12;

/** Every resource of the plan, counted once. */
function balanceOf({ changes, unchanged, held }: PlanContent): string {
  const counts = countsOf(changes);
  const parts = ALL_ACTIONS.filter((action) => counts[action] > 0).map(
    (action) => `${count(counts[action])} ${ACTIONS[action].label}`,
  );
  if (unchanged > 0) parts.push(`${count(unchanged)} unchanged`);
  return `${count(held, "resource")} in the plan: ${parts.join(", ")}.`;
}

/** The last lines, where tools say what stopped them. */
function errorPart(error: string, longest: number): string {
  const text = toolWords(error);
  if (text === "") return "";
  const kind = failureKind(text);
  const shown = lastLines(text, longest);
  const before = text.length - shown.length;
  const title = `**What went wrong**${kind ? `: ${kind}` : ""}${before > 0 ? ` (the last ${count(shown.length)} of ${count(text.length)} characters)` : ""}`;
  return `${title}\n\n${fence(shown.split("\n"))}`;
}

function lastLines(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = text.slice(-longest);
  const start = end.indexOf("\n");
  // One endless line is cut where it must be, but never within a character.
  return start < 0 ? end.replace(/^[\udc00-\udfff]/, "") : end.slice(start + 1);
}

function* actionParts(
  stack: StackReport,
  { changes }: PlanContent,
  action: Action,
  level: Level,
  isElsewhere: IsElsewhere,
): Generator<Part> {
  const all = changes.filter((change) => change.action === action);
  if (all.length === 0) return;
  const title = ACTIONS[action].participle.replace(/^./, (first) => first.toUpperCase());
  if (level === "types" && isByType(action)) {
    yield { heading: listed(title, all.length, ", by type"), lines: typeLines(all, action), fence: "diff" };
    return;
  }
  const withAttributes = showsAttributes(level, action);
  const noise = withAttributes ? all.filter(isNoise) : [];
  const telling = noise.length > 0 ? all.filter((change) => !isNoise(change)) : all;
  if (telling.length > 0) {
    const lines = resourceLines(telling, withAttributes, isElsewhere);
    const remark = noise.length > 0 ? ` of ${count(all.length)}` : "";
    yield { heading: listed(title, telling.length, remark), lines, fence: "diff" };
  }
  if (noise.length > 0) {
    const groups = noiseGroups({ stacks: [stack] });
    const what = `${count(noise.length, "resource")} ${noise.length === 1 ? "differs" : "differ"} only in tags, descriptions or formatting`;
    yield `<details><summary>${title}: ${what}</summary>`;
    yield { heading: "", lines: noiseLines(groups), fence: "diff" };
    yield "</details>";
  }
}

function* rearrangedParts({ changes }: PlanContent, level: Level): Generator<Part> {
  if (level !== "types") {
    yield* rearranged(changes);
    return;
  }
  yield* rearranged(changes.filter(({ action }) => action === "forget"));
  for (const action of ["import", "move"] as const) {
    const all = changes.filter((change) => change.action === action);
    const title = action === "import" ? "Only imported" : "Only moved";
    if (all.length > 0) yield { heading: listed(title, all.length, ", by type"), lines: typeLines(all), fence: "diff" };
  }
}

function* outputParts({ outputs }: PlanContent, level: Level): Generator<Part> {
  if (outputs.length === 0) return;
  const lines = outputLines(outputs, isAtLeast(level, "no-updates"));
  yield { heading: listed("Outputs", outputs.length), lines, fence: "diff" };
}

function* driftParts({ drift }: PlanContent, level: Level): Generator<Part> {
  const relevant = drift.filter(({ isRelevant }) => isRelevant);
  const other = drift.filter(({ isRelevant }) => !isRelevant);
  const lines = (some: typeof drift) =>
    level === "types" ? typeLines(some) : driftLines(some, isAtLeast(level, "no-updates"));
  if (relevant.length > 0) {
    const heading = listed("Drift that this plan undoes or depends on", relevant.length);
    yield { heading, lines: lines(relevant), fence: "diff" };
  }
  if (other.length > 0) {
    yield `<details><summary>Other drift, changed outside of Terraform (${count(other.length)})</summary>`;
    yield { heading: "", lines: lines(other), fence: "diff" };
    yield "</details>";
  }
}
