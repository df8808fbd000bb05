import { at, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";

/** How many changes of each kind a plan holds. */
export interface ChangeCounts {
  readonly create: number;
  readonly update: number;
  /** Destroyed and created again, in whichever order. */
  readonly replace: number;
  readonly delete: number;
  /** Left in AWS, and no longer managed. */
  readonly forget: number;
  /** Data sources that are read while the plan is applied. */
  readonly read: number;
  readonly import: number;
  /** Addresses that changed. */
  readonly move: number;
  /** Outputs that change. */
  readonly output: number;
  /** Resources that were changed behind Terraform's back. */
  readonly drift: number;
  /** Actions that this version does not know. */
  readonly other: number;
}

const NONE: ChangeCounts = {
  create: 0,
  update: 0,
  replace: 0,
  delete: 0,
  forget: 0,
  read: 0,
  import: 0,
  move: 0,
  output: 0,
  drift: 0,
  other: 0,
};

type Kind = keyof ChangeCounts;

/** The kind of each combination of actions (Terraform documentation, "JSON Output Format", change representation). */
const KINDS: Readonly<Record<string, Kind | undefined>> = {
  create: "create",
  update: "update",
  delete: "delete",
  read: "read",
  forget: "forget",
  "create,delete": "replace",
  "delete,create": "replace",
  "create,forget": "replace",
};

/**
 * Counts the changes in what `terraform show -json` printed for a plan. A resource that is imported or moved and changed
 * as well counts once for each.
 */
export function countChanges(plan: JsonObject): ChangeCounts {
  const changes = listOf(plan.resource_changes).filter(isObject);
  const kinds: (Kind | undefined)[] = [
    ...changes.map((change) => kindOf(at(change, "change", "actions"))),
    ...changes.map((change) => (at(change, "change", "importing") === undefined ? undefined : "import")),
    ...changes.map((change) => (change.previous_address === undefined ? undefined : "move")),
    ...Object.values(objectAt(plan, "output_changes")).map((change) =>
      kindOf(at(change, "actions")) === undefined ? undefined : "output",
    ),
    ...listOf(plan.resource_drift).map((change) =>
      kindOf(at(change, "change", "actions")) === undefined ? undefined : ("drift" as const),
    ),
  ];
  const counts: { -readonly [K in Kind]: number } = { ...NONE };
  for (const kind of kinds) if (kind) counts[kind] += 1;
  return counts;
}

function kindOf(actions: Json | undefined): Kind | undefined {
  const text = listOf(actions).join();
  return text === "" || text === "no-op" ? undefined : (KINDS[text] ?? "other");
}

/** Whether applying a plan would do anything: Terraform says so itself; counts speak for a plan that failed half way. */
export function hasChanges(plan: JsonObject, counts: ChangeCounts): boolean {
  const { drift: _drift, read: _read, ...lasting } = counts;
  return plan.applyable === true || Object.values(lasting).some((count) => count > 0);
}
