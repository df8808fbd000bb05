import { isContainer, type Key, keysOf, valueAt } from "../attributes/json-tree";

/**
 * What Terraform marks as sensitive in a value: `true` for a whole subtree, or a tree of the value's shape with `true`
 * at what is sensitive. Source: `before_sensitive` in "JSON Output Format" of Terraform's documentation.
 */
export type Marks = unknown;

/** What stands in the place of a sensitive part of a value. */
export const SENSITIVE = "(sensitive)";

/** Whether a value must not be shown as a whole. A tree of marks that does not fit the value hides all of it. */
export function hides(marks: Marks, value: unknown): boolean {
  if (marks === true) return true;
  if (value === null || value === undefined || !isContainer(marks)) return false;
  return !(isContainer(value) && Array.isArray(value) === Array.isArray(marks)) && holdsTrue(marks);
}

/**
 * A copy of a value with each part hidden that one of several trees of marks hides.
 *
 * @param placeholder What stands in the place of what is hidden.
 */
export function withoutSensitive(value: unknown, trees: readonly Marks[], placeholder = SENSITIVE): unknown {
  if (trees.some((marks) => hides(marks, value))) return placeholder;
  if (!isContainer(value)) return value;
  const part = (key: Key) =>
    withoutSensitive(
      valueAt(value, key),
      trees.map((marks) => valueAt(marks, key)),
      placeholder,
    );
  return Array.isArray(value)
    ? value.map((_, index) => part(index))
    : Object.fromEntries(keysOf(value).map((key) => [key, part(key)]));
}

/** Whether `true` stands anywhere in a tree of marks. */
export const holdsTrue = (tree: unknown): boolean =>
  tree === true || (isContainer(tree) && Object.values(tree).some(holdsTrue));
