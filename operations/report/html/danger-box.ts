import type { Danger } from "../dangers/danger";
import { DANGER_KINDS } from "../dangers/dangers";
import { discrepanciesIn } from "../discrepancies";
import type { StackReport } from "../report";
import { failureKind } from "../wording/failures";
import { purposeOf } from "../wording/retirement";
import { type ViolationAt, violationInWords, violationsOf } from "../wording/violations";
import { count } from "../wording/words";
import { alert } from "./alert";
import { errorWords } from "./error-words";
import { code, type Html, html, NOTHING, phrase, when } from "./html";
import { signOf, wordsFor } from "./signs";
import type { View } from "./view";

/** What a reviewer must see before anything else; says so when there is nothing of the kind. */
export function dangerBox({ report, dangers, confirmation, idOf }: View): Html {
  if (report.stacks.length === 0) {
    return alert(
      "danger",
      "No stack was given to report on",
      html`<p>This says nothing about what Terraform would do: look for what went wrong before.</p>`,
    );
  }
  const losses = [
    ...report.stacks.flatMap((stack) => lossesOf(stack, dangers)),
    ...violationsOf(report.stacks).map(violationItem),
  ];
  const confirm = html`${
    confirmation?.state === "needed" ? html`<p><b>Needs a confirmation:</b> ${phrase(confirmation.how)}.</p>` : NOTHING
  }${confirmation?.state === "given" ? html`<p>Confirmed by ${code(confirmation.by)}.</p>` : NOTHING}`;
  if (losses.length + dangers.length === 0) return confirm;
  const numbers = DANGER_KINDS.map((kind) => [kind, dangers.filter((danger) => danger.kind === kind).length] as const)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${count(number)} ${wordsFor(kind)}`);
  const stacksThat = (what: string, some: readonly StackReport[]) =>
    some.length > 0 ? [`${count(some.length, "stack")} ${what}`] : [];
  const title = [
    ...stacksThat(
      "failed",
      report.stacks.filter(({ state }) => state === "failed"),
    ),
    ...stacksThat(
      "vanished",
      report.stacks.filter(({ state }) => state === "vanished"),
    ),
    ...stacksThat(
      "not fully accounted for",
      report.stacks.filter((stack) => discrepanciesIn(stack).length > 0),
    ),
    ...stacksThat(
      "refused by rules",
      report.stacks.filter(({ violations = [] }) => violations.length > 0),
    ),
    ...numbers,
  ].join(", ");
  const items = dangers.map((danger) => dangerItem(danger, idOf.get(danger.change) ?? ""));
  return alert("danger", `Danger: ${title}`, html`${confirm}<ul class="dangers">${losses}${items}</ul>`);
}

const dangerItem = ({ kind, stack, change, isStateful, reason, isAllowed }: Danger, id: string): Html =>
  html`<li>${signOf(kind)}<div class="what"><b>${wordsFor(kind)}</b> <a href="#${encodeURIComponent(id)}">${code(change.address)}</a> <span class="quiet">in ${code(stack)}</span>${when(
    isStateful,
    () => html` <span class="badge loud">stateful</span>`,
  )}${when(isAllowed, () => html` <span class="badge">allowed</span>`)}</div>${when(
    reason.length > 0,
    () => html`<p class="why">${phrase(reason)}</p>`,
  )}</li>\n`;

/** What no confirmation lifts. */
const violationItem = ({ stack, violation }: ViolationAt): Html =>
  html`<li>${signOf("unknown")}<div class="what"><b>refused</b> ${violation.address === undefined ? code(stack) : html`${code(violation.address)} <span class="quiet">in ${code(stack)}</span>`}</div><p class="why">${phrase(violationInWords(violation))}</p></li>\n`;

/** Stacks of which nobody knows all that would happen, and those that leave: why, and where their backup is. */
function lossesOf(stack: StackReport, dangers: readonly Danger[]): readonly Html[] {
  const purpose = purposeOf(stack, dangers);
  const item = (what: string, why: Html) =>
    html`<li>${signOf("unknown")}<div class="what"><b>${what}</b> ${code(stack.id)}</div><p class="why">${why}</p></li>\n`;
  return [
    ...(stack.state === "failed" ? [item("failed", firstWords(stack))] : []),
    ...(stack.state === "vanished"
      ? [item("vanished", html`it is no longer declared, what it holds stays, and no plan shows it`)]
      : []),
    ...(purpose ? [item(purpose.what, html`${phrase(purpose.why)}`)] : []),
    ...discrepanciesIn(stack).map((text) => item("not fully accounted for", html`${text}; read the plan itself`)),
  ];
}

/** The line of a tool's words that says most. */
function firstWords({ error = "", content }: StackReport): Html {
  const lines = errorWords(error)
    .split("\n")
    .map((line) => line.trim());
  const line = lines.find((each) => each.startsWith("Error: ")) ?? lines.find((each) => each !== "");
  const kind = failureKind(error);
  if (!line) return content ? html`Terraform stopped before the plan was complete` : html`without a word`;
  return html`${kind === undefined ? "" : `${kind}: `}${code(line)}`;
}
