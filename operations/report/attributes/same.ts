import { isContainer } from "./json-tree";

/** Whether two JSON values are equal; the order of keys has no meaning, and zero has no sign. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isContainer(a) || !isContainer(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!same(a[index], b[index])) return false;
    return true;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const [ofA, ofB] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  for (const key of keys) if (!Object.hasOwn(b, key) || !same(ofA?.[key], ofB?.[key])) return false;
  return true;
}

/** A number for a JSON value: equal values have the same one, other values another one. */
export type IdOf = (value: unknown) => number;

/** Numbers for values. It sees each part of a value once, however often it is asked, as long as values do not change. */
export function valueIds(): IdOf {
  const scalars = new Map<unknown, number>();
  const contents = new Map<string, number>();
  const seen = new Map<object, number>();
  let count = 0;
  const numbered = <K>(known: Map<K, number>, key: K): number => {
    const id = known.get(key) ?? count++;
    known.set(key, id);
    return id;
  };
  const idOf: IdOf = (value) => {
    if (!isContainer(value)) return numbered(scalars, value);
    const known = seen.get(value);
    if (known !== undefined) return known;
    const content = Array.isArray(value)
      ? `[${value.map(idOf).join()}`
      : `{${Object.entries(value)
          .map(([key, item]) => `${idOf(key)}:${idOf(item)}`)
          .sort()
          .join()}`;
    const id = numbered(contents, content);
    seen.set(value, id);
    return id;
  };
  return idOf;
}
