import { isContainer, keysOf, valueAt } from "../attributes/json-tree";
import { canonicalJson } from "./canonical-json";
import type { CanonicalChange, CanonicalPlan } from "./canonical-plan";
import type { TextPart } from "./canonical-text";

/** So many values are compared before two plans are given up as different: a list can be matched in many ways. */
const MOST_COMPARISONS = 5_000_000;

/** Longest list whose items are matched in another order than they were shown in. */
const LONGEST_REORDERED = 200;

/**
 * Whether a plan does nothing but what was shown, and all of it, where a placeholder that was shown may have become any
 * text, or any number where one was shown. What is masked counts as equal when it is masked in both, and differs from the side before in both or in neither.
 *
 * Terraform sorts the items of a set by their values, so items that hold a placeholder may stand elsewhere; the others keep
 * their order.
 */
export function matchesShown(shown: CanonicalPlan, real: CanonicalPlan): boolean {
  if (canonicalJson(shown) === canonicalJson(real)) return true;
  const { changes: shownChanges, ...shownRest } = shown;
  const { changes: realChanges, ...realRest } = real;
  if (shownChanges.length !== realChanges.length) return false;
  const budget = { left: MOST_COMPARISONS };
  const byKey = new Map(realChanges.map((change) => [keyOf(change), change]));
  const unnamed: CanonicalChange[] = [];
  for (const change of shownChanges) {
    // The address of an instance may hold a placeholder.
    const key = keyOf(change);
    const found = typeof change.address === "string" ? byKey.get(key) : undefined;
    if (!found) unnamed.push(change);
    else if (!matches(change, found, budget)) return false;
    else byKey.delete(key);
  }
  return matches(unnamed, [...byKey.values()], budget) && matches(shownRest, realRest, budget);
}

const keyOf = ({ address, deposed }: CanonicalChange): string => canonicalJson([address, deposed ?? null]);

interface Budget {
  left: number;
}

/** Both are made of JSON values; `undefined` is absent. */
function matches(shown: unknown, real: unknown, budget: Budget): boolean {
  if (budget.left-- <= 0) return false;
  if (!isContainer(shown)) return shown === real;
  if (isNumberPart(shown)) return typeof real === "number" || canonicalJson(shown) === canonicalJson(real);
  const parts = textParts(shown);
  if (parts) return typeof real === "string" ? fits(parts, real) : canonicalJson(shown) === canonicalJson(real);
  if (Array.isArray(shown)) return Array.isArray(real) && listMatches(shown, real, budget);
  const entries = mapEntries(shown);
  if (entries) return listMatches(entries, mapEntries(real) ?? plainEntries(real), budget);
  if (!isContainer(real) || Array.isArray(real)) return false;
  const keys = keysOf(shown);
  return (
    keys.length === keysOf(real).length &&
    keys.every((key) => Object.hasOwn(real, key) && matches(valueAt(shown, key), valueAt(real, key), budget))
  );
}

/** The parts of a text with placeholders. */
function textParts(value: unknown): readonly TextPart[] | undefined {
  const parts = isContainer(value) && !Array.isArray(value) ? valueAt(value, "$") : undefined;
  return Array.isArray(parts) ? parts : undefined;
}

/** Whether it is a placeholder that Terraform made a number of. */
function isNumberPart(value: unknown): boolean {
  const part = isContainer(value) && !Array.isArray(value) ? valueAt(value, "$") : undefined;
  return isContainer(part) && !Array.isArray(part) && Object.hasOwn(part, "number");
}

/** The entries of an object with placeholders in its keys. */
function mapEntries(value: unknown): readonly unknown[] | undefined {
  const entries = isContainer(value) && !Array.isArray(value) ? valueAt(value, "$map") : undefined;
  return Array.isArray(entries) ? entries : undefined;
}

/** The same of an object whose keys are texts; a key of its own that begins with `$` is written with one more. */
function plainEntries(value: unknown): readonly unknown[] {
  if (!isContainer(value) || Array.isArray(value)) return [];
  return keysOf(value).map((key) => [String(key).replace(/^\$\$/, "$"), valueAt(value, key)]);
}

function listMatches(shown: readonly unknown[], real: readonly unknown[], budget: Budget): boolean {
  if (shown.length !== real.length) return false;
  if (shown.every((item, index) => matches(item, real[index], budget))) return true;
  return real.length <= LONGEST_REORDERED && matchesReordered(shown, real, budget);
}

/** Items without a placeholder are found in their order; each of the others gets one of what is left. */
function matchesReordered(shown: readonly unknown[], real: readonly unknown[], budget: Budget): boolean {
  const open = shown.filter(holdsPlaceholder);
  if (open.length === 0) return false;
  const fixed = shown.filter((item) => !holdsPlaceholder(item));
  const left: unknown[] = [];
  let next = 0;
  for (const item of real) {
    if (next < fixed.length && matches(fixed[next], item, budget)) next++;
    else left.push(item);
  }
  return next === fixed.length && left.length === open.length && pairsUp(open, left, budget);
}

/** Whether each of some can have one of the others to itself: augmenting paths, as in any matching of two sides. */
function pairsUp(shown: readonly unknown[], real: readonly unknown[], budget: Budget): boolean {
  const takenBy = new Map<number, number>();
  const place = (item: number, tried: Set<number>): boolean =>
    real.some((candidate, index) => {
      if (tried.has(index) || !matches(shown[item], candidate, budget)) return false;
      tried.add(index);
      const taken = takenBy.get(index);
      if (taken !== undefined && !place(taken, tried)) return false;
      takenBy.set(index, item);
      return true;
    });
  return shown.every((_, index) => place(index, new Set()));
}

const holdsPlaceholder = (value: unknown): boolean =>
  isContainer(value) &&
  (textParts(value) !== undefined ||
    isNumberPart(value) ||
    mapEntries(value) !== undefined ||
    keysOf(value).some((key) => holdsPlaceholder(valueAt(value, key))));

/** Whether a text has all parts of the plan's own, in their order, with something in the place of each placeholder. */
function fits(parts: readonly TextPart[], text: string): boolean {
  let from = 0;
  let isOpen = false;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") {
      // What stands here has at least one character.
      from++;
      isOpen = true;
      continue;
    }
    const isLast = index === parts.length - 1;
    const found = isLast && isOpen ? text.length - part.length : text.indexOf(part, from);
    if (found < from || (!isOpen && found !== from) || !text.startsWith(part, found)) return false;
    from = found + part.length;
    isOpen = false;
  }
  return isOpen ? from <= text.length : from === text.length;
}
