import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../terraform-json/json";
import { type AttributeChange, attributeChanges } from "../report/attributes/attribute-changes";
import type { Marks } from "../report/secrets/sensitivity";
import { withoutSecretsInText } from "../report/secrets/suspects";
import { sensitiveMarks, telling } from "./redaction";
import type { StateDocument, StateInstance } from "./state-document";

/** What differs between two versions of a state; free of secrets. Each list is sorted by address. */
export interface StateDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ChangedPart[];
  readonly outputs: readonly ChangedPart[];
}

export interface ChangedPart {
  /** Address of an instance, or name of an output. */
  readonly name: string;
  readonly attributes: readonly AttributeChange[];
  /** Whether the instance became tainted, or is no longer. */
  readonly tainted?: "now" | "no longer";
}

/** How many instances differ between two versions. */
export interface DiffCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Compares two versions of a state. */
export function stateDiff(before: StateDocument, after: StateDocument): StateDiff {
  const pairs = paired(before, after);
  return {
    added: pairs.filter(({ old }) => !old).map(({ name }) => name),
    removed: pairs.filter(({ now }) => !now).map(({ name }) => name),
    changed: pairs.flatMap(({ name, old, now }) =>
      old && now && differs(old, now) ? [changedInstance(name, old, now)] : [],
    ),
    outputs: changedOutputs(before, after),
  };
}

/** The same, in numbers alone. */
export function diffCounts(before: StateDocument, after: StateDocument): DiffCounts {
  const pairs = paired(before, after);
  return {
    added: pairs.filter(({ old }) => !old).length,
    removed: pairs.filter(({ now }) => !now).length,
    changed: pairs.filter(({ old, now }) => old && now && differs(old, now)).length,
  };
}

interface Pair {
  readonly name: string;
  readonly old: StateInstance | undefined;
  readonly now: StateInstance | undefined;
}

function paired(before: StateDocument, after: StateDocument): readonly Pair[] {
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((name) => ({ name: withoutSecretsInText(name), old: old.get(name), now: now.get(name) }));
}

const byName = ({ instances }: StateDocument): ReadonlyMap<string, StateInstance> =>
  new Map(instances.map((instance) => [nameOf(instance), instance]));

/** An instance's address; of what a replacement left over, also its key. */
export const nameOf = ({ address, deposed }: Pick<StateInstance, "address" | "deposed">): string =>
  deposed === undefined ? address : `${address} (deposed ${deposed})`;

const differs = (old: StateInstance, now: StateInstance): boolean =>
  old.isTainted !== now.isTainted || !isDeepStrictEqual(telling(old.attributes), telling(now.attributes));

function changedInstance(name: string, old: StateInstance, now: StateInstance): ChangedPart {
  return {
    name,
    attributes: changes(telling(old.attributes), telling(now.attributes), sensitiveMarks(old), sensitiveMarks(now)),
    ...(old.isTainted !== now.isTainted && { tainted: now.isTainted ? "now" : "no longer" }),
  };
}

function changedOutputs(before: StateDocument, after: StateDocument): readonly ChangedPart[] {
  const [old, now] = [before, after].map(({ outputs }) => new Map(outputs.map((output) => [output.name, output])));
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old?.get(name), now?.get(name)];
    if (isDeepStrictEqual(was?.value, is?.value)) return [];
    const attributes = changes(was?.value, is?.value, was?.isSensitive === true, is?.isSensitive === true, name);
    return [{ name, attributes }];
  });
}

/** As the report on a plan compares the two sides of a change. */
function changes(
  before: Json | undefined,
  after: Json | undefined,
  markedBefore: Marks,
  markedAfter: Marks,
  root = "",
): readonly AttributeChange[] {
  const change = {
    actions: ["update"],
    before: before ?? null,
    after: after ?? null,
    before_sensitive: markedBefore,
    after_sensitive: markedAfter,
    after_unknown: false,
    replace_paths: [],
  };
  return attributeChanges(change, root);
}
