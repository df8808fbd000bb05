import { isContainer, type Key, valueAt } from "../attributes/json-tree";
import type { Copies } from "./copies";
import { SHORTEST_INSIDE } from "./literal-index";
import { hides, type Marks } from "./sensitivity";

/**
 * Marks with those of copies added.
 *
 * @param trees What is marked already, by whomever.
 * @param isRoot Whether the keys are those of a schema; deeper inside they may be data, and copies themselves.
 * @param own Those of the trees that the result begins with.
 */
export function withCopies(value: unknown, trees: readonly Marks[], own: Marks, copies: Copies, isRoot = true): Marks {
  if (own === true || trees.some((marks) => hides(marks, value))) return own;
  if (!isContainer(value)) return copies.isCopy(value) || own;
  const inside = (key: Key) =>
    withCopies(
      valueAt(value, key),
      trees.map((marks) => valueAt(marks, key)),
      valueAt(own, key) ?? false,
      copies,
      false,
    );
  if (Array.isArray(value)) {
    const marks = value.map((_, index) => inside(index));
    return marks.some((each) => each !== false) && marks;
  }
  const keys = Object.keys(value);
  if (!isRoot && keys.some((key) => key.length >= SHORTEST_INSIDE && copies.isIn(key))) return true;
  const found = keys.map((key) => [key, inside(key)] as const).filter(([, marks]) => marks !== false);
  return found.length > 0 && Object.fromEntries(found);
}

/** The marks of two sides as one. Items of arrays have no place in common: there the first side's marks stay. */
export function ofBothSides(own: Marks, other: Marks): Marks {
  if (own === true || other === true) return true;
  if (!isContainer(other) || Array.isArray(other)) return own;
  if (!isContainer(own)) return own === false ? withoutArrays(other) : own;
  if (Array.isArray(own)) return own;
  const keys = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  const found = keys.map(
    (key) => [key, ofBothSides(valueAt(own, key) ?? false, valueAt(other, key) ?? false)] as const,
  );
  return Object.fromEntries(found.filter(([, marks]) => marks !== false));
}

/** Without the marks inside arrays, which say nothing about another array. */
export function withoutArrays(marks: Marks): Marks {
  if (marks === true) return true;
  if (!isContainer(marks) || Array.isArray(marks)) return false;
  const found = Object.entries(marks).map(([key, each]) => [key, withoutArrays(each)] as const);
  const kept = found.filter(([, each]) => each !== false);
  return kept.length > 0 && Object.fromEntries(kept);
}
