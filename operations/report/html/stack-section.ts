import { ACTIONS, ALL_ACTIONS } from "../actions";
import { discrepanciesIn } from "../discrepancies";
import { isNoise } from "../groups/noise";
import { changesOf, isQuiet } from "../queries";
import type { StackReport } from "../report";
import { countsInSigns } from "../wording/verdict";
import { violationInWords } from "../wording/violations";
import { count } from "../wording/words";
import type { AttributeBodies } from "./attribute-bodies";
import { changeBody, changeEntry } from "./change-entry";
import { errorWords } from "./error-words";
import { between, code, type Html, html, NOTHING, phrase, when } from "./html";
import { movesTable, takenOverTable } from "./moves";
import { otherParts, part } from "./other-parts";
import { signOf } from "./signs";
import { STATES } from "./stack-table";
import type { Entry, StackView, View } from "./view";

/** So much of a digest tells two plans apart; the report for machines has it whole. */
const DIGEST_LENGTH = 19;

/** Whether there is more to say of a stack than its row in the table. */
export const hasSection = (stack: StackReport): boolean =>
  !isQuiet(stack) && (stack.state !== "unaffected" || stack.notes.length > 0);

/** All about one stack. */
export function stackSection(one: StackView, view: View, bodies: AttributeBodies): Html {
  const { stack, id, entries } = one;
  const counts = countsInSigns(changesOf(stack));
  const title = `${id}-title`;
  return html`<section class="stack" id="${id}" data-stack="${stack.id}" aria-labelledby="${title}" tabindex="-1">
<header><h2 id="${title}"><a class="anchor" href="#${encodeURIComponent(id)}"><code class="stack-name">${stack.id}</code></a></h2><span class="quiet">${counts || STATES[stack.state].words}</span></header>
${aboutStack(stack)}${lossesOf(stack)}${changeParts(entries, view, bodies)}${movesTable(stack)}${takenOverTable(stack)}${when(stack.content, () => (stack.content ? otherParts(stack.content, bodies) : NOTHING))}</section>
`;
}

function aboutStack({ source, waitsFor, notes, content, digest, terraformVersion, plannedAt }: StackReport): Html {
  const facts = [
    ...(source === undefined ? [] : [html`declared in ${code(source)}`]),
    ...(content ? [html`${count(content.held, "resource")} in the plan, ${count(content.unchanged)} unchanged`] : []),
    ...(terraformVersion === undefined ? [] : [html`Terraform ${terraformVersion}`]),
    ...(plannedAt === undefined ? [] : [html`planned ${plannedAt}`]),
    ...(digest === undefined ? [] : [html`plan <code title="${digest}">${digest.slice(0, DIGEST_LENGTH)}</code>`]),
  ];
  const names = between(waitsFor.map(code), ", ");
  return html`${when(facts.length > 0, () => html`<p class="said-of">${between(facts, " · ")}</p>`)}${when(
    waitsFor.length > 0,
    () =>
      html`<p class="said-of">Holds placeholders, known after ${names} ${waitsFor.length === 1 ? "is" : "are"} applied.</p>`,
  )}${when(content?.complete === false, () => html`<p class="said-of">Terraform will need another plan after this one.</p>`)}${notes.map((note) => html`<p class="said-of">Note: ${note}</p>`)}`;
}

/** What went wrong with a stack, in full. */
function lossesOf(stack: StackReport): Html {
  const { error, content, state, violations = [] } = stack;
  const words = error === undefined ? "" : errorWords(error);
  const failure =
    error === undefined
      ? NOTHING
      : html`<section class="part"><h3>${signOf("delete")} What went wrong</h3>${
          words === ""
            ? html`<p>${content ? "Terraform stopped before the plan was complete." : "It failed without a word."}</p>`
            : html`<pre class="words" tabindex="0">${between(
                words.split("\n").map((line) => html`${line}`),
                NEW_LINE,
              )}</pre>`
        }</section>`;
  const gone = when(
    state === "vanished",
    () => html`<p class="part">It is no longer declared. What it holds stays, and no plan shows it.</p>`,
  );
  const missing = discrepanciesIn(stack).map(
    (text) => html`<p class="part">Not fully accounted for: ${text}. Read the plan itself.</p>`,
  );
  const broken = part(
    html`${signOf("unknown")} Broken rules`,
    violations.map(
      (violation) =>
        html`<div class="item"><div class="head">${violation.address === undefined ? NOTHING : html`<code class="address">${violation.address}</code> `}${phrase(violationInWords(violation))}</div></div>\n`,
    ),
  );
  return html`${failure}${gone}${missing}${broken}`;
}

const NEW_LINE: Html = { markup: "\n" };

/** The changes of a stack, dangers first; updates that nobody needs to read are folded at the end. */
function changeParts(entries: readonly Entry[], view: View, bodies: AttributeBodies): Html {
  const written = (some: readonly Entry[]) =>
    some.map((entry) => changeEntry(entry, view, changeBody(entry, view, bodies.of(entry.change))));
  const quiet = entries.filter(isQuietEntry(view));
  const loud = entries.filter((entry) => !isQuietEntry(view)(entry));
  return html`${ALL_ACTIONS.map((action) => {
    const some = loud.filter(({ change }) => change.action === action);
    const words = ACTIONS[action].participle;
    return part(html`${words.charAt(0).toUpperCase() + words.slice(1)}`, written(some), sizeOf(some));
  })}${when(
    quiet.length > 0,
    () =>
      html`<details class="fold noise part"><summary><h3>Updates of tags and descriptions alone <span class="number">${count(sizeOf(quiet))}</span></h3></summary><div class="items">${written(quiet)}</div></details>\n`,
  )}`;
}

const isQuietEntry =
  ({ dangerOf }: View) =>
  ({ change }: Entry): boolean =>
    isNoise(change) && !dangerOf.has(change);

const sizeOf = (entries: readonly Entry[]): number => entries.reduce((sum, { alike }) => sum + 1 + alike.length, 0);
