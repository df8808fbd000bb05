import { attributeChanges, type Shown } from "../../../../operations/report/attributes/attribute-changes";
import type { PlannedChange } from "../../../../operations/report/read/stack-plan";

export type Sides = Partial<Omit<PlannedChange, "actions">>;

/** A change, with sides of one's own. */
export const change = (sides: Sides): PlannedChange => ({ actions: ["update"], replace_paths: [], ...sides });

/** The changed leaves as `path: before → after`, with what is said about them in brackets. */
export const linesOf = (sides: Sides, root?: string): readonly string[] =>
  attributeChanges(change(sides), root).map(
    ({ path, before, after, only, inside }) =>
      `${path}: ${text(before)} → ${text(after)}${only ? ` (${only})` : ""}${inside ? ` [${inside.format} ${inside.path}]` : ""}`,
  );

/** The same for one attribute, `a`, and without what the path begins with. */
export const linesOfAttribute = (before: unknown, after: unknown, more: Sides = {}): readonly string[] =>
  linesOf({ before: { a: before }, after: { a: after }, ...more });

const text = (shown: Shown): string =>
  shown.kind === "value"
    ? JSON.stringify(shown.value)
    : shown.kind === "sensitive" && shown.suspected
      ? "suspected"
      : shown.kind;
