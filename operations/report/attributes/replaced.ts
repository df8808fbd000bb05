import { isContainer, type Key } from "./json-tree";

/**
 * What of `replace_paths` concerns one place: `true` when it lies at or in what forces the replacement, else the rest of
 * each path that leads to something inside it.
 */
export type Replaced = true | readonly (readonly unknown[])[];

/** Nothing forces a replacement. */
export const NOT_REPLACED: Replaced = [];

/** Whether what differs somewhere in a place may be what forces the replacement. */
export const forces = (replaced: Replaced): boolean => replaced === true || replaced.length > 0;

/**
 * The part that concerns a key inside a place, or an item of a list, which may have another index on either side.
 * A step that is a value, as into a set, names no item: then any may be meant.
 */
export function replacedAt(replaced: Replaced, ...keys: readonly (Key | undefined)[]): Replaced {
  if (replaced === true || replaced.length === 0) return replaced;
  const inside = replaced
    .filter(([first]) => isContainer(first) || keys.some((key) => key === first))
    .map(([first, ...rest]) => (isContainer(first) ? [] : rest));
  return endsHere(inside) ? true : inside;
}

/** The paths as Terraform gives them, seen from the whole value. */
export const replacedIn = (paths: readonly (readonly unknown[])[]): Replaced => (endsHere(paths) ? true : paths);

const endsHere = (paths: readonly (readonly unknown[])[]): boolean => paths.some((path) => path.length === 0);
