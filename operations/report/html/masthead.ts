import { ACTIONS, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { changesOf, isImported, isMoved } from "../queries";
import type { Report, StackReport } from "../report";
import type { RunFacts } from "../run-facts";
import { verdictOf } from "../wording/verdict";
import { count } from "../wording/words";
import { code, type Html, html, NOTHING, when } from "./html";
import { signOf } from "./signs";
import type { View } from "./view";

/** The head of the page: what happens in one line, its numbers, and of which run. */
export function masthead({ report, facts }: View): Html {
  const [verdict = ""] = verdictOf(report).split(" · ");
  return html`<header class="masthead"><p class="eyebrow">Terraform plan${facts.branch === undefined ? NOTHING : html` for ${code(facts.branch)}`}</p>
<h1>${verdict.charAt(0).toUpperCase() + verdict.slice(1)}</h1>
${tallyOf(report)}${factsOf(facts, report.stacks)}</header>
`;
}

/** Numbers of resources, each with its sign and its word. */
function tallyOf({ stacks }: Report): Html {
  const changes = stacks.flatMap(changesOf);
  const counts = countsOf(changes);
  const signed = [...SIGNS.keys(), ...ALL_ACTIONS.filter((action) => !SIGNS.has(action))];
  const items = signed
    .filter((action) => action !== "import" && action !== "move" && counts[action] > 0)
    .map(
      (action) =>
        html`<li>${signOf(action)}<span><b>${count(counts[action])}</b> ${ACTIONS[action].label === "with unknown action" ? "with unknown action" : ACTIONS[action].participle}</span></li>`,
    );
  const also = [
    ["import", changes.filter(isImported).length, "imported"],
    ["move", changes.filter(isMoved).length, "moved"],
  ] as const;
  const others = also
    .filter(([, number]) => number > 0)
    .map(([action, number, word]) => html`<li>${signOf(action)}<span><b>${count(number)}</b> ${word}</span></li>`);
  return when(
    items.length + others.length > 0,
    () => html`<ul class="tally" aria-label="Resources">${items}${others}</ul>`,
  );
}

function factsOf({ commit, base, run, note }: RunFacts, stacks: readonly StackReport[]): Html {
  const versions = [...new Set(stacks.flatMap(({ terraformVersion }) => terraformVersion ?? []))].sort();
  const times = stacks.flatMap(({ plannedAt }) => plannedAt ?? []).sort();
  const [latest] = times.slice(-1);
  const fact = (name: string, value: Html) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const facts = [
    ...(commit === undefined ? [] : [fact("Commit", code(commit.slice(0, 12)))]),
    ...(base === undefined ? [] : [fact("Onto", code(base.slice(0, 12)))]),
    ...(latest === undefined ? [] : [fact("Planned", html`${latest}`)]),
    ...(versions.length > 0 ? [fact("Terraform", html`${versions.join(", ")}`)] : []),
    ...(run ? [fact("Run", html`${linkTo(run.url, `${run.id}`)}, attempt ${run.attempt}`)] : []),
  ];
  return html`${when(facts.length > 0, () => html`<dl class="facts">${facts}</dl>`)}${note === undefined ? NOTHING : html`<p class="names">${noteText(note)}</p>`}`;
}

/** Only what leads to the web is a link. */
const linkTo = (url: string, text: string): Html =>
  /^https?:\/\/[^\s]+$/.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;

/** A sentence of ours in Markdown, of which no more is used than code. */
const noteText = (note: string): readonly Html[] =>
  note.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : code(part)));
