import type { ResourceChange } from "../report";
import { count } from "../wording/words";
import { attributesOf } from "./attribute-table";
import { type Html, html, NOTHING } from "./html";
import type { View } from "./view";

/**
 * So much is written of attributes, in UTF-16 units of HTML: a browser still opens such a page in a moment, and a reader
 * looks for single things in it.
 */
export const MOST_ATTRIBUTES = 12_000_000;

/** The attributes of each change of a page. */
export interface AttributeBodies {
  readonly of: (change: ResourceChange) => Html;
  /** Number of changes whose attributes had no room. */
  readonly leftOut: number;
}

/**
 * Writes the attributes of changes, the ones that matter most first, until there is no more room for them: dangers, then
 * updates and whatever else changes something, then what is new, then drift that this plan does not touch.
 */
export function attributeBodies(view: View, most: number = MOST_ATTRIBUTES): AttributeBodies {
  const bodies = new Map<ResourceChange, Html>();
  let room = most;
  let leftOut = 0;
  for (const change of byImportance(view)) {
    const body = change.attributes.length === 0 ? NOTHING : room > 0 ? attributesOf(change) : undefined;
    if (body === undefined) leftOut += 1;
    room -= body?.markup.length ?? 0;
    bodies.set(change, body ?? leftOutNote(change));
  }
  return { of: (change) => bodies.get(change) ?? NOTHING, leftOut };
}

function byImportance({ stacks, dangerOf }: View): readonly ResourceChange[] {
  const ranks: [ResourceChange[], ResourceChange[], ResourceChange[], ResourceChange[]] = [[], [], [], []];
  for (const { stack, entries } of stacks) {
    for (const { change } of entries) ranks[dangerOf.has(change) ? 0 : change.action === "create" ? 2 : 1].push(change);
    for (const drift of stack.content?.drift ?? []) ranks[drift.isRelevant ? 1 : 3].push(drift);
  }
  return ranks.flat();
}

const leftOutNote = ({ attributes }: ResourceChange): Html =>
  html`<p class="quiet">${count(attributes.length, "attribute")} not shown: this page would be too big for a browser. The report for machines has them.</p>`;
