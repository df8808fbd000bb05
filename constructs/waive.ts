import type { TerraformElement } from "cdktf";
import { problemOf, type Waiver } from "../policies/waiver";

const waived = new WeakMap<TerraformElement, readonly Waiver[]>();

/**
 * Says, beside the resource and in what is synthesized, that a rule of policies/ does not hold for it. The finding stays
 * visible as waived; after the last day it refuses again.
 *
 * @throws Error when it gives no reason, no owner, or no day.
 */
export function waive(resource: TerraformElement, waiver: Waiver): void {
  const problem = problemOf(waiver);
  if (problem) throw new Error(`the waiver of "${waiver.rule}" for ${resource.node.path}: ${problem}`);
  const waivers = [...(waived.get(resource) ?? []), waiver];
  waived.set(resource, waivers);
  resource.addOverride("//.policy.waivers", waivers);
}
