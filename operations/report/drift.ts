import { actionOf } from "./actions";
import { withoutKeys, withoutLastKey } from "./address";
import { pathOf } from "./attributes/attribute-path";
import type { PlannedResource, StackPlan } from "./read/stack-plan";
import type { Drift, ResourceChange } from "./report";

/**
 * Says of what changed outside of Terraform whether it matters to a plan: the plan does something to the same resource, or
 * takes an attribute that differs from it. Terraform tells such apart, too: `relevant_attributes` in "JSON Output Format" of
 * its documentation.
 */
export function relevanceIn(plan: StackPlan): (drifted: PlannedResource, change: ResourceChange) => Drift {
  const touched = new Set(plan.resource_changes.filter(actionOf).flatMap(addressesOf));
  const taken = new Map<string, string[]>();
  for (const { resource, attribute } of plan.relevant_attributes) {
    const paths = taken.get(resource) ?? [];
    paths.push(withoutKeys(pathOf(attribute)));
    taken.set(resource, paths);
  }
  return (drifted, change) => {
    const addresses = addressesOf(drifted);
    const paths = addresses.flatMap((address) => [
      ...(taken.get(address) ?? []),
      ...(taken.get(withoutLastKey(address)) ?? []),
    ]);
    return { ...change, isRelevant: addresses.some((address) => touched.has(address)) || takesFrom(change, paths) };
  };
}

const addressesOf = ({ address, previous_address: previous }: PlannedResource): readonly string[] =>
  previous ? [address, previous] : [address];

/** Of a resource that is gone, anything that is taken is. */
function takesFrom({ action, attributes }: ResourceChange, paths: readonly string[]): boolean {
  if (action !== "update") return paths.length > 0;
  return attributes.some((attribute) => {
    const path = withoutKeys(attribute.path);
    // Items are told apart in several ways, so what is taken of one of a list counts as taken of each.
    return paths.some((taken) => taken === "" || isWithin(path, taken) || isWithin(taken, path));
  });
}

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`);
