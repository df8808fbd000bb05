import { isBlock, isList, isUnknown, type Unknown, type Value } from "../value";

/** A text somewhere inside of a value. */
export interface Leaf {
  /** Name of the attribute that holds it, or of the map's key; of an item of a list, that of the list. */
  readonly key: string;
  /** Where it stands: `default_action[0].client_secret`. */
  readonly path: string;
  readonly value: string | Unknown;
}

/** Every text inside of a value, also those that are known in part. */
export function* textsIn(value: Value, key = "", path = key): Iterable<Leaf> {
  if (typeof value === "string" || isUnknown(value)) yield { key, path, value };
  else if (isList(value)) for (const [index, item] of value.entries()) yield* textsIn(item, key, `${path}[${index}]`);
  else if (isBlock(value)) {
    for (const [name, inside] of Object.entries(value)) yield* textsIn(inside, name, path ? `${path}.${name}` : name);
  }
}

/**
 * Whether any text inside of a value is one that is looked for. Much faster than `textsIn`, which writes down every path: ask
 * this first where most values hold none.
 */
export function holdsText(
  value: Value,
  key: string,
  isMeant: (key: string, text: string | Unknown) => boolean,
): boolean {
  if (typeof value === "string" || isUnknown(value)) return isMeant(key, value);
  if (isList(value)) return value.some((item) => holdsText(item, key, isMeant));
  if (!isBlock(value)) return false;
  for (const name in value) if (holdsText(value[name] ?? null, name, isMeant)) return true;
  return false;
}

/** What of a text is known: all of it, or what stands around its expressions. */
export const knownText = (value: string | Unknown): string => (isUnknown(value) ? (value.template ?? "") : value);
