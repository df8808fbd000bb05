import { discrepanciesIn } from "./discrepancies";
import type { Report, ResourceChange, StackReport } from "./report";

/** The changes that a stack's plan holds. */
export const changesOf = ({ content }: StackReport): readonly ResourceChange[] => content?.changes ?? [];

/** Whether an existing object is taken over, whatever else happens to it. */
export const isImported = ({ importId }: ResourceChange): boolean => importId !== undefined;

/** Whether it had another address, whatever else happens to it. */
export const isMoved = ({ previousAddress }: ResourceChange): boolean => previousAddress !== undefined;

/** Whether a stack failed before there was any plan, so that nobody knows what it would do. */
export const isUnknown = ({ state, content }: StackReport): boolean => state === "failed" && content === undefined;

/** Whether a stack was planned and there is nothing more to say of it. */
export function isQuiet(stack: StackReport): boolean {
  const { state, content, waitsFor, notes, violations = [] } = stack;
  const said = [waitsFor, notes, violations, content?.drift ?? [], content?.failedChecks ?? [], discrepanciesIn(stack)];
  return state === "no-changes" && content?.complete !== false && said.every((part) => part.length === 0);
}

/** Stacks that are not planned here for one reason, and of which there is nothing more to say. */
export interface UnplannedAlike {
  /** Their notes. */
  readonly because: string;
  readonly stacks: readonly StackReport[];
}

/** Those stacks by their reasons, where one holds for several: told one by one, they would be most of what is told. */
export function unplannedAlike(stacks: readonly StackReport[]): readonly UnplannedAlike[] {
  const byReason = new Map<string, StackReport[]>();
  for (const stack of stacks) {
    if (stack.state !== "not-planned" || (stack.violations ?? []).length > 0) continue;
    const because = stack.notes.join(" ");
    byReason.set(because, [...(byReason.get(because) ?? []), stack]);
  }
  return Array.from(byReason, ([because, alike]) => ({ because, stacks: alike })).filter(
    (each) => each.stacks.length > 1,
  );
}

/** An output that goes away although another stack of the same run reads it. */
export interface BrokenRead {
  /** Id of the stack that has it. */
  readonly stack: string;
  readonly output: string;
  /** Ids of the stacks that read it; sorted. */
  readonly readBy: readonly string[];
}

/** The outputs that go away although others read them: once they have, those stacks cannot be planned any more. */
export const brokenReads = ({ stacks }: Report): readonly BrokenRead[] =>
  stacks.flatMap(({ id, content }) =>
    (content?.outputs ?? []).flatMap(({ name, action, readBy = [] }) =>
      action === "delete" && readBy.length > 0 ? [{ stack: id, output: name, readBy }] : [],
    ),
  );
