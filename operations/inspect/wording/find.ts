import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";
import type { Described } from "../described";
import type { Hit, Match } from "../find";
import { nameOf } from "../state-diff";
import { originRows } from "./resource";
import { cell, fields } from "./text";

/** A hit, and what is known of it. */
export interface DescribedHit {
  readonly hit: Hit;
  readonly origin: Described;
}

/** What a match says, before the path of the attribute. */
const WORDS: Readonly<Record<Exclude<Match, "tag">, string>> = {
  is: "this is its",
  "named-by-part": "a part of it is its",
  mentions: "it refers to that by its",
  part: "that is a part of its",
  range: "the address lies in its",
  "mentions-part": "that stands in its",
};

/** What names the resource itself: so many of these are told in full. Of all others, a line each. */
const NAMED: ReadonlySet<Match> = new Set(["is", "named-by-part"]);
const MOST_TOLD = 5;

/** Hits for a person: those that are meant in full, or else the best one; the others as rows of a table. */
export function splitHits(hits: readonly DescribedHit[]): {
  readonly told: readonly DescribedHit[];
  readonly listed: readonly DescribedHit[];
} {
  const named = hits.filter(({ hit }) => NAMED.has(hit.match)).slice(0, MOST_TOLD);
  const told = named.length > 0 ? named : hits.slice(0, 1);
  return { told, listed: hits.filter((hit) => !told.includes(hit)) };
}

/** One hit in full. */
export function hitText({ hit, origin }: DescribedHit): string {
  const { stack, network, instance, match, path, value } = hit;
  const { id, arn } = instance.attributes;
  return `${visible(nameOf(instance))}\n${fields([
    ["stack", `${stack} (network ${network})`],
    ...originRows(origin),
    ["id", typeof id === "string" ? id : undefined],
    ["arn", typeof arn === "string" && arn !== id ? arn : undefined],
    ["console", origin.console],
    [
      "found",
      match === "tag"
        ? `it has the tag ${path.slice("tags.".length)}=${cell(value)}`
        : `${WORDS[match]} ${path}${match === "is" ? "" : `, ${cell(value, 120)}`}`,
    ],
  ])}`;
}

export const HIT_HEADINGS = ["stack", "address", "owner", "found in", "value"] as const;

/** The same as a row of a table. */
export const hitCells = ({ hit: { stack, instance, path, value }, origin }: DescribedHit): readonly string[] => [
  cell(stack),
  cell(nameOf(instance), 100),
  cell(origin.owner ?? "-"),
  cell(path, 60),
  cell(value, 60),
];

/** What is said of hits that are not shown. */
export const moreHits = (left: number): string => `${count(left, "more resource")}; --limit shows more`;

export const noHit = (query: string, states: number): string =>
  `nothing in ${count(states, "state")} has "${cell(query)}"`;
