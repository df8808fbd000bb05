import type { Deferral, Drift, FailedCheck, Invocation, OutputChange, PlanContent } from "../report";
import { deferralReason } from "../wording/reasons";
import { count } from "../wording/words";
import type { AttributeBodies } from "./attribute-bodies";
import { attributeTable } from "./attribute-table";
import { between, code, type Html, html, NOTHING, phrase, when } from "./html";
import { signOf } from "./signs";

/** The kinds of entries that are no changes of resources, by which a reader can filter, too. */
export const OTHER_KINDS = {
  output: "outputs",
  drift: "drift",
  deferred: "deferred",
  invocation: "actions",
  check: "failed checks",
} as const;

type Kind = keyof typeof OTHER_KINDS;

/** A part of a stack: a heading with a number, and entries. */
export const part = (title: Html, entries: readonly Html[], number = entries.length): Html =>
  when(
    entries.length > 0,
    () =>
      html`<section class="part"><h3>${title} <span class="number">${count(number)}</span></h3><div class="items${entries.length > 50 ? " many" : ""}">${entries}</div></section>\n`,
  );

/** What a plan holds beside changes of resources. */
export const otherParts = (content: PlanContent, bodies: AttributeBodies): Html =>
  html`${[
    part(html`Failed checks`, content.failedChecks.map(checkEntry)),
    part(html`Outputs`, content.outputs.map(outputEntry)),
    part(
      html`Drift that this plan undoes or builds upon`,
      content.drift.filter(({ isRelevant }) => isRelevant).map((drift) => driftEntry(drift, bodies)),
    ),
    part(html`Deferred to a later plan`, content.deferred.map(deferralEntry)),
    part(html`Actions that run`, content.invocations.map(invocationEntry)),
    otherDrift(
      content.drift.filter(({ isRelevant }) => !isRelevant),
      bodies,
    ),
  ]}`;

const otherDrift = (drifts: readonly Drift[], bodies: AttributeBodies): Html =>
  when(
    drifts.length > 0,
    () =>
      html`<details class="fold part"><summary><h3>Other drift, which this plan leaves alone <span class="number">${count(drifts.length)}</span></h3></summary><div class="items">${drifts.map((drift) => driftEntry(drift, bodies))}</div></details>\n`,
  );

const entry = (kind: Kind, line: Html, body: Html = NOTHING, open = false): Html =>
  body.markup === ""
    ? html`<div class="item" data-kind="${kind}" data-number="1"><div class="head">${line}</div></div>\n`
    : html`<details class="item" data-kind="${kind}" data-number="1"${open ? html` open` : NOTHING}><summary>${line}</summary><div class="body">${body}</div></details>\n`;

function outputEntry({ name, action, actions, attributes, readBy = [] }: OutputChange): Html {
  const line = html`${signOf(action)}<span class="said">${action} </span><code class="address">${name}</code>${when(
    action === "unknown",
    () => html`<span class="hint">Terraform calls it ${code(JSON.stringify(actions))}</span>`,
  )}${when(readBy.length > 0, () => html`<span class="hint">read by ${between(readBy.map(code), ", ")}</span>`)}`;
  return entry("output", line, attributeTable(attributes, action));
}

function driftEntry(drift: Drift, bodies: AttributeBodies): Html {
  const line = html`${signOf(drift.action)}<code class="address">${drift.address}</code>${when(
    drift.action === "delete",
    () => html`<span class="hint">no longer exists</span>`,
  )}${drift.previousAddress ? html`<span class="hint">moved from ${code(drift.previousAddress)}</span>` : NOTHING}`;
  return entry("drift", line, bodies.of(drift));
}

const deferralEntry = ({ address, actions, reason }: Deferral): Html =>
  entry(
    "deferred",
    html`<code class="address">${address}</code><span class="hint">${code(actions.join(", "))}, put off: ${phrase(deferralReason(reason))}</span>`,
  );

const invocationEntry = ({ address, trigger }: Invocation): Html =>
  entry(
    "invocation",
    html`<code class="address">${address}</code>${
      trigger ? html`<span class="hint">${code(trigger.event)} of ${code(trigger.address)}</span>` : NOTHING
    }`,
  );

const checkEntry = ({ address, problems }: FailedCheck): Html =>
  entry(
    "check",
    html`${signOf("unprotect")}<code class="address">${address}</code>`,
    when(problems.length > 0, () => html`<ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`),
    true,
  );
