import type { Action } from "../actions";
import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import { splitNoise } from "../groups/noise";
import type { ResourceChange } from "../report";
import { isNothing, isOnlyKnownLater, ONLY } from "../wording/values";
import { count } from "../wording/words";
import { between, type Html, html, NOTHING, when } from "./html";
import { hunksOf } from "./text-hunks";
import { originOf, shownValue, sidesOf } from "./values";

/** The attributes of a change: what a reviewer reads, and folded below it what only says something to nobody. */
export function attributesOf(change: ResourceChange): Html {
  const { rest, noise, mirrors } = change.action === "create" ? all(change) : splitNoise(change);
  const folded = [...noise, ...mirrors];
  if (rest.length === 0) return attributeTable(folded, change.action);
  const fold = html`<details class="fold"><summary>${count(folded.length, "more attribute")}: tags, descriptions, or another way to write the same</summary>${attributeTable(folded, change.action)}</details>`;
  return html`${attributeTable(rest, change.action)}${when(folded.length > 0, () => fold)}`;
}

/** Of what is new, nothing is noise. */
const all = ({ attributes }: ResourceChange) => ({ rest: attributes, noise: [], mirrors: [] });

/** Attributes in a table; those of which nothing is known but that they will be, in one line below it. */
export function attributeTable(attributes: readonly AttributeChange[], action: Action): Html {
  const now = attributes.filter((attribute) => !isOnlyKnownLater(attribute));
  const later = attributes.filter(isOnlyKnownLater);
  const isNew = now.every(({ before }) => isNothing(before)) && action === "create";
  return html`${when(now.length > 0, () => (isNew ? newTable(now) : changedTable(now)))}${when(later.length > 0, () => laterLine(later))}`;
}

const newTable = (attributes: readonly AttributeChange[]): Html =>
  html`<table class="attributes"><thead><tr><th scope="col">attribute</th><th scope="col">value</th></tr></thead><tbody>${attributes.map(
    (attribute) => html`<tr>${nameCell(attribute)}<td class="after">${shownValue(attribute.after)}</td></tr>`,
  )}</tbody></table>`;

const changedTable = (attributes: readonly AttributeChange[]): Html =>
  html`<table class="attributes"><thead><tr><th scope="col">attribute</th><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>${attributes.map(changedRow)}</tbody></table>`;

function changedRow(attribute: AttributeChange): Html {
  const hunks = hunksOf(attribute);
  if (hunks) return html`<tr>${nameCell(attribute)}<td colspan="2">${hunks}</td></tr>`;
  const [before, after] = sidesOf(attribute);
  return html`<tr>${nameCell(attribute)}<td class="before${nothingIf(attribute.before)}" data-side="before">${before}</td><td class="after${nothingIf(attribute.after)}" data-side="after">${after}</td></tr>`;
}

const nothingIf = ({ kind }: Shown): string => (kind === "absent" ? " nothing" : "");

function nameCell({ path, forcesReplacement, only, inside }: AttributeChange): Html {
  const remark = (text: string) => html`<span class="remark">${text}</span>`;
  return html`<th scope="row"><code class="path">${path}</code>${
    forcesReplacement ? html`<span class="remark loud">forces the replacement</span>` : NOTHING
  }${only ? remark(ONLY[only]) : NOTHING}${inside ? remark(`read as ${inside.format.toUpperCase()}`) : NOTHING}</th>`;
}

const laterLine = (attributes: readonly AttributeChange[]): Html =>
  html`<p class="quiet">Known after apply: ${between(attributes.map(laterName), ", ")}</p>`;

const laterName = ({ path, after }: AttributeChange): Html =>
  html`<code class="path">${path}</code>${after.kind === "unknown" && after.from?.length ? html` (${originOf(after.from)})` : NOTHING}`;
