import { ACTIONS, type Action, ALL_ACTIONS, countsOf, SIGNS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { changesOf, isImported, isMoved, isQuiet, unplannedAlike } from "../queries";
import type { StackReport } from "../report";
import { count } from "../wording/words";
import { between, code, type Html, html, NOTHING, when } from "./html";
import { hasSection } from "./stack-section";
import type { StackView, View } from "./view";

/** States in words, and whether a reviewer must look at once. */
export const STATES: Readonly<Record<StackReport["state"], { readonly words: string; readonly isLoud: boolean }>> = {
  changes: { words: "changes", isLoud: false },
  "no-changes": { words: "planned, no changes", isLoud: false },
  failed: { words: "failed", isLoud: true },
  "not-planned": { words: "not planned here", isLoud: false },
  vanished: { words: "vanished", isLoud: true },
  unaffected: { words: "not affected, not planned", isLoud: false },
};

interface Column {
  readonly title: string;
  /** What the sign in the title stands for. */
  readonly means?: string;
  readonly number: (stack: StackReport) => number;
  readonly always?: boolean;
  readonly isDanger?: boolean;
}

const ofAction = (action: Action, sign?: string): Column => ({
  title: sign ?? ACTIONS[action].label,
  ...(sign !== undefined && { means: ACTIONS[action].participle, always: true }),
  number: (stack) => countsOf(changesOf(stack))[action],
  isDanger: ACTIONS[action].danger,
});

const COLUMNS: readonly Column[] = [
  ...[...SIGNS].map(([action, sign]) => ofAction(action, sign)),
  ...ALL_ACTIONS.filter((action) => !SIGNS.has(action) && action !== "import" && action !== "move").map((action) =>
    ofAction(action),
  ),
  { title: "imported", number: (stack) => changesOf(stack).filter(isImported).length },
  { title: "moved", number: (stack) => changesOf(stack).filter(isMoved).length },
  { title: "drift", number: ({ content }) => content?.drift.length ?? 0, always: true },
];

/** Every stack: a row for each of which there is something to say, and the names of the others. */
export function stackTable({ report, stacks }: View): Html {
  const alike = new Set(unplannedAlike(report.stacks).flatMap((each) => each.stacks));
  const loud = stacks.filter(({ stack }) => stack.state !== "unaffected" && !isQuiet(stack) && !alike.has(stack));
  return html`<section id="stacks" aria-labelledby="stacks-title" tabindex="-1"><h2 id="stacks-title">Stacks</h2>
${when(loud.length > 0, () => tableOf(loud))}${namesOf(
  stacks.filter(({ stack }) => isQuiet(stack)),
  "planned, no changes",
)}${namesOf(
  stacks.filter(({ stack }) => stack.state === "unaffected"),
  "not affected, not planned",
)}${namesOf(
  stacks.filter(({ stack }) => alike.has(stack)),
  STATES["not-planned"].words,
)}</section>
`;
}

function tableOf(stacks: readonly StackView[]): Html {
  const columns = COLUMNS.filter(({ always, number }) => always || stacks.some(({ stack }) => number(stack) > 0));
  const heads = columns.map(({ title, means }) =>
    means === undefined
      ? html`<th scope="col">${title}</th>`
      : html`<th scope="col"><span aria-hidden="true">${title}</span><span class="said">${means}</span></th>`,
  );
  return html`<div class="scrolls" role="region" aria-label="Table of stacks" tabindex="0"><table class="stacks"><thead><tr><th scope="col">stack</th>${heads}<th scope="col">state</th></tr></thead><tbody>
${stacks.map((one) => rowOf(one, columns))}</tbody></table></div>`;
}

const rowOf = (one: StackView, columns: readonly Column[]): Html =>
  html`<tr><th scope="row">${linked(one)}</th>${columns.map((column) => cellOf(one.stack, column))}<td>${statusOf(one.stack)}</td></tr>\n`;

const linked = ({ stack, id }: StackView): Html =>
  hasSection(stack) ? html`<a href="#${encodeURIComponent(id)}">${code(stack.id)}</a>` : code(stack.id);

/** What is not known is not zero. */
function cellOf(stack: StackReport, { number, isDanger }: Column): Html {
  if (!stack.content) return html`<td class="none">?</td>`;
  const value = number(stack);
  if (value === 0) return html`<td class="none">0</td>`;
  return html`<td${isDanger ? html` class="danger"` : NOTHING}>${count(value)}</td>`;
}

/** The state, and what no column counts. */
function statusOf(stack: StackReport): Html {
  const { state, content, waitsFor } = stack;
  const amount = (things: readonly unknown[] = [], noun: string) =>
    things.length > 0 ? [html`${count(things.length, noun)}`] : [];
  return html`${between(
    [
      stateOf(stack),
      ...amount(content?.outputs, "output"),
      ...amount(content?.deferred, "deferred change"),
      ...amount(content?.invocations, "action"),
      ...amount(content?.failedChecks, "failed check"),
      ...(waitsFor.length > 0 ? [html`waits for ${between(waitsFor.map(code), ", ")}`] : []),
      ...(content?.complete === false && state !== "failed" ? [html`needs another plan afterwards`] : []),
    ],
    "; ",
  )}`;
}

function stateOf(stack: StackReport): Html {
  const loud = (text: string) => html`<span class="badge loud">${text}</span>`;
  if (discrepanciesIn(stack).length > 0) return loud("not fully accounted for");
  const { words, isLoud } = STATES[stack.state];
  const inPart = stack.state === "failed" && stack.content ? ", planned in part" : "";
  return isLoud ? html`${loud(words)}${inPart}` : html`${words}`;
}

function namesOf(stacks: readonly StackView[], what: string): Html {
  if (stacks.length === 0) return NOTHING;
  const title = `${count(stacks.length, "stack")} ${what}`;
  const names = between(stacks.map(linked), ", ");
  return stacks.length <= 12
    ? html`<p class="names">${title}: ${names}.</p>`
    : html`<details class="names"><summary>${title}</summary><p>${names}</p></details>`;
}
