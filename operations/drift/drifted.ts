import { revealing } from "../report/attributes/placeholders";
import { splitNoise } from "../report/groups/noise";
import { contentOf } from "../report/plan-content";
import type { StackPlan } from "../report/read/stack-plan";
import type { ResourceChange } from "../report/report";
import type { IgnoredPart, StackDrift } from "./drift-report";
import type { Ignores } from "./ignored-attributes";

/**
 * What differs between a state and what is there, and what of it is ignored.
 *
 * @param plan A refresh-only plan.
 * @param hide Takes out of a text what must not be shown.
 */
export function driftedIn(
  plan: StackPlan,
  ignores: Ignores,
  hide: (text: string) => string,
): Pick<StackDrift, "resources" | "ignored"> {
  const resources: ResourceChange[] = [];
  const ignored: IgnoredPart[] = [];
  for (const { isRelevant: _, ...change } of contentOf(plan, revealing([]), hide).drift) {
    if (NO_DRIFT.has(change.action)) continue;
    if (change.action !== "update") {
      const by = ignores(change);
      if (by) ignored.push({ address: change.address, by });
      else resources.push(change);
      continue;
    }
    const { mirrors } = splitNoise(change);
    const counting = change.attributes.filter((attribute) => {
      if (mirrors.includes(attribute)) return false;
      const by = ignores(change, attribute);
      if (by) ignored.push({ address: change.address, attribute, by });
      return by === undefined;
    });
    if (counting.length > 0) resources.push({ ...change, attributes: counting });
  }
  return { resources, ignored };
}

/** What Terraform tells beside it: another address, or what it only reads. */
const NO_DRIFT: ReadonlySet<ResourceChange["action"]> = new Set(["move", "import", "read"]);
