import type { PlannedResource } from "./read/stack-plan";

/**
 * What can happen to a resource. Every resource of a plan that is not left alone has exactly one of these, so their counts
 * add up. `import` and `move` are those that change nothing else.
 */
export type Action =
  | "unknown"
  | "delete"
  | "replace"
  | "replace-and-forget"
  | "forget"
  | "update"
  | "create"
  | "read"
  | "import"
  | "move";

interface ActionFacts {
  /** What happens: "1 resource is …". */
  readonly participle: string;
  /** The same beside a number: "1 …". */
  readonly label: string;
  /** Whether a reviewer must see each one before anything else. */
  readonly danger: boolean;
  /** First character of a line about it in a `diff` block, which colours it. */
  readonly diff: "+" | "-" | "!" | " ";
}

/** Facts about each action, dangers first. */
export const ACTIONS: Readonly<Record<Action, ActionFacts>> = {
  unknown: { participle: "subject to an unknown action", label: "with unknown action", danger: true, diff: "!" },
  delete: { participle: "destroyed", label: "destroyed", danger: true, diff: "-" },
  replace: { participle: "replaced", label: "replaced", danger: true, diff: "!" },
  "replace-and-forget": {
    participle: "replaced and left behind",
    label: "replaced and left behind",
    danger: true,
    diff: "!",
  },
  forget: { participle: "forgotten", label: "forgotten", danger: true, diff: "!" },
  update: { participle: "updated", label: "updated", danger: false, diff: "!" },
  create: { participle: "created", label: "created", danger: false, diff: "+" },
  read: { participle: "read", label: "read", danger: false, diff: " " },
  import: { participle: "only imported", label: "only imported", danger: false, diff: " " },
  move: { participle: "only moved", label: "only moved", danger: false, diff: " " },
};

/** All actions, dangers first. */
export const ALL_ACTIONS = Object.keys(ACTIONS) as readonly Action[];

/** The actions that a reviewer must see before anything else. */
export const DANGERS: readonly Action[] = ALL_ACTIONS.filter((action) => ACTIONS[action].danger);

/** The actions that have a sign of their own, in the order in which everybody writes them. */
export const SIGNS: ReadonlyMap<Action, string> = new Map([
  ["create", "+"],
  ["update", "~"],
  ["replace", "±"],
  ["delete", "−"],
]);

/** The combinations that are known. The last two are one thing, as Terraform and as OpenTofu write it. */
const KNOWN: ReadonlyMap<string, Action> = new Map([
  ["create", "create"],
  ["update", "update"],
  ["delete", "delete"],
  ["forget", "forget"],
  ["read", "read"],
  ["delete,create", "replace"],
  ["create,delete", "replace"],
  ["create,forget", "replace-and-forget"],
  ["forget,create", "replace-and-forget"],
]);

/**
 * What happens to a resource; undefined when it is left alone. A combination that is not known is `unknown`, never
 * nothing: a new one may destroy.
 */
export function actionOf({ address, previous_address: previous, change }: PlannedResource): Action | undefined {
  const actions = change.actions.join(",");
  if (actions !== "no-op") return KNOWN.get(actions) ?? "unknown";
  if (change.importing) return "import";
  return previous && previous !== address ? "move" : undefined;
}

/** Numbers of resources, by action. */
export type Counts = Readonly<Record<Action, number>>;

const NONE = Object.fromEntries(ALL_ACTIONS.map((action) => [action, 0])) as Counts;

/** How many there are of each action. */
export function countsOf(changes: readonly { readonly action: Action }[]): Counts {
  const counts: Record<Action, number> = { ...NONE };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}
