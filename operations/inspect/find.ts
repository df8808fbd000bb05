import { isInRange } from "../../aws/address-range";
import { IDENTIFYING_ATTRIBUTES } from "../../aws/key-attributes";
import { type JsonObject, objectAt } from "../../terraform-json/json";
import { type Leaf, leavesOf } from "./leaves";
import type { Query } from "./query";
import type { FoundState } from "./read-states";
import type { RedactedInstance } from "./redaction";

/**
 * How a resource fits what was looked for, best first:
 * - `is`: that is its address, id, ARN, name or another thing that names it
 * - `tag`: it has that tag
 * - `named-by-part`: a part of the ARN or URL that was given names it
 * - `mentions`: an attribute of it has that very value
 * - `part`: what names it holds that
 * - `range`: the IP address lies in it
 * - `mentions-part`: another attribute holds that
 */
export type Match = "is" | "tag" | "named-by-part" | "mentions" | "part" | "range" | "mentions-part";

const BEST_FIRST: readonly Match[] = ["is", "tag", "named-by-part", "mentions", "part", "range", "mentions-part"];

/** A resource that fits. */
export interface Hit {
  readonly network: string;
  readonly stack: string;
  readonly instance: RedactedInstance;
  readonly match: Match;
  /** Where it fits best; `address` for the address. */
  readonly path: string;
  readonly value: string;
}

/** The instances in a state that fit. */
export function hitsIn({ network, stack, state }: FoundState, query: Query): readonly Hit[] {
  return state.instances.flatMap((instance) => {
    const best = bestMatch(instance, query);
    return best ? [{ network, stack, instance, ...best }] : [];
  });
}

/**
 * Hits in the order in which a person wants them: the best first; of equal ones, what is managed before what is only read,
 * of those that are named so the thing itself before what hangs on it, whose type is longer; then by stack and address.
 */
export const ranked = (hits: readonly Hit[]): readonly Hit[] =>
  hits
    .map((hit) => ({ hit, key: sortKey(hit) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ hit }) => hit);

function sortKey({ match, instance, stack, value }: Hit): string {
  const { isData, type, address, deposed = "" } = instance;
  const isNamed = match === "is" || match === "named-by-part";
  const size = match === "range" ? 128 - Number(value.split("/")[1]) : isNamed ? type.length : 0;
  const rank = [BEST_FIRST.indexOf(match), isData ? 1 : 0, String(size).padStart(3, "0")];
  return [...rank, stack, address, deposed].join("\n");
}

type Found = Pick<Hit, "match" | "path" | "value">;

function bestMatch(instance: RedactedInstance, query: Query): Found | undefined {
  let best: Found | undefined;
  const take = (match: Match | undefined, path: string, value: string) => {
    if (match === undefined) return;
    if (!best || BEST_FIRST.indexOf(match) < BEST_FIRST.indexOf(best.match)) best = { match, path, value };
  };
  take(matchOf(instance.address, true, query), "address", instance.address);
  for (const leaf of leavesOf(instance.attributes)) {
    const value = String(leaf.value);
    take(matchOf(value, isIdentifying(leaf), query), leaf.path, value);
  }
  take(tagMatch(instance.attributes, query), `tags.${query.tag?.key}`, query.tag?.value ?? "");
  for (const path of RANGES) {
    const range = instance.attributes[path];
    if (query.ip !== undefined && typeof range === "string" && isInRange(range, query.ip)) take("range", path, range);
  }
  return best;
}

function matchOf(value: string, identifies: boolean, { wanted, others }: Query): Match | undefined {
  const text = value.toLowerCase();
  if (text === wanted) return identifies ? "is" : "mentions";
  if (text.includes(wanted)) return identifies ? "part" : "mentions-part";
  return identifies && others.includes(text) ? "named-by-part" : undefined;
}

function tagMatch(attributes: JsonObject, { tag }: Query): Match | undefined {
  if (!tag) return undefined;
  const tags = { ...objectAt(attributes, "tags"), ...objectAt(attributes, "tags_all") };
  return Object.hasOwn(tags, tag.key) && String(tags[tag.key]).toLowerCase() === tag.value.toLowerCase()
    ? "tag"
    : undefined;
}

const isIdentifying = ({ path }: Leaf): boolean => IDENTIFYING_ATTRIBUTES.has(path);

/** Attributes with the range of a network or a subnet. */
const RANGES = ["cidr_block", "ipv6_cidr_block"] as const;
