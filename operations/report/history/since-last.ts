import type { ChangeRecord, PlanRecord, StackRecord } from "./plan-record";

/** A change of one of two plans. */
export interface ChangeAt {
  /** Id of the stack. */
  readonly stack: string;
  readonly action: string;
  readonly address: string;
}

/** What differs between what a pull request showed before and what it shows now. */
export interface SinceLast {
  /** The commit that was planned before, in full. */
  readonly commit?: string;
  /** `not-comparable`: too little was kept of the one before. */
  readonly state: "same" | "different" | "not-comparable";
  /** Changes that were not shown before. */
  readonly appeared: readonly ChangeAt[];
  /** Changes that were shown before and no longer are, with what would have happened. */
  readonly disappeared: readonly ChangeAt[];
  /** Changes of which the action or an attribute is another one now. */
  readonly changed: readonly (ChangeAt & {
    /**
     * What would have happened before.
     * @default - the same
     */
    readonly was?: string;
  })[];
  /** Stacks that were not part of it; all their changes appeared. */
  readonly added: readonly string[];
  /** Stacks that no longer are; all their changes disappeared. */
  readonly gone: readonly string[];
  /** Stacks that are in another state now. */
  readonly states: readonly {
    readonly stack: string;
    readonly was: StackRecord["state"];
    readonly is: StackRecord["state"];
  }[];
  /** Stacks whose plans differ in what was not kept, such as outputs' values: nobody can say in what. */
  readonly withoutDetails: readonly string[];
  /** Number of changes that are as they were. */
  readonly sameChanges: number;
  /** Number of stacks that are as they were. */
  readonly sameStacks: number;
}

/** Compares two records of one pull request. */
export function sinceLast(previous: PlanRecord, now: PlanRecord): SinceLast {
  const before = byName(previous.stacks);
  const after = byName(now.stacks);
  const pairs = [...new Set([...before.keys(), ...after.keys()])].map((name) =>
    compared(before.get(name), after.get(name)),
  );
  const nothingKept = (previous.stacks.length === 0) !== (now.stacks.length === 0);
  const all = <K extends Listed>(key: K) => pairs.flatMap((pair) => pair[key] as Comparison[K][number][]);
  return {
    ...(previous.commit !== undefined && { commit: previous.commit }),
    state: nothingKept ? "not-comparable" : pairs.every(({ isSame }) => isSame) ? "same" : "different",
    appeared: nothingKept ? [] : all("appeared"),
    disappeared: nothingKept ? [] : all("disappeared"),
    changed: all("changed"),
    added: nothingKept ? [] : all("added"),
    gone: nothingKept ? [] : all("gone"),
    states: all("states"),
    withoutDetails: all("withoutDetails"),
    sameChanges: pairs.reduce((sum, { sameChanges }) => sum + sameChanges, 0),
    sameStacks: pairs.filter(({ isSame }) => isSame).length,
  };
}

type Listed = "appeared" | "disappeared" | "changed" | "added" | "gone" | "states" | "withoutDetails";

/** What became of one stack. */
interface Comparison extends Pick<SinceLast, Listed> {
  readonly sameChanges: number;
  readonly isSame: boolean;
}

const SAME: Comparison = {
  appeared: [],
  disappeared: [],
  changed: [],
  added: [],
  gone: [],
  states: [],
  withoutDetails: [],
  sameChanges: 0,
  isSame: true,
};

/** Several stacks may have one name; they are told apart by their order. */
function byName(stacks: readonly StackRecord[]): ReadonlyMap<string, StackRecord> {
  const seen = new Map<string, number>();
  return new Map(
    stacks.map((stack) => {
      const number = (seen.get(stack.id) ?? 0) + 1;
      seen.set(stack.id, number);
      return [JSON.stringify([stack.id, number]), stack];
    }),
  );
}

function compared(before: StackRecord | undefined, after: StackRecord | undefined): Comparison {
  const stack = (after ?? before)?.id ?? "";
  const at = ([action, address]: ChangeRecord): ChangeAt => ({ stack, action, address });
  if (!before) return { ...SAME, isSame: false, added: [stack], appeared: (after?.changes ?? []).map(at) };
  if (!after) return { ...SAME, isSame: false, gone: [stack], disappeared: (before.changes ?? []).map(at) };
  const states = before.state === after.state ? [] : [{ stack, was: before.state, is: after.state }];
  if (before.digest === after.digest) {
    return { ...SAME, isSame: states.length === 0, states, sameChanges: after.changes?.length ?? 0 };
  }
  const details = changesBetween(shownBefore(before), shownNow(after), stack);
  return details
    ? { ...SAME, ...details, isSame: false, states }
    : { ...SAME, isSame: false, states, withoutDetails: [stack] };
}

/** A stack that was not planned showed no changes; of one whose changes had no room, nobody knows. */
const shownBefore = ({ changes, digest }: StackRecord): readonly ChangeRecord[] | undefined =>
  changes ?? (digest === undefined ? [] : undefined);

/** The changes of a stack that failed now are not gone: they are not known. */
const shownNow = ({ changes, digest, state }: StackRecord): readonly ChangeRecord[] | undefined =>
  changes ?? (digest === undefined && state !== "failed" ? [] : undefined);

function changesBetween(
  before: readonly ChangeRecord[] | undefined,
  after: readonly ChangeRecord[] | undefined,
  stack: string,
): Pick<Comparison, "appeared" | "disappeared" | "changed" | "sameChanges"> | undefined {
  if (!before || !after) return undefined;
  const old = new Map(before.map((change) => [change[1], change]));
  const current = new Set(after.map(([, address]) => address));
  const common = after.flatMap((change) => {
    const was = old.get(change[1]);
    return was ? [{ change, was }] : [];
  });
  const differing = common.filter(({ change, was }) => change[0] !== was[0] || change[2] !== was[2]);
  const found = {
    appeared: after.filter(([, address]) => !old.has(address)).map(([action, address]) => ({ stack, action, address })),
    disappeared: before
      .filter(([, address]) => !current.has(address))
      .map(([action, address]) => ({ stack, action, address })),
    changed: differing.map(({ change: [action, address], was: [was] }) => ({
      stack,
      action,
      address,
      ...(was !== action && { was }),
    })),
    sameChanges: common.length - differing.length,
  };
  // Something differs that has no line of its own.
  return found.appeared.length + found.disappeared.length + found.changed.length > 0 ? found : undefined;
}
