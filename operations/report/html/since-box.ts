import { isUnknown } from "../queries";
import { count } from "../wording/words";
import { alert } from "./alert";
import { code, type Html, html, NOTHING } from "./html";
import type { View } from "./view";

/** What differs from what the pull request showed before. */
export function sinceBox({ since, report }: View): Html {
  if (!since) return NOTHING;
  const { commit, state, appeared, disappeared, changed, added, gone, states, withoutDetails, sameChanges } = since;
  const of = commit === undefined ? NOTHING : html` of ${code(commit.slice(0, 12))}`;
  if (state === "not-comparable") {
    return alert(
      "notice",
      "Since the last plan",
      html`<p>Too little was kept of the plan${of} to compare with it.</p>`,
    );
  }
  if (state === "same") {
    const what = report.stacks.some(isUnknown) ? "Of what could be planned, nothing" : "Nothing";
    return alert("notice", "Since the last plan", html`<p>${what} differs from the plan${of}.</p>`);
  }
  const item = (word: string, text: Html) => html`<li><b>${word}</b> ${text}</li>`;
  const at = ({ action, address, stack }: (typeof appeared)[number]) =>
    html`${code(address)} (${action}) in ${code(stack)}`;
  const items = [
    ...added.map((stack) => item("New stack", code(stack))),
    ...gone.map((stack) => item("No longer a stack", code(stack))),
    ...states.map(({ stack, was, is }) => item("Other state", html`${code(stack)}: ${was}, now ${is}`)),
    ...appeared.map((change) => item("New", at(change))),
    ...disappeared.map((change) => item("No longer", at(change))),
    ...changed.map((change) =>
      item("Differs", html`${at(change)}${change.was === undefined ? "" : `, was ${change.was}`}`),
    ),
    ...withoutDetails.map((stack) => item("Differs in something that was not kept", code(stack))),
  ];
  const list = html`<ul class="addresses">${items}</ul>`;
  const body =
    items.length > 12 ? html`<details><summary>${count(items.length, "difference")}</summary>${list}</details>` : list;
  return alert(
    "notice",
    "Since the last plan",
    html`<p>Compared with the plan${of}; ${count(sameChanges, "change")} as before.</p>${body}`,
  );
}
