/**
 * A value of a resource as a rule sees it: JSON, in which whatever is known only after the apply, or what Terraform computes
 * from elsewhere, is an `Unknown`.
 */
export type Value = string | number | boolean | null | Unknown | readonly Value[] | { readonly [key: string]: Value };

/** A block, or a map. */
export type Block = { readonly [key: string]: Value };

/** What is not known where a rule looks. It is never taken for a value that passes. */
export class Unknown {
  /**
   * @param references Addresses of what it comes from, as `aws_kms_key.data` or `data.terraform_remote_state.x`; may be empty.
   * @param template Its text in the configuration, with `${…}` in it; undefined in a plan.
   */
  constructor(
    readonly references: readonly string[],
    readonly template?: string,
  ) {}
}

export const isUnknown = (value: Value | undefined): value is Unknown => value instanceof Unknown;

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isBlock = (value: Value | undefined): value is Block =>
  typeof value === "object" && value !== null && !isList(value) && !isUnknown(value);

/** The blocks under a key, of which Terraform's JSON writes one as itself and several as a list. */
export function blocksIn(value: Value | undefined): readonly Block[] {
  return (isList(value) ? value : [value]).filter(isBlock);
}

/** The items of a list; one value counts as a list of one, and null or nothing as an empty one. */
export function itemsIn(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** A known text; undefined for anything else. */
export const textIn = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);

/** A known number, also written as a text. */
export function numberIn(value: Value | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Addresses that a value refers to, anywhere inside; sorted, each once. */
export function referencesIn(value: Value | undefined): readonly string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found].sort();
}

function collect(value: Value | undefined, found: Set<string>): void {
  if (isUnknown(value)) for (const reference of value.references) found.add(reference);
  else if (isList(value)) for (const item of value) collect(item, found);
  else if (isBlock(value)) for (const item of Object.values(value)) collect(item, found);
}
