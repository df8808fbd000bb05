import { isDeepStrictEqual } from "node:util";
import type { Placeholder } from "../../plan/foreseen-output";
import { actionOf } from "../actions";
import { partsOfAddress } from "../address";
import { type Container, isContainer, type Key, keysOf, valueAt } from "../attributes/json-tree";
import { importIdOf } from "../plan-content";
import type { PlannedChange, PlannedInvocation, PlannedResource, StackPlan } from "../read/stack-plan";
import { hides, type Marks } from "../secrets/sensitivity";
import { withoutSecretShapes } from "../secrets/suspects";
import { suspectsOfChange } from "../secrets/suspects-of-change";
import { canonicalJson } from "./canonical-json";
import { type CanonicalText, canonicalNumber, canonicalTexts, type TextOf } from "./canonical-text";

/**
 * A JSON value in which an object of the one key `$` stands for what has no value here, see `CanonicalText`,
 * `CanonicalNumber` and `MASKED`.
 * An object of the one key `$map` holds the entries of an object whose keys are no plain texts. Keys of the plan's own that
 * begin with `$` have one more, so nothing in a plan can be taken for either.
 */
export type CanonicalValue = unknown;

/** What a plan does, without what it hides: the same for two plans that do the same. Survives being written as JSON. */
export interface CanonicalPlan {
  readonly format: 1;
  /** Terraform stopped before the plan was complete. */
  readonly errored: boolean;
  /** Everything that is not left alone, sorted. */
  readonly changes: readonly CanonicalChange[];
  readonly outputs: readonly CanonicalOutput[];
  /** What is put off to a later plan. */
  readonly deferred: readonly CanonicalValue[];
  /** Calls of actions. */
  readonly invocations: readonly CanonicalValue[];
}

/** One resource. */
export interface CanonicalChange extends CanonicalSides {
  readonly address: CanonicalText;
  readonly type: string;
  readonly mode: "data" | "managed";
  readonly provider?: string;
  readonly deposed?: string;
  readonly previousAddress?: CanonicalText;
  readonly replacePaths: CanonicalValue;
  readonly importId?: CanonicalValue;
}

export interface CanonicalOutput extends CanonicalSides {
  readonly name: string;
}

interface CanonicalSides {
  readonly actions: readonly string[];
  readonly before?: CanonicalValue;
  readonly after?: CanonicalValue;
  /** Where the value after is not known yet. */
  readonly unknown?: CanonicalValue;
}

/** What stands for a masked value: `changed` on the side after, when it differs from the one before. */
export const MASKED = { same: { $: "masked" }, changed: { $: "masked, changed" } } as const;

/**
 * What a plan does. Leaves out when and by which Terraform it was made, drift, checks, and what is left alone.
 *
 * @param placeholders Those that the plan was made with; what stands for one does not depend on its characters.
 */
export function canonicalPlan(plan: StackPlan, placeholders: readonly Placeholder[] = []): CanonicalPlan {
  const text = canonicalTexts(placeholders);
  return {
    format: 1,
    errored: plan.errored === true,
    changes: sorted(plan.resource_changes.filter(actionOf).map((resource) => changeOf(resource, text))),
    outputs: sorted(
      plan.output_changes
        .filter(([, { actions }]) => actions.join(",") !== "no-op")
        .map(([name, change]) => ({ name, ...sidesOf(change, text, name) })),
    ),
    deferred: sorted([
      ...plan.deferred_changes.map(({ reason, resource_change: resource }) => ({
        reason,
        change: changeOf(resource, text),
      })),
      ...plan.deferred_action_invocations.map(({ reason, action_invocation: invocation }) => ({
        reason,
        invocation: invocationOf(invocation, text),
      })),
    ]),
    invocations: sorted(plan.action_invocations.map((invocation) => invocationOf(invocation, text))),
  };
}

/** By what distinguishes them, and then by all that they say. */
function sorted<T>(entries: readonly T[]): readonly T[] {
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry) }));
  const whole = (entry: T) => canonicalJson(entry);
  return keyed
    .sort((a, b) => inOrder(a.key, b.key) || inOrder(whole(a.entry), whole(b.entry)))
    .map(({ entry }) => entry);
}

const sortKey = (entry: unknown): string =>
  canonicalJson(["address", "name", "deposed"].map((key) => valueAt(entry, key) ?? null));

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function changeOf(resource: PlannedResource, text: TextOf): CanonicalChange {
  const { address, previous_address: previous, type, mode, provider_name: provider, deposed, change } = resource;
  const parts = partsOfAddress(address);
  const importId = change.importing && importIdOf(change);
  return {
    address: text(address),
    type: type ?? parts.type,
    mode: mode === "data" || (!mode && parts.isData) ? "data" : "managed",
    ...(provider && { provider }),
    ...(deposed && { deposed }),
    ...(previous && previous !== address && { previousAddress: text(previous) }),
    replacePaths: plain(change.replace_paths, text),
    ...(importId && { importId: importId.kind === "value" ? plain(importId.value, text) : { $: importId.kind } }),
    ...sidesOf(change, text),
  };
}

function invocationOf(invocation: PlannedInvocation, text: TextOf): CanonicalValue {
  const { address, lifecycle_action_trigger: trigger, config_values: values, config_sensitive: marks } = invocation;
  const { after, unknown } = sidesOf(
    {
      actions: [],
      replace_paths: [],
      after: values,
      after_sensitive: marks,
      after_unknown: invocation.config_unknown,
    },
    text,
  );
  return { address: text(address), trigger: plain(trigger ?? null, text), config: after, unknown };
}

/** @param name What the value is called, of an output: a name can tell that it is a secret. */
function sidesOf(change: PlannedChange, text: TextOf, name = ""): CanonicalSides {
  const before = withoutSecretShapes(change.before ?? undefined);
  const after = withoutSecretShapes(change.after ?? undefined);
  const marked = { before: change.before_sensitive, after: change.after_sensitive };
  const suspects = suspectsOfChange(change, name);
  const trees = telling([marked.before, marked.after, suspects.before, suspects.after]);
  const unknown = onlyTrue(change.after_unknown);
  return {
    actions: change.actions,
    ...(before !== undefined && { before: visible(before, after, trees, MASKED.same, text) }),
    ...(after !== undefined && { after: visible(after, before, trees, MASKED.changed, text) }),
    ...(unknown !== undefined && { unknown: plain(unknown, text) }),
  };
}

/** One side, masked where any tree of marks hides that place on either side. */
function visible(value: unknown, other: unknown, trees: readonly Marks[], differing: object, text: TextOf): unknown {
  if (trees.some((marks) => hides(marks, value) || hides(marks, other))) {
    return isDeepStrictEqual(value, other) ? MASKED.same : differing;
  }
  if (trees.length === 0 || !isContainer(value)) return plain(value, text);
  return mapped(value, text, (key) =>
    visible(
      valueAt(value, key),
      valueAt(other, key),
      telling(trees.map((marks) => valueAt(marks, key))),
      differing,
      text,
    ),
  );
}

/** The trees that can hide anything. */
const telling = (trees: readonly Marks[]): readonly Marks[] =>
  trees.filter((marks) => marks === true || isContainer(marks));

/** A value of which nothing is hidden. */
function plain(value: unknown, text: TextOf): CanonicalValue {
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return canonicalNumber(value, text);
  return isContainer(value) ? mapped(value, text, (key) => plain(valueAt(value, key), text)) : value;
}

function mapped(value: Container, text: TextOf, part: (key: Key) => CanonicalValue): CanonicalValue {
  if (Array.isArray(value)) return value.map((_, index) => part(index));
  const entries = keysOf(value).map((key) => [text(String(key)), part(key)] as const);
  if (entries.some(([key]) => typeof key !== "string")) return { $map: sorted(entries) };
  return Object.fromEntries(entries.map(([key, item]) => [ownKey(key as string), item]));
}

const ownKey = (key: string): string => (key.startsWith("$") ? `$${key}` : key);

/** What `true` stands for in a tree; the rest of it says nothing. */
function onlyTrue(tree: unknown): unknown {
  if (tree === true) return true;
  if (!isContainer(tree)) return undefined;
  const parts = keysOf(tree).map((key) => [String(key), onlyTrue(valueAt(tree, key))] as const);
  const told = parts.filter(([, part]) => part !== undefined);
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}
