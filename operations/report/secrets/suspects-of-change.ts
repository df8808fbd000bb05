import type { PlannedChange } from "../read/stack-plan";
import { type MarksOfSides, suspectMarksOfSides } from "./suspects";
import type { Hidden } from "./suspicion";

/** What is suspected, and every text and number that is hidden on either side, by whomever. */
export interface SuspectsOfChange extends MarksOfSides {
  readonly hidden: ReadonlySet<string | number>;
}

const known = new WeakMap<PlannedChange, Map<string, SuspectsOfChange>>();

/**
 * What looks like a secret on either side of a change although nobody marks it. Found once for each: what a reader is shown
 * and what names the plan both ask.
 *
 * @param name What the value is called, of an output; empty for a resource.
 */
export function suspectsOfChange(change: PlannedChange, name: string): SuspectsOfChange {
  const byName = known.get(change) ?? new Map<string, SuspectsOfChange>();
  known.set(change, byName);
  const found = byName.get(name) ?? suspectsIn(change, name);
  byName.set(name, found);
  return found;
}

function suspectsIn(change: PlannedChange, name: string): SuspectsOfChange {
  const hidden: Hidden = new Set();
  const sides = { before: change.before ?? undefined, after: change.after ?? undefined };
  const marked = { before: change.before_sensitive, after: change.after_sensitive };
  return { ...suspectMarksOfSides(sides, marked, name, hidden), hidden };
}
