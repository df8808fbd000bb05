import type { AttributeChange } from "../attributes/attribute-changes";
import type { Danger } from "../dangers/danger";
import { isNoise, mayNotChange, splitNoise } from "../groups/noise";
import type { ResourceChange } from "../report";
import { reasonFor } from "../wording/reasons";
import { isOnlyKnownLater } from "../wording/values";
import { violationInWords } from "../wording/violations";
import { count } from "../wording/words";
import { between, code, type Html, html, NOTHING, phrase, when } from "./html";
import { signOf, wordsFor } from "./signs";
import { shownValue } from "./values";
import type { Entry, View } from "./view";

/** So many changed attributes are named beside an address. */
const HINTS = 3;

/** A change, or several that differ in their addresses alone: a line, and what is known of it below. */
export function changeEntry(entry: Entry, view: View, body: Html | undefined): Html {
  const { change } = entry;
  const dangers = [change, ...entry.alike].flatMap((each) => view.dangerOf.get(each) ?? []);
  const line = html`${signOf(change.action)}<span class="said">${wordsFor(change.action)}: </span><code class="address">${change.address}</code>${badgesOf(entry, dangers)}${hintOf(change)}`;
  const marks = html` id="${view.idOf.get(change) ?? ""}" data-kind="${change.action}" data-number="${1 + entry.alike.length}"${dangers.length > 0 ? html` data-danger` : NOTHING}${isNoise(change) ? html` data-noise` : NOTHING}`;
  if (!body) return html`<div class="item"${marks}><div class="head">${line}</div></div>\n`;
  return html`<details class="item"${marks}><summary>${line}</summary><div class="body">${body}</div></details>\n`;
}

function badgesOf({ change, alike, stacks }: Entry, dangers: readonly Danger[]): Html {
  const badge = (text: string, loud = false) => html`<span class="badge${loud ? " loud" : ""}">${text}</span>`;
  return html`${when(change.violations, () => badge("refused", true))}${when(alike.length > 0, () => badge(`and ${count(alike.length)} more alike`))}${when(
    dangers.some(({ isStateful }) => isStateful),
    () => badge("stateful", true),
  )}${when(
    dangers.some(({ kind }) => kind === "unprotect"),
    () => badge("protection off", true),
  )}${when(change.importId, () => badge("imported"))}${when(change.previousAddress, () => badge("moved"))}${when(
    mayNotChange(change),
    () => badge("may not change"),
  )}${when(stacks > 1, () => badge(`the same in ${count(stacks, "stack")}`))}`;
}

/** What changes, in a few names, so that not every entry has to be opened. */
function hintOf(change: ResourceChange): Html {
  if (change.action === "create" || change.attributes.length === 0) return NOTHING;
  const { rest, noise } = splitNoise(change);
  const told = rest.length > 0 ? rest : noise;
  const weight = (attribute: AttributeChange) =>
    attribute.forcesReplacement ? 0 : isOnlyKnownLater(attribute) ? 2 : 1;
  const first = [...told].sort((a, b) => weight(a) - weight(b)).slice(0, HINTS);
  const more = told.length - first.length;
  return html`<span class="hint">${between(
    first.map(({ path }) => code(path)),
    ", ",
  )}${more > 0 ? ` and ${count(more)} more` : ""}</span>`;
}

/** Everything that is known of a change; undefined when that is no more than its line says. */
export function changeBody({ change, alike }: Entry, view: View, attributes: Html): Html | undefined {
  const { importId, previousAddress, action, generatesConfig } = change;
  const reason = view.dangerOf.get(change)?.reason ?? reasonFor(change);
  const lines = [
    ...(change.violations ?? []).map((violation) => html`<p>Refused: ${phrase(violationInWords(violation))}</p>`),
    ...(reason.length > 0 ? [html`<p>Why: ${phrase(reason)}.</p>`] : []),
    ...(action === "move" && previousAddress ? [html`<p>It was ${code(previousAddress)} before.</p>`] : []),
    ...(importId
      ? [
          html`<p>Imported${importId.kind === "absent" ? NOTHING : html`, by the id ${shownValue(importId)}`}${generatesConfig ? "; Terraform writes its configuration" : ""}.</p>`,
        ]
      : []),
    ...(alike.length > 0 ? [alikeList(alike, view)] : []),
    ...(attributes.markup === "" ? [] : [attributes]),
    ...(action === "update" && change.attributes.length === 0
      ? [html`<p>No attribute differs that Terraform shows.</p>`]
      : []),
  ];
  return lines.length > 0 ? html`${lines}` : undefined;
}

const alikeList = (alike: readonly ResourceChange[], view: View): Html =>
  html`<p>The same happens to ${count(alike.length)} more:</p><ul class="addresses">${alike.map(
    (each) => html`<li id="${view.idOf.get(each) ?? ""}"><code class="address">${each.address}</code></li>`,
  )}</ul>`;
