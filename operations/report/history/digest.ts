import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";
import type { CanonicalPlan } from "./canonical-plan";
import type { PlanRecord } from "./plan-record";

/**
 * Names what a plan does: `sha256:` and 64 hexadecimal digits. Two plans that do the same have the same one, whatever the
 * order of their keys, and whenever they were made. No masked value is part of it.
 */
export const digestOf = (plan: CanonicalPlan): string => sha256(canonicalJson(plan));

/** Names what the plans of all stacks together do, whatever the commit, the run, and the order of the stacks. */
export const digestOfRecord = ({ stacks }: PlanRecord): string =>
  sha256(canonicalJson(stacks.map(({ id, state, digest }) => canonicalJson({ id, state, digest })).sort()));

const sha256 = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
