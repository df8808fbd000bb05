import { sortedFindings } from "../../../policies/format-findings";
import { judge, refusing } from "../../../policies/judge";
import type { Finding } from "../../../policies/rule";
import { RULES } from "../../../policies/rules";
import { viewOfPlan } from "../../../policies/view/from-plan";
import type { JsonObject } from "../../../terraform-json/json";
import type { IndexedStack, PlanIndex } from "../../plan/plan-index";
import type { Violation } from "../violation";
import { retirementInWords } from "../wording/retirement";
import { PlanError, readPlan, stackNameOf } from "./plan-file";
import type { StackResult } from "./stack-result";

/** Reads a file that the index names. */
export type ReadFile = (name: string) => string;

/**
 * What became of each stack of a run of `infra plan`.
 *
 * @param today As `2026-12-31`: the waiver of a rule ends on a day.
 */
export const resultsOfRun = ({ stacks }: PlanIndex, read: ReadFile, today: string): readonly StackResult[] =>
  stacks.map((stack) => resultOf(stack, read, today));

function resultOf(stack: IndexedStack, read: ReadFile, today: string): StackResult {
  const { id, labels, stubs, placeholders = [], notes, findings = [] } = stack;
  const shared = {
    id,
    ...(labels?.source && { source: labels.source }),
    waitsFor: stubs.filter(({ because }) => because !== "as-it-stands").map(({ upstream }) => upstream),
    // The stack's own list comes last: it says of a value that it is there already.
    placeholders: [
      ...stubs.flatMap((stub) => stub.placeholders),
      ...placeholders.map((placeholder) => (placeholder.stack === id ? { ...placeholder, stack: "" } : placeholder)),
    ],
    notes: [...notes, ...(labels?.retiring ? retirementInWords(labels.retiring) : [])],
    ...(labels?.retiring && { retiring: labels.retiring }),
    violations: violationsIn(findings, today),
  };
  if (stack.status === "planned") {
    return { ...shared, status: "planned", plan: readPlan(read(stack.files.plan), stack.files.plan) };
  }
  if (stack.status !== "failed") return { ...shared, status: stack.status };
  const { error, files } = stack;
  return { ...shared, status: "failed", error, ...(files && { plan: readPlan(read(files.plan), files.plan) }) };
}

/** Those findings that nobody waives. */
const violationsIn = (findings: readonly Finding[], today: string): readonly Violation[] =>
  sortedFindings(refusing(findings, today)).map(({ rule, severity, address, path, message, fix }) => ({
    rule,
    severity,
    ...(address !== undefined && { address }),
    ...(path !== undefined && { path }),
    message,
    fix,
  }));

/**
 * Plan files of any Terraform project, each named after its file.
 *
 * @throws PlanError for the first file that cannot be reported on: a report that leaves one out could be taken for whole.
 */
export const resultsOfFiles = (files: readonly string[], read: ReadFile): readonly StackResult[] =>
  files.map((file) => ({ id: nameAmong(files, file), status: "planned", plan: readPlan(read(file), file) }));

/** The same, judged by the rules of policies/, which are not asked of other projects unless somebody wants it. */
export function judgedFiles(files: readonly string[], read: ReadFile, today: string): readonly StackResult[] {
  // Once: what another program hands over as a file can be read no second time.
  const texts = files.map(read);
  return resultsOfFiles(files, (file) => texts[files.indexOf(file)] ?? "").map((result, index) => {
    const plan = JSON.parse((texts[index] ?? "").replace(/^\uFEFF/, "")) as JsonObject;
    return { ...result, violations: violationsIn(judge(RULES, viewOfPlan(result.id, plan)), today) };
  });
}

/** The name of a file; where several have the same, the whole path, by which they can be told apart. */
const nameAmong = (files: readonly string[], file: string): string => {
  const name = stackNameOf(file);
  return files.filter((other) => stackNameOf(other) === name).length > 1 ? file : name;
};

/**
 * The index that `infra plan` wrote.
 *
 * @throws PlanError when it is damaged, or of another format.
 */
export function readIndex(text: string, fileName: string): PlanIndex {
  const again = "Plan again: npx infra plan";
  try {
    const index = JSON.parse(text) as PlanIndex;
    if (index.format === 1) return index;
  } catch {
    throw new PlanError(fileName, "is not JSON", again);
  }
  throw new PlanError(fileName, "was written by another version of this command", again);
}
