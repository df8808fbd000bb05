import { ACTIONS, type Action, ALL_ACTIONS } from "../actions";
import { isNoise } from "../groups/noise";
import { type Html, html, NOTHING, when } from "./html";
import { OTHER_KINDS } from "./other-parts";
import { hasSection } from "./stack-section";
import type { View } from "./view";

/** The search and the filters, for those kinds and stacks that there are. Hidden until the page's script runs. */
export function toolbar(view: View): Html {
  const { stacks, dangerOf } = view;
  if (!stacks.some(({ stack }) => hasSection(stack))) return NOTHING;
  const kinds = kindsIn(view).map(([kind, label]) => chip("kind", kind, label));
  const options = stacks
    .filter(({ stack }) => hasSection(stack))
    .map(({ stack, id }) => html`<option value="${id}">${stack.id}</option>`);
  const hasNoise = stacks.some(({ entries }) => entries.some(({ change }) => isNoise(change)));
  return html`<div class="bar" hidden><form role="search" aria-label="Search and filter this report" autocomplete="off">
<div class="row"><input type="search" name="search" placeholder="Search addresses, types, attributes" aria-label="Search addresses, types, attributes and stacks" aria-keyshortcuts="/" spellcheck="false" autocapitalize="off">
<select name="stack" aria-label="Stack"><option value="">All stacks</option>${options}</select>
<button type="button" data-do="open" aria-label="Expand all">Expand</button><button type="button" data-do="close" aria-label="Collapse all">Collapse</button><button type="reset">Clear</button></div>
<div class="row"><fieldset class="chips"><legend class="said">Show only</legend>${when(dangerOf.size > 0, () => chip("dangers", "", "only dangers"))}${kinds}${hasNoise ? chip("noise", "", "open tag-only updates") : NOTHING}</fieldset><output class="found" aria-live="polite"></output></div>
</form></div>
`;
}

const chip = (name: string, value: string, label: string): Html =>
  html`<label class="chip"><input type="checkbox" name="${name}" value="${value}">${label}</label>`;

function kindsIn({ stacks }: View): readonly (readonly [kind: string, label: string])[] {
  const actions = new Set<Action>(stacks.flatMap(({ entries }) => entries.map(({ change }) => change.action)));
  const holds: Readonly<Record<keyof typeof OTHER_KINDS, boolean>> = {
    output: stacks.some(({ stack }) => (stack.content?.outputs.length ?? 0) > 0),
    drift: stacks.some(({ stack }) => (stack.content?.drift.length ?? 0) > 0),
    deferred: stacks.some(({ stack }) => (stack.content?.deferred.length ?? 0) > 0),
    invocation: stacks.some(({ stack }) => (stack.content?.invocations.length ?? 0) > 0),
    check: stacks.some(({ stack }) => (stack.content?.failedChecks.length ?? 0) > 0),
  };
  return [
    ...ALL_ACTIONS.filter((action) => actions.has(action)).map((action) => [action, ACTIONS[action].label] as const),
    ...(Object.entries(OTHER_KINDS) as [keyof typeof OTHER_KINDS, string][]).filter(([kind]) => holds[kind]),
  ];
}
