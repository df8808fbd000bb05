import type { GitHub, LabelLook } from "./ports";

/** What labels tell of a report. */
export interface LabelFacts {
  /** Whether a stack could not be planned, or the report does not account for all of its plan. */
  readonly isFailed: boolean;
  /** Whether something is destroyed or replaced. */
  readonly destroys: boolean;
  /** Whether anything changes at all. */
  readonly changes: boolean;
}

const DESTROY: LabelLook = {
  name: "plan: destroy",
  color: "d73a4a",
  description: "The plan destroys or replaces something.",
};
const CHANGES: LabelLook = { name: "plan: changes", color: "fbca04", description: "The plan changes something." };
const NO_CHANGES: LabelLook = { name: "plan: no changes", color: "0e8a16", description: "The plan changes nothing." };
const FAILED: LabelLook = { name: "plan: failed", color: "b60205", description: "Not everything could be planned." };

/** All labels that are set and taken away. No other one ever is, except a confirmation that is none any more. */
export const PLAN_LABELS: readonly LabelLook[] = [DESTROY, CHANGES, NO_CHANGES, FAILED];

/** The labels of a report. Each states a fact, so there may be several; a plan that failed never says "no changes". */
export const labelsFor = ({ isFailed, destroys, changes }: LabelFacts): readonly LabelLook[] => [
  ...(destroys ? [DESTROY] : []),
  ...(changes || destroys ? [CHANGES] : []),
  ...(changes || destroys || isFailed ? [] : [NO_CHANGES]),
  ...(isFailed ? [FAILED] : []),
];

/** What is to be done about the labels of a pull request. */
export interface LabelSteps {
  readonly add: readonly LabelLook[];
  readonly remove: readonly string[];
}

/** From the labels that a pull request has to those that it should have. GitHub tells no upper from lower case in them. */
export function labelSteps(present: readonly string[], wanted: readonly LabelLook[]): LabelSteps {
  const names = new Set(wanted.map(({ name }) => name));
  const family = new Set(PLAN_LABELS.map(({ name }) => name));
  const there = new Set(present.map((name) => name.toLowerCase()));
  return {
    add: wanted.filter(({ name }) => !there.has(name)),
    remove: present.filter((name) => family.has(name.toLowerCase()) && !names.has(name.toLowerCase())),
  };
}

/** Takes these steps. */
export async function setLabels(github: GitHub, number: number, { add, remove }: LabelSteps): Promise<void> {
  for (const look of add) await github.createLabel(look);
  if (add.length > 0)
    await github.addLabels(
      number,
      add.map(({ name }) => name),
    );
  for (const name of remove) await github.removeLabel(number, name);
}
