import type { AttributeChange } from "../attributes/attribute-changes";
import { changesOf } from "../queries";
import type { Report } from "../report";
import type { Place } from "./change-groups";
import { isNoise, splitNoise } from "./noise";

/** Updates of which everything is noise, and the same noise, whatever their types. */
export interface NoiseGroup {
  /** What differs, once: without what only repeats it. */
  readonly attributes: readonly AttributeChange[];
  readonly at: readonly Place[];
}

/** All updates of a report of which everything is noise, each in exactly one group; in the order of their first ones. */
export function noiseGroups({ stacks }: Report): readonly NoiseGroup[] {
  const groups = new Map<string, { readonly attributes: readonly AttributeChange[]; readonly at: Place[] }>();
  for (const stack of stacks) {
    for (const change of changesOf(stack).filter(isNoise)) {
      const { noise } = splitNoise(change);
      const likeness = JSON.stringify(noise);
      const group = groups.get(likeness) ?? { attributes: noise, at: [] };
      group.at.push({ stack: stack.id, address: change.address });
      groups.set(likeness, group);
    }
  }
  return [...groups.values()];
}
