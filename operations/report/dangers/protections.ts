import { withoutKeys } from "../address";
import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import type { ResourceChange } from "../report";
import { matches } from "./allowed";
import type { ProtectionRule, SwitchOff } from "./protection-rule";
import { PROTECTION_RULES } from "./protection-rules";

/** A protection that an update switches off, or weakens. */
export interface SwitchedOff {
  readonly attribute: AttributeChange;
  /** What then holds, as a clause: "it can be deleted". */
  readonly so: string;
  /** False when it is not known yet whether it does. */
  readonly isCertain: boolean;
}

/**
 * The protections that an update switches off, or may, in the order of its attributes. None for any other action: what is
 * created was never protected, and what is destroyed or replaced is a danger anyway.
 */
export const switchedOff = ({ action, type, attributes }: ResourceChange): readonly SwitchedOff[] =>
  action === "update" ? attributes.flatMap((attribute) => offBy(type, attribute)) : [];

/** Whether an attribute of a type is a protection that this change of it switches off, or may. */
export const isSwitchedOff = (type: string, attribute: AttributeChange): boolean => offBy(type, attribute).length > 0;

/** Rules by the last step of the path of their attributes. */
const RULES = new Map<string, (readonly [path: string, rule: ProtectionRule])[]>();
for (const rule of PROTECTION_RULES) {
  for (const path of rule.attributes) {
    const last = path.slice(path.lastIndexOf(".") + 1);
    RULES.set(last, [...(RULES.get(last) ?? []), [path, rule]]);
  }
}

/** What people write on a resource protects nothing. */
const NOTES = /^(?:tags|tags_all|labels|annotations)(?:[.[]|$)/;

function offBy(type: string, attribute: AttributeChange): readonly SwitchedOff[] {
  if (attribute.only !== undefined || attribute.inside !== undefined || NOTES.test(attribute.path)) return [];
  const path = withoutKeys(attribute.path);
  const rules = RULES.get(path.slice(path.lastIndexOf(".") + 1)) ?? [];
  const found = rules.find(
    ([name, { types }]) =>
      (path === name || path.endsWith(`.${name}`)) && (types?.some((pattern) => matches(pattern, type)) ?? true),
  );
  const rule = found?.[1];
  const isOff = rule && isSwitched(rule.off, attribute);
  return isOff ? [{ attribute, so: rule.so, isCertain: isOff === "yes" }] : [];
}

/** What is hidden or not known yet may be anything. */
type Answer = "yes" | "maybe" | undefined;

function isSwitched(off: SwitchOff, { before, after }: AttributeChange): Answer {
  if (off === "removed") return isGiven(before) && !isGiven(after) ? "yes" : undefined;
  if ("lowered" in off) return isLowered(off.lowered, before, after);
  if (before.kind === "sensitive") return "maybe";
  if ("from" in off) return !isOneOf(off.from, before) || isOneOf(off.from, after) ? undefined : certainty(after);
  if (isOneOf(off.to, before)) return undefined;
  if (isOneOf(off.to, after)) return "yes";
  return certainty(after) === "maybe" ? "maybe" : undefined;
}

const certainty = ({ kind }: Shown): Answer => (kind === "value" || kind === "absent" ? "yes" : "maybe");

const isGiven = (shown: Shown): boolean =>
  shown.kind !== "absent" && !(shown.kind === "value" && (shown.value === null || shown.value === ""));

const isOneOf = (values: readonly (string | boolean)[], shown: Shown): boolean =>
  shown.kind === "value" && values.some((value) => value === shown.value);

function isLowered(
  { none, zeroIsEndless }: Extract<SwitchOff, { lowered: unknown }>["lowered"],
  before: Shown,
  after: Shown,
): Answer {
  const number = (shown: Shown): number | undefined => {
    if (!isGiven(shown)) return none === "endless" ? Number.POSITIVE_INFINITY : undefined;
    if (shown.kind !== "value") return undefined;
    const value = typeof shown.value === "string" ? Number(shown.value) : shown.value;
    if (typeof value !== "number" || Number.isNaN(value)) return undefined;
    return zeroIsEndless && value === 0 ? Number.POSITIVE_INFINITY : value;
  };
  const [from, to] = [number(before), number(after)];
  if (from === undefined) return before.kind === "sensitive" ? "maybe" : undefined;
  if (to === undefined) return from > 0 ? "maybe" : undefined;
  return to < from ? "yes" : undefined;
}
