import type { Label } from "../constructs/github/labels";

/** The labels that the plan report sets on pull requests; a test compares them with the report's own. */
export const PLAN_LABELS: readonly Label[] = [
  { name: "plan: destroy", color: "d73a4a", description: "The plan destroys or replaces something." },
  { name: "plan: changes", color: "fbca04", description: "The plan changes something." },
  { name: "plan: no changes", color: "0e8a16", description: "The plan changes nothing." },
  { name: "plan: failed", color: "b60205", description: "Not everything could be planned." },
];

/** The label by which somebody confirms what a plan destroys. */
export const confirmationLabel = (name: string): Label => ({
  name,
  color: "5319e7",
  description: "Somebody looked at what the plan destroys, and wants it.",
});
