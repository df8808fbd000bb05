import { SIGNS } from "../report/actions";
import type { CanonicalChange, CanonicalPlan } from "../report/history/canonical-plan";
import type { CanonicalText } from "../report/history/canonical-text";
import { matchesShown } from "../report/history/matches";
import type { ChangeAt, SinceLast } from "../report/history/since-last";
import { count } from "../report/wording/words";

/** So many differences of a kind are named. */
const NAMED = 20;

/** What is another than was shown, a sentence each, worst first. Names resources and stacks as they stand in the plan. */
export function differencesInWords(since: SinceLast): readonly string[] {
  const found = [
    ...listed(since.appeared, (change) => `${named(change)} was not shown.`),
    ...listed(since.changed, (change) =>
      change.was === undefined
        ? `${named(change)} is changed in another way than was shown.`
        : `${named(change)} was shown as ${change.was}.`,
    ),
    ...listed(since.disappeared, (change) => `${named(change)} was shown, and is not needed any more.`),
    ...listed(
      since.states,
      ({ stack, was, is }) => `"${stack}" was shown as ${spaced(was)}, and is ${spaced(is)} now.`,
    ),
    ...listed(since.withoutDetails, (stack) => `"${stack}" does something else in what was not recorded.`),
    ...listed(since.gone, (stack) => `"${stack}" was shown, and is not here now.`),
    ...listed(since.added, (stack) => `"${stack}" was not shown.`),
  ];
  if (found.length > 0 || since.state === "same") return found;
  return [
    since.state === "not-comparable"
      ? "Too little was recorded of what was shown to say in what they differ."
      : "They differ in what was not recorded.",
  ];
}

function listed<T>(items: readonly T[], words: (item: T) => string): readonly string[] {
  const more = items.length - NAMED;
  return [...items.slice(0, NAMED).map(words), ...(more > 0 ? [`… and ${count(more)} more like it.`] : [])];
}

const named = ({ stack, action, address }: ChangeAt): string => `${signOf(action)} ${address} (in "${stack}")`;

const signOf = (action: string): string => (SIGNS as ReadonlyMap<string, string>).get(action) ?? `[${action}]`;

const spaced = (state: string): string => state.replace("-", " ");

/** What one stack's plan does otherwise than it was approved, a sentence each. */
export function differencesOfPlan(approved: CanonicalPlan, real: CanonicalPlan): readonly string[] {
  const before = byName(approved);
  const after = byName(real);
  const isAnother = (name: string, entry: Entry): boolean => !isSame(before.get(name), entry);
  const found = [
    ...listed(
      [...after.keys()].filter((name) => !before.has(name)),
      (name) => `${name} was not approved.`,
    ),
    ...listed(
      [...after].filter(([name, entry]) => before.has(name) && isAnother(name, entry)).map(([name]) => name),
      (name) => `${name} is changed in another way than was approved.`,
    ),
    ...listed(
      [...before.keys()].filter((name) => !after.has(name)),
      (name) => `${name} was approved to change, and would not.`,
    ),
  ];
  return found.length > 0 ? found : ["It differs in what is put off, or in the actions that are called."];
}

/** A resource, or an output. */
type Entry = Pick<CanonicalPlan, "changes" | "outputs">;

function byName({ changes, outputs }: CanonicalPlan): ReadonlyMap<string, Entry> {
  return new Map([
    ...changes.map((change): [string, Entry] => [nameOf(change), { changes: [change], outputs: [] }]),
    ...outputs.map((output): [string, Entry] => [`output.${output.name}`, { changes: [], outputs: [output] }]),
  ]);
}

function nameOf({ address, deposed }: CanonicalChange): string {
  return deposed === undefined ? plainly(address) : `${plainly(address)} (deposed ${deposed})`;
}

const plainly = (text: CanonicalText): string =>
  typeof text === "string"
    ? text
    : text.$.map((part) => (typeof part === "string" ? part : `<${part.join(".")}>`)).join("");

const isSame = (approved: Entry | undefined, real: Entry): boolean =>
  approved !== undefined && matchesShown({ ...NOTHING, ...approved }, { ...NOTHING, ...real });

const NOTHING: CanonicalPlan = { format: 1, errored: false, changes: [], outputs: [], deferred: [], invocations: [] };
