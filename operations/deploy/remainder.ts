import { isContainer, keysOf, valueAt } from "../report/attributes/json-tree";
import type { CanonicalChange, CanonicalPlan } from "../report/history/canonical-plan";
import { matchesShown } from "../report/history/matches";

/**
 * Whether a plan does nothing but what is left of an approved one that was applied in part: of a run that was killed, or
 * that failed half way. Everything that it does was approved; what was approved and is missing was done.
 *
 * What the approved plan could not know, such as the id of something that was still to be made, may be anything by now. Of a
 * replacement, either half may be left. What was to be made and is half made, Terraform makes anew.
 *
 * @param halfMade Addresses of resources that Terraform calls tainted: their creation began and did not end.
 */
export function isRemainder(
  approved: CanonicalPlan,
  real: CanonicalPlan,
  halfMade: ReadonlySet<string> = new Set(),
): boolean {
  if (real.errored || real.deferred.length > 0 || real.invocations.length > 0) return false;
  const changes = new Map(approved.changes.map((change) => [keyOf(change), change]));
  const outputs = new Map(approved.outputs.map((output) => [output.name, output]));
  return (
    real.changes.every((change) => isLeftOf(changes, change, halfMade)) &&
    real.outputs.every((output) => {
      const shown = outputs.get(output.name);
      return shown !== undefined && alike({ outputs: [known(shown, shown)] }, { outputs: [known(output, shown)] });
    })
  );
}

function isLeftOf(
  approved: ReadonlyMap<string, CanonicalChange>,
  change: CanonicalChange,
  halfMade: ReadonlySet<string>,
): boolean {
  if (typeof change.address !== "string") return false;
  const same = approved.get(keyOf(change));
  const isAnew = halfMade.has(change.address) && same !== undefined && makes(same) && makes(change);
  if (same)
    return (
      (isAnew || isHalfOf(same, change)) && alike({ changes: [half(same, same)] }, { changes: [half(change, same)] })
    );
  // What a replacement that makes the new one first leaves behind, it deletes later.
  const whole = approved.get(keyOf({ ...change, deposed: "" }));
  return change.deposed !== undefined && is(change, "delete") && whole !== undefined && is(whole, "create,delete");
}

/** The same actions; or, of a replacement that has deleted already, the creation. */
const isHalfOf = (approved: CanonicalChange, change: CanonicalChange): boolean =>
  is(change, approved.actions.join()) || (is(change, "create") && is(approved, "delete,create"));

/** Whether there is something at the address only once it is done. */
const makes = ({ actions }: CanonicalChange): boolean => actions.includes("create");

const is = ({ actions }: CanonicalChange, wanted: string): boolean => actions.join() === wanted;

const keyOf = ({ address, deposed }: Pick<CanonicalChange, "address" | "deposed">): string =>
  JSON.stringify([address, deposed ?? ""]);

/** A change as far as it says what will be: how things are before it may be the work of the first part. */
function half(change: CanonicalChange, approved: CanonicalChange): CanonicalChange {
  const { before: _before, previousAddress: _moved, importId: _imported, ...rest } = change;
  return { ...known(rest, approved), actions: [], replacePaths: [] };
}

interface Sides {
  readonly after?: unknown;
  readonly unknown?: unknown;
}

/** A side without what the approved plan did not know. */
function known<T extends Sides>(
  { after, unknown: _unknown, ...rest }: T,
  approved: Sides,
): Omit<T, keyof Sides> & Sides {
  return {
    ...rest,
    ...(after !== undefined && approved.unknown !== true && { after: without(after, approved.unknown) }),
  };
}

function without(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  if (!isContainer(value) || !isContainer(unknown)) return value;
  if (Array.isArray(value)) return value.map((item, index) => without(item, valueAt(unknown, String(index))));
  // What is not known is no part of an object before it is.
  const told = keysOf(value).filter((key) => valueAt(unknown, key) !== true);
  return Object.fromEntries(told.map((key) => [key, without(valueAt(value, key), valueAt(unknown, key))]));
}

const UNKNOWN = { $: "unknown" };

const NOTHING: CanonicalPlan = { format: 1, errored: false, changes: [], outputs: [], deferred: [], invocations: [] };

const alike = (shown: Partial<CanonicalPlan>, real: Partial<CanonicalPlan>): boolean =>
  matchesShown({ ...NOTHING, ...shown }, { ...NOTHING, ...real });
