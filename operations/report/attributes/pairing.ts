import { type Identity, type Items, identityOf, keysOfItems } from "./identity";
import {
  addAlike,
  addAtIndex,
  addEnds,
  addEqual,
  addUnknown,
  type BothSides,
  noPartners,
  type Partners,
} from "./partners";
import type { IdOf, same } from "./same";
import type { TruthTree } from "./truth-tree";

/** An item of a list before, after, or on both sides, by its indices. */
export interface Pair {
  readonly before?: number;
  readonly after?: number;
}

/** Which items of a list are the same ones on both sides. */
export interface Pairing {
  /** In the order after; then those that go away, in the order before. */
  readonly pairs: readonly Pair[];
  /** The fields that tell the items apart; undefined when only their likeness and their indices do. */
  readonly fields?: readonly string[];
}

/** Pairs the items of two lists, of which not all are scalars. */
export function paired(
  before: Items,
  after: Items,
  unknown: readonly TruthTree[],
  idOf: IdOf,
  equals: typeof same,
): Pairing {
  const sides: BothSides = { before: before.values, after: after.values, unknown };
  const partners = noPartners(sides);
  const identity = identityOf(before, after);
  if (identity) {
    addIdentical(partners, before, after, identity);
    if (!identity.isName) addAlike(partners, idOf);
  } else {
    addEnds(partners, sides, equals);
    addEqual(partners, idOf);
    addAlike(partners, idOf);
    addAtIndex(partners, sides);
    addUnknown(partners);
  }
  const pairs = inOrder(partners, sides);
  return identity ? { pairs, fields: identity.fields } : { pairs };
}

function addIdentical(partners: Partners, before: Items, after: Items, { fields }: Identity): void {
  const keys = keysOfItems(after, fields);
  for (const [key, index] of keysOfItems(before, fields) ?? []) {
    const partner = keys?.get(key);
    if (partner !== undefined) partners.add(index, partner);
  }
}

function inOrder(partners: Partners, { before, after }: BothSides): readonly Pair[] {
  const staying = after.map((_, index): Pair => {
    const partner = partners.before(index);
    return partner === undefined ? { after: index } : { before: partner, after: index };
  });
  const gone = before.flatMap((_, index): readonly Pair[] =>
    partners.after(index) === undefined ? [{ before: index }] : [],
  );
  return [...staying, ...gone];
}
