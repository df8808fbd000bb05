import type { StackPlan as IndexedStack, PlanIndex } from "../plan/plan-index";
import { PlanError, readPlan, stackNameOf } from "./plan-file";
import type { StackResult } from "./stack-result";

/** Reads a file that the index names. */
export type ReadFile = (name: string) => string;

/** What became of each stack of a run of `infra plan`. */
export const resultsOfRun = ({ stacks }: PlanIndex, read: ReadFile): readonly StackResult[] =>
  stacks.map((stack) => resultOf(stack, read));

function resultOf(stack: IndexedStack, read: ReadFile): StackResult {
  const { id, labels, stubs, notes, files } = stack;
  const shared = {
    id,
    ...(labels && { source: labels.source }),
    waitsFor: stubs.map(({ upstream }) => upstream),
    placeholders: stubs.flatMap(({ placeholders }) => placeholders),
    notes,
  };
  if (stack.status === "planned") {
    return { ...shared, status: "planned", plan: readPlan(read(stack.files.plan), stack.files.plan) };
  }
  return {
    ...shared,
    status: "failed",
    error: stack.error,
    ...(files && { plan: readPlan(read(files.plan), files.plan) }),
  };
}

/**
 * Plan files of any Terraform project, each named after its file.
 *
 * @throws PlanError for the first file that cannot be reported on: a report that leaves one out could be taken for whole.
 */
export const resultsOfFiles = (files: readonly string[], read: ReadFile): readonly StackResult[] =>
  files.map((file) => ({ id: stackNameOf(file), status: "planned", plan: readPlan(read(file), file) }));

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
